"""The `inclusion` command."""

import click

from inclusion_app.cli import demo, instance
from inclusion_app.cli.french import speak_french

speak_french()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """L’outil d’un service public numérique d’inclusion : préparer une instance, la servir, la garder en état."""


for command in (instance.init, demo.demo):
    main.add_command(command)
