"""« Ce que vous pouvez faire » : facts that figures hold, and what each one allows to decide. No slogan.

A fact comes first, then an act within the reach of an elected official; nothing is advised without a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.attention import most_blocked
from inclusion_app.observatory.figures import NearPlace, TerritoryFigures
from inclusion_app.observatory.phrases import _, kilometres, named
from inclusion_app.territories.territory import Level
from inclusion_app.web.formats import number, percent, plural

MOST = 4
_OLDER = ("70_plus", "60_69", "60_plus")
_MANY_OLDER = 0.3
_FAR_KM = 10
_UNKNOWN_RESIDENCE = 0.3


@dataclass(frozen=True)
class Action:
    """What is known, and what it allows to do."""

    fact: str
    act: str


def actions(figures: TerritoryFigures, most: int = MOST) -> tuple[Action, ...]:
    """The most useful first; never empty."""
    found = [action for action in _all(figures) if action]
    return tuple(found[:most])


def _all(figures: TerritoryFigures) -> Iterator[Action | None]:
    yield _place(figures)
    yield _far(figures)
    yield _hours(figures)
    yield _blocked(figures)
    yield _older(figures)
    yield _residence(figures)
    yield _trainings(figures)
    yield _tell(figures)


def _place(figures: TerritoryFigures) -> Action | None:
    """No place at all: the nearest one, and what a room allows."""
    if figures.places.value != 0:
        return None
    fact = _("Aucun lieu d’aide au numérique n’est connu %(where)s", where=figures.territory.in_name)
    if figures.nearest:
        fact = _("%(fact)s\u00a0; le plus proche\u00a0: %(place)s", fact=fact, place=_near(figures.nearest[0]))
    act = _(
        "Proposer une salle et un accès à internet, une demi-journée par semaine ou par mois\u00a0: une structure du"
        " réseau peut y tenir une permanence. En attendant, afficher en mairie l’adresse du lieu le plus proche."
    )
    return Action(f"{fact}.", act)


def _near(place: NearPlace) -> str:
    away = f", {kilometres(place.kilometres)}" if place.kilometres is not None else ""
    return f"{place.name}, {place.commune}{away}"


def _far(figures: TerritoryFigures) -> Action | None:
    """Inhabitants far from any place, in a territory of several communes."""
    if figures.access is None or figures.territory.level is Level.COMMUNE:
        return None
    far = next((one for one in figures.access.far if one.km == _FAR_KM), None)
    if far is None or not far.communes:
        return None
    names = ", ".join(one.name for one in figures.access.farthest[:3])
    fact = _(
        "%(people)s vivent à plus de %(km)s\u00a0km de tout lieu, dans %(communes)s.",
        people=plural(far.inhabitants, N_("%(count)s habitant"), N_("%(count)s habitants")),
        km=_FAR_KM,
        communes=plural(far.communes, N_("%(count)s commune"), N_("%(count)s communes")),
    )
    act = _(
        "Y faire passer une permanence itinérante, en commençant par les plus éloignées\u00a0: %(names)s.", names=names
    )
    return Action(fact, act)


def _hours(figures: TerritoryFigures) -> Action | None:
    """Places whose hours nobody knows, else never open when people who work are free."""
    supply, places = figures.supply, figures.places.whole
    if supply is None or not places:
        return None
    known = supply.measure("places_with_hours").whole or 0
    if known < places:
        fact = _("Horaires connus\u00a0: %(known)s sur %(all)s.", known=number(known), all=_places(places))
        act = _("Demander aux lieux de compléter leur fiche\u00a0: sans horaires, une personne se déplace pour rien.")
        return Action(fact, act)
    if not supply.measure("places_saturday").value and not supply.measure("places_evening").value:
        fact = _("Sur %(all)s, aucun n’est ouvert le samedi ni après 18 heures.", all=_places(places))
        act = _("Étudier un créneau en soirée ou le samedi, pour les personnes qui travaillent.")
        return Action(fact, act)
    return None


def _places(count: int) -> str:
    return plural(count, N_("%(count)s lieu"), N_("%(count)s lieux"))


def _blocked(figures: TerritoryFigures) -> Action | None:
    """The procedures that stop people most; a block of a wider territory says so."""
    found = most_blocked(figures)
    if found is None:
        return None
    block, first = found
    where = f" ({block.territory.name})" if block.wider else ""
    fact = _(
        "Ce qui bloque le plus concerne %(name)s\u00a0: %(count)s%(where)s.",
        name=named(block.key, first.key),
        count=plural(first.count or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements")),
        where=where,
    )
    act = _(
        "En parler avec l’organisme concerné et avec la maison France services la plus proche\u00a0: un rendez-vous au"
        " guichet règle souvent ce que le site ne règle pas."
    )
    return Action(fact, act)


def _older(figures: TerritoryFigures) -> Action | None:
    """Many people over sixty come."""
    block = figures.blocks.get("age_bands")
    if block is None or block.hidden:
        return None
    share = sum(cell.share or 0 for cell in block.cells if cell.key in _OLDER)
    if share < _MANY_OLDER:
        return None
    where = f" ({block.territory.name})" if block.wider else ""
    fact = _(
        "%(share)s des accompagnements concernent des personnes de 60 ans et plus%(where)s.",
        share=percent(share),
        where=where,
    )
    act = _(
        "Proposer des ateliers en journée près des lieux qu’elles fréquentent, et un transport pour y aller\u00a0; le"
        " CCAS et les clubs les font connaître."
    )
    return Action(fact, act)


def _residence(figures: TerritoryFigures) -> Action | None:
    unknown = figures.unknown_residence.value
    if unknown is None or unknown <= _UNKNOWN_RESIDENCE:
        return None
    fact = _("La commune de résidence manque dans %(share)s des accompagnements.", share=percent(unknown))
    act = _("Demander aux lieux de la noter\u00a0: c’est ce qui dit combien de vos habitants sont aidés.")
    return Action(fact, act)


def _trainings(figures: TerritoryFigures) -> Action | None:
    """No session was held here."""
    if figures.trainings is not None:
        return None
    fact = _("Aucune session de formation n’a eu lieu %(where)s sur la période.", where=figures.territory.in_name)
    act = _("Demander une session aux structures du réseau, pour les habitants ou pour les agents d’accueil.")
    return Action(fact, act)


def _tell(figures: TerritoryFigures) -> Action | None:
    """The need, and where to send people."""
    need = figures.difficulty
    if need is None or not need.high:
        return None
    fact = _(
        "Entre %(low)s et %(high)s habitants seraient en difficulté avec le numérique.",
        low=number(need.low),
        high=number(need.high),
    )
    act = _("Faire connaître les lieux d’aide dans le bulletin, en mairie et sur le site, avec leurs horaires.")
    return Action(fact, act)
