"""The catalogue written out: the same fields on the page, in the files and in the documentation."""

from collections.abc import Iterator
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.indicator import Family, Indicator
from inclusion_app.observatory.catalogue.registry import INDICATORS, in_family

ALWAYS_SHOWN = N_("Toujours montré\u00a0: un total ou un fait du territoire, qui ne désigne personne")
UNDER_SECRECY = N_("Montré seulement si personne ne peut y être reconnu")

FIELDS = (
    ("unit", N_("Unité")),
    ("counts", N_("Ce qui est compté")),
    ("numerator", N_("Numérateur")),
    ("denominator", N_("Dénominateur")),
    ("values", N_("Valeurs")),
    ("source", N_("Source")),
    ("limits", N_("Limites")),
    ("since", N_("Depuis")),
    ("secrecy", N_("Secret statistique")),
)
"""What is said of an indicator beside its key, its name and its definition, in reading order."""


@dataclass(frozen=True)
class Entry:
    """An indicator in plain texts, None for what it does not have."""

    indicator: Indicator
    unit: str
    values: tuple[str, ...]
    secrecy: str

    def get(self, field: str) -> str | tuple[str, ...] | None:
        """A field of `FIELDS`."""
        own: str | tuple[str, ...] | None = getattr(self if hasattr(self, field) else self.indicator, field)
        return own or None


def entries(family: Family | None = None) -> list[Entry]:
    """Every indicator, or those of one question."""
    return [_entry(indicator) for indicator in (INDICATORS if family is None else in_family(family))]


def _entry(indicator: Indicator) -> Entry:
    listed = tuple(value.label for value in indicator.values or () if not value.retired)
    rest = (indicator.rest,) if indicator.rest else ()
    secrecy = UNDER_SECRECY if indicator.table else ALWAYS_SHOWN
    return Entry(indicator, indicator.unit.label, listed + rest, secrecy)


def as_markdown() -> str:
    """The page of the documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Les indicateurs de l’observatoire"
    yield ""
    yield "Page écrite par `scripts/indicators`\u00a0: changer `inclusion_app/observatory/catalogue`, non cette page."
    yield "La page `/observatoire/indicateurs` montre la même chose, avec ses fichiers CSV et JSON."
    for family in Family:
        yield f"\n## {family.label}"
        for entry in entries(family):
            yield f"\n### {entry.indicator.name}"
            yield f"\n{entry.indicator.definition} (`{entry.indicator.key}`)\n"
            for field, label in FIELDS:
                text = entry.get(field)
                if text:
                    yield f"- **{label}**\u00a0: {text if isinstance(text, str) else ', '.join(text)}"
