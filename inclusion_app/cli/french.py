"""The few sentences that click writes itself, in French."""

from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.types

_SENTENCES = {
    "Usage:": "Emploi\u00a0:",
    "Options": "Options",
    "Commands": "Commandes",
    "Show this message and exit.": "Affiche cette aide.",
    "Error: {message}": "{message}",
    "Missing argument": "Il manque",
    "Missing option": "Il manque l’option",
    "Missing parameter": "Il manque",
    "Aborted!": "Abandon.",
    "required": "obligatoire",
    "default: {default}": "par défaut\u00a0: {default}",
    "(default: {default})": "(par défaut\u00a0: {default})",
    "No such command {name!r}.": "La commande {name!r} n’existe pas.",
    "No such option: {name}": "L’option {name} n’existe pas.",
    "Missing command.": "Il manque une commande.",
    "Try '{command} {option}' for help.": "Voir «\u00a0{command} {option}\u00a0».",
    "Got unexpected extra argument ({args})": "Argument de trop ({args})",
    "Got unexpected extra arguments ({args})": "Arguments de trop ({args})",
    "Option {name!r} requires an argument.": "L’option {name!r} attend une valeur.",
    "Invalid value: {message}": "Valeur refusée\u00a0: {message}",
    "Invalid value for {param_hint}: {message}": "Valeur refusée pour {param_hint}\u00a0: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} n’est pas un nombre.",
    "{value} is not in the range {range}.": "{value} n’est pas dans l’intervalle {range}.",
    "{value!r} is not one of {choices}.": "{value!r} n’est pas l’une des valeurs {choices}.",
    "{value!r} does not match the formats {formats}.": "{value!r} n’est pas une date comme 2025-12-31.",
    "{value!r} does not match the format {format}.": "{value!r} n’est pas une date comme 2025-12-31.",
    "{name} {filename!r} does not exist.": "{filename!r} n’existe pas.",
    "{name} {filename!r} is a directory.": "{filename!r} est un dossier.",
    "{name} {filename!r} is a file.": "{filename!r} est un fichier.",
    "{name} {filename!r} is not readable.": "{filename!r} ne peut pas être lu.",
    "{name} {filename!r} is not writable.": "On ne peut pas écrire dans {filename!r}.",
}

_MODULES: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.types,
)


def _french(message: str) -> str:
    return _SENTENCES.get(message, message)


def _french_plural(one: str, several: str, count: int) -> str:
    return _french(one if count == 1 else several)


def speak_french() -> None:
    """Have click's own sentences come from here."""
    for module in _MODULES:
        if hasattr(module, "_"):
            module._ = _french  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _french_plural  # type: ignore[attr-defined]
