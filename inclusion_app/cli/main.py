"""The `inclusion` command."""

import click

from inclusion_app.cli import (
    accounts,
    check,
    demo,
    imports,
    instance,
    jobs,
    observatory,
    report,
    reports,
    resources,
    saving,
    serve,
)
from inclusion_app.cli import publishing as _publishing  # noqa: F401 (commands of `observatory`)
from inclusion_app.cli.french import speak_french

speak_french()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
)
def main() -> None:
    """L’outil d’un service public numérique d’inclusion : préparer une instance, la servir, la garder en état."""


COMMANDS: tuple[click.Command, ...] = (
    instance.init,
    demo.demo,
    serve.serve,
    accounts.create_account,
    jobs.jobs,
    check.check,
    imports.import_group,
    observatory.observatory,
    report.report,
    reports.reports,
    resources.resources,
    saving.backup,
    saving.restore,
    saving.rotate_keys,
)
for command in COMMANDS:
    main.add_command(command)
