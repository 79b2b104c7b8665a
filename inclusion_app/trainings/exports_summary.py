"""The annual teaching and financial summary as tables: whole hours and whole euros that add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.queries.figures_summary import Summary, Trainees
from inclusion_app.trainings.rules.rounding import whole_parts
from inclusion_app.web.downloads import Column

_HOUR, _EURO = 60, 100


@dataclass(frozen=True)
class Row:
    """A line: people, hours, euros; None where the line has no such number."""

    name: str
    people: int
    hours: int | None = None
    euros: int | None = None
    agents: int | None = None
    total: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the declaration, its last line is the total."""

    key: str
    title: str
    what: str
    rows: tuple[Row, ...]


def parts_of(summary: Summary) -> tuple[Part, ...]:
    """The parts that the application can fill."""
    return (
        Part(
            "C",
            _("Cadre C – Produits, par origine"),
            _("Prix des inscriptions des personnes venues, l’année de leur première venue."),
            _products(summary),
        ),
        Part(
            "E",
            _("Cadre E – Personnes qui ont dispensé des heures de formation"),
            _("Chaque personne comptée une fois dans l’année\u00a0; une séance animée à deux compte pour chacune."),
            _teachers(summary),
        ),
        Part(
            "F-1",
            _("Cadre F-1 – Stagiaires et heures suivies, par type de stagiaire"),
            _(
                "Un stagiaire est une personne venue à une demi-journée au moins d’une session. Agents publics, élus,"
                " bénévoles et autres se recopient ensemble, en «\u00a0Autres stagiaires\u00a0»."
            ),
            _trainees(summary.kinds),
        ),
        Part(
            "F-3",
            _("Cadre F-3 – Objectif général des prestations"),
            _("Ces formations ne mènent à aucun titre, diplôme ou certification enregistrés."),
            _trainees([_everybody(summary)]),
        ),
        Part(
            "F-4",
            _("Cadre F-4 – Cours, à classer par spécialité de formation"),
            _("Choisissez dans le formulaire la spécialité de chaque cours\u00a0: l’application ne la connaît pas."),
            _trainees(summary.courses),
        ),
    )


FILE_COLUMNS: list[Column[tuple[Part, Row]]] = [
    Column(N_("Cadre"), lambda line: line[0].key, width=8),
    Column(N_("Ligne"), lambda line: line[1].name, width=50),
    Column(N_("Personnes"), lambda line: line[1].people),
    Column(N_("Heures"), lambda line: line[1].hours),
    Column(N_("Euros"), lambda line: line[1].euros),
    Column(N_("Dont pour des agents publics (euros)"), lambda line: line[1].agents),
]


def file_rows(parts: Iterable[Part]) -> list[tuple[Part, Row]]:
    """Every line of every part."""
    return [(part, row) for part in parts for row in part.rows]


def _products(summary: Summary) -> tuple[Row, ...]:
    euros = whole_parts([product.cents for product in summary.products], _EURO)
    agents = whole_parts([product.agents_cents for product in summary.products], _EURO)
    rows = [
        Row(_(product.funder.label), product.people, euros=amount, agents=of_agents)
        for product, amount, of_agents in zip(summary.products, euros, agents, strict=True)
    ]
    total = Row(_("Total"), sum(row.people for row in rows), euros=sum(euros), agents=sum(agents), total=True)
    return (*rows, total)


def _teachers(summary: Summary) -> tuple[Row, ...]:
    found = whole_parts([row.minutes for row in summary.teachers], _HOUR)
    rows = [
        Row(_("Personnes extérieures") if row.external else _("Personnes de l’organisme"), row.people, hours)
        for row, hours in zip(summary.teachers, found, strict=True)
    ]
    return (*rows, Row(_("Total"), sum(row.people for row in rows), sum(found), total=True))


def _trainees(lines: Sequence[Trainees]) -> tuple[Row, ...]:
    found = whole_parts([line.minutes for line in lines], _HOUR)
    rows = [Row(_(line.name), line.people, hours) for line, hours in zip(lines, found, strict=True)]
    return (*rows, Row(_("Total"), sum(row.people for row in rows), sum(found), total=True))


def _everybody(summary: Summary) -> Trainees:
    name = N_("Autres formations professionnelles")
    return Trainees(None, name, sum(row.people for row in summary.kinds), sum(row.minutes for row in summary.kinds))
