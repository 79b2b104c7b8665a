"""The figures of a page as a spreadsheet: what to know first, then the measures, then a sheet for each table."""

from collections.abc import Iterator
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import exports
from inclusion_app.observatory.figures import SECRET, Block, Measure, TerritoryFigures
from inclusion_app.observatory.phrases import _
from inclusion_app.web.downloads import Column, Sheet


@dataclass(frozen=True)
class Note:
    """A line of the first sheet."""

    subject: str
    text: str


NOTE_COLUMNS: list[Column[Note]] = [
    Column(N_("Rubrique"), lambda note: note.subject, width=34),
    Column(N_("À savoir"), lambda note: note.text, width=110),
]

MEASURE_COLUMNS: list[Column[Measure]] = [
    Column(N_("Mesure"), lambda measure: _(measure.label), width=44),
    Column(N_("Valeur"), lambda measure: _(SECRET) if measure.secret else exports.rounded(measure.value)),
    Column(N_("Période comparée"), lambda measure: exports.rounded(measure.previous)),
    Column(N_("Territoire au-dessus"), lambda measure: exports.rounded(measure.parent)),
    Column(N_("Unité"), lambda measure: measure.unit.value),
    Column(N_("Ce que l’on compte"), lambda measure: f"{_(measure.what)} {_(measure.reason or '')}".strip(), width=90),
]


def sheets_of(figures: TerritoryFigures) -> Iterator[Sheet[object]]:
    """One sheet for each table that may be shown; the first says what each is."""
    yield Sheet(_("À lire"), NOTE_COLUMNS, list(_notes(figures)))  # type: ignore[arg-type]
    measures = [measure for measure in figures.measures if measure.label]
    yield Sheet(_("Mesures"), MEASURE_COLUMNS, measures)  # type: ignore[arg-type]
    for block in figures.blocks.values():
        if not block.hidden and block.cells:
            yield Sheet(_(block.title), exports.columns_of(figures, block), block.by_size)  # type: ignore[arg-type]
    if figures.trainings:
        columns = exports.training_columns(figures)
        yield Sheet(_("Formations"), columns, figures.trainings.measures)  # type: ignore[arg-type]


def _notes(figures: TerritoryFigures) -> Iterator[Note]:
    yield Note(_("De qui"), figures.name)
    yield Note(_("Période"), figures.period.label)
    yield Note(_("Période comparée"), figures.previous_period.label)
    yield Note(_("Ce qui est compté"), _(COUNTED))
    yield Note(_("Secret statistique"), _(PUBLISHED) if figures.published else _(EXACT))
    yield Note(_("Parts"), _(SHARES))
    for block in figures.blocks.values():
        yield Note(_(block.title), _about(block))


def _about(block: Block) -> str:
    words = [_(block.what)]
    if block.hidden:
        words.append(_("Pas de feuille\u00a0: ces chiffres laisseraient reconnaître des personnes."))
    elif block.wider:
        words.append(
            _("Donné pour %(there)s, le plus petit territoire qui peut le montrer.", there=block.territory.full_name)
        )
    if block.note:
        words.append(_(block.note))
    return " ".join(words)


COUNTED = N_(
    "Un accompagnement est une personne aidée une fois\u00a0; un atelier en compte autant que de participants. Les"
    " personnes suivies sont comptées une seule fois chacune\u00a0; les accompagnements anonymes ne s’y ajoutent pas."
)
PUBLISHED = N_(
    "Un chiffre qui désignerait moins de 11 personnes n’est pas donné. Le total des accompagnements l’est toujours."
)
EXACT = N_("Chiffres exacts, réservés à qui peut les voir\u00a0: ne les publiez pas tels quels.")
SHARES = N_(
    "Entre 0 et 1. Dans une liste à plusieurs réponses possibles, elles dépassent 1 quand on les additionne. Sous 30"
    " accompagnements, elles disent peu."
)
