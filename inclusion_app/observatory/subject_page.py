"""What the page of a structure, a place, a mediator or a team shows, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import attention, headline, sentences
from inclusion_app.observatory.figures import Measure, TerritoryFigures
from inclusion_app.observatory.multiples import Multiple, multiples
from inclusion_app.observatory.page import SECTIONS, Section, make_section
from inclusion_app.observatory.phrases import _, capital, change_clause, change_words, during
from inclusion_app.observatory.presenting import Panel, make_panel
from inclusion_app.observatory.subjects import SubjectKind
from inclusion_app.web.formats import number, plural

KIND_NAMES = {
    SubjectKind.STRUCTURE: N_("Structure"),
    SubjectKind.PLACE: N_("Lieu"),
    SubjectKind.MEDIATOR: N_("Médiatrice ou médiateur"),
    SubjectKind.TEAM: N_("Équipe"),
}


@dataclass(frozen=True)
class SubjectPage:
    """Everything on the page."""

    figures: TerritoryFigures
    sentences: tuple[str, ...]
    to_look_at: tuple[str, ...]
    headline: tuple[headline.KeyFigure, ...]
    sections: tuple[Section, ...]
    where: Panel | None
    members: tuple[Multiple, ...]
    """For a team, the months of each of its mediators, all on one scale."""

    @property
    def title(self) -> str:
        """« Mairie de Limoges — janvier à décembre 2025 »."""
        return f"{self.figures.name}\u00a0— {self.figures.period.label}"


def make_subject_page(
    figures: TerritoryFigures, members: Sequence[tuple[str, str, TerritoryFigures]] = ()
) -> SubjectPage:
    """Figures made into a page; `members`: identifier, name and figures of each one of a team."""
    found = [_happened(figures), sentences.subject(figures), sentences.who(figures), sentences.workshops(figures)]
    looked = [attention.blocked(figures), attention.busiest_month(figures)]
    return SubjectPage(
        figures=figures,
        sentences=tuple(sentence for sentence in found[:3] if sentence),
        to_look_at=tuple(sentence for sentence in (*looked, found[3]) if sentence),
        headline=_key_figures(figures),
        sections=tuple(make_section(figures, anchor, _(title), keys) for anchor, title, keys in SECTIONS),
        where=make_panel(figures, "communes"),
        members=multiples([(key, name, one.blocks["months"]) for key, name, one in members]),
    )


def _happened(figures: TerritoryFigures) -> str:
    held, when = figures.accompaniments, during(figures.period)
    if not held.value:
        return _("%(when)s, aucun accompagnement n’a été enregistré.", when=when)
    count = plural(held.whole or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements"))
    text = _("%(when)s, %(count)s", when=when, count=count)
    if figures.minutes.value:
        hours = plural(round(figures.minutes.value / 60), N_("%(count)s heure"), N_("%(count)s heures"))
        text += _(", soit %(hours)s d’aide", hours=hours)
    if held.previous is not None:
        change = change_clause(held.value, held.previous, figures.period, figures.previous_period)
        text += _("\u00a0: %(change)s", change=change)
    return f"{text}."


def _key_figures(figures: TerritoryFigures) -> tuple[headline.KeyFigure, ...]:
    """Accompaniments, people, hours as for a territory; sessions in the place of the rate of inhabitants."""
    return (*headline.key_figures(figures)[:3], _sessions(figures))


def _sessions(figures: TerritoryFigures) -> headline.KeyFigure:
    label = _("séances, dont %(workshops)s", workshops=_workshops(figures.workshops))
    return headline.KeyFigure(
        "records",
        number(figures.records.value or 0),
        "",
        label,
        _change(figures, figures.records),
        None,
        None,
        "",
    )


def _workshops(measure: Measure) -> str:
    return plural(measure.whole or 0, N_("%(count)s atelier"), N_("%(count)s ateliers"))


def _change(figures: TerritoryFigures, measure: Measure) -> str:
    if measure.value is None or measure.previous is None:
        return ""
    return capital(change_words(measure.value, measure.previous, figures.period, figures.previous_period))
