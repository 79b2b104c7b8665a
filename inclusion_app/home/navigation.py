"""The menu: what each role finds in it, who is shown as signed in, what stands at the foot of each page."""

from typing import NamedTuple

from flask import current_app, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from inclusion_app.access.guard import current_scope, find_account
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.scope import Grant, Scope
from inclusion_app.home.demonstration import shows_letters
from inclusion_app.kernel.crypto import KeyMissing
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Structure
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.navigation import FooterLink, NavigationItem, WhoAmI

MOST_ENTRIES = 5


class Entry(NamedTuple):
    """A menu entry: its words, its page, the addresses under which it is the current one, who has it."""

    label: str
    endpoint: str
    prefixes: tuple[str, ...]
    roles: frozenset[Role]


_R = Role
_TEAM = frozenset({_R.MANAGER, _R.COORDINATOR})
_TRAININGS = (
    *("/sessions", "/calendrier", "/catalogue", "/appels", "/attestations", "/qualite", "/formations"),
    *("/salles", "/intervenants", "/ressources", "/securite"),
)

# In the order shown. Somebody with several roles has them all; the first gives way when there would be six, since the
# operator's name at the top of each page leads home too.
ENTRIES = (
    Entry(N_("Accueil"), "home.index", ("/",), frozenset({_R.MEDIATOR}) | _TEAM),
    Entry(N_("Accompagnements"), "accompaniments.index", ("/accompagnements",), frozenset({_R.MEDIATOR})),
    Entry(N_("Personnes suivies"), "casework.citizens", ("/citoyens",), frozenset({_R.MEDIATOR})),
    Entry(N_("Équipe"), "home.team", ("/equipe",), _TEAM),
    Entry(
        N_("Réseau"),
        "network.structures",
        ("/structures", "/reseau", "/lieux", "/mediateurs"),
        frozenset({_R.MEDIATOR, _R.ADMINISTRATOR}) | _TEAM,
    ),
    Entry(
        N_("Formations et ressources"),
        "trainings.sessions",
        _TRAININGS,
        frozenset({_R.MEDIATOR}) | _TEAM,
    ),
    Entry(N_("Formations et ressources"), "trainings.courses", _TRAININGS, frozenset({_R.ADMINISTRATOR})),
    Entry(
        N_("Observatoire"), "observatory.index", ("/observatoire",), frozenset({_R.OFFICIAL, _R.ADMINISTRATOR}) | _TEAM
    ),
    Entry(
        N_("Administration"),
        "network.accounts",
        ("/comptes", "/journal", "/organismes", "/travaux"),
        frozenset({_R.ADMINISTRATOR}),
    ),
)

VISITOR_ENTRIES = (
    ("home.index", N_("Trouver de l’aide")),
    ("network.public_places", N_("Lieux")),
    ("trainings.catalogue", N_("Formations")),
    ("resources.index", N_("Ressources")),
    ("access.sign_in", N_("Se connecter")),
)

VERIFY = ("trainings.verify", N_("Vérifier une attestation"))
"""For whoever is shown a certificate: an employer, a partner; at the foot of pages and in the map, not in the menu."""

SAFETY = ("resources.safety", N_("Se protéger des arnaques"))
"""The scams of the moment, for everybody: at the foot of every page and in the map."""

PUBLISHED = (
    ("publishing.published", N_("L’observatoire public")),
    ("publishing.open_data", N_("Données ouvertes")),
)
INDICATORS = ("observatory.indicators", N_("Les indicateurs de l’observatoire"))
"""What each figure of the observatory counts, for everybody: in the map."""

FOOTER = (
    ("home.site_map", N_("Plan du site")),
    ("home.accessibility", N_("Accessibilité\u00a0: partiellement conforme")),
    ("home.legal", N_("Mentions légales")),
    ("home.personal_data", N_("Données personnelles")),
    ("home.eco_design", N_("Écoconception")),
)


def entries_of(scope: Scope) -> list[Entry]:
    """The entries of these roles that lead to a page, five at most."""
    held = {entry.label: entry for entry in reversed(ENTRIES) if entry.roles & scope.roles}
    return list(reversed(held.values()))[-MOST_ENTRIES:]


def surroundings() -> dict[str, object]:
    """What the base page shows around any content; an error page is shown even without the database or the keys."""
    try:
        account = find_account()
        around = _signed_in(account) if account else _visitor()
    except (SQLAlchemyError, KeyMissing):
        around = _visitor()
    verify = [] if around["whoami"] else [FooterLink(_(VERIFY[1]), url_for(VERIFY[0]))]
    links = [FooterLink(_(SAFETY[1]), url_for(SAFETY[0])), *verify, *_published(), *_footer(), _other_language()]
    letters_url = url_for("home.letters") if shows_letters(current_app.extensions["settings"]) else ""
    if letters_url:
        links.append(FooterLink(_("Messages de la démonstration"), letters_url))
    return around | {"footer_links": links, "letters_url": letters_url}


def _signed_in(account: Account) -> dict[str, object]:
    scope = current_scope()
    menu = [NavigationItem(_(e.label), url_for(e.endpoint), _is_current(e.prefixes)) for e in entries_of(scope)]
    whoami = WhoAmI(str(account.name), place_of(scope), url_for("access.own_account"), url_for("access.sign_out"))
    return {"navigation": menu, "whoami": whoami}


def _visitor() -> dict[str, object]:
    known = [(name, label) for name, label in VISITOR_ENTRIES if name in current_app.view_functions]
    menu = [NavigationItem(_(label), url_for(name), request.endpoint == name) for name, label in known]
    return {"navigation": menu if len(menu) > 1 else [], "whoami": None}


def _published() -> list[FooterLink]:
    return [FooterLink(_(label), url_for(name)) for name, label in PUBLISHED[:1]]


def _footer() -> list[FooterLink]:
    return [FooterLink(_(label), url_for(endpoint)) for endpoint, label in FOOTER]


def _other_language() -> FooterLink:
    code, label = ("en", "English") if _language() == "fr" else ("fr", "Français")
    return FooterLink(label, url_for("home.language", code=code, suite=request.path))


def _language() -> str:
    return request.cookies.get("langue", "fr")


def _is_current(prefixes: tuple[str, ...]) -> bool:
    return any(request.path == p or (p != "/" and request.path.startswith(p + "/")) for p in prefixes)


def place_of(scope: Scope) -> str:
    """For which structure or territory: the first named, and how many more."""
    places = list(dict.fromkeys(filter(None, (_place_of(grant) for grant in scope.grants))))
    if not places:
        return _("Administration") if Role.ADMINISTRATOR in scope.roles else ""
    more = len(places) - 1
    return _("%(place)s et %(count)s de plus", place=places[0], count=more) if more else places[0]


def _place_of(grant: Grant) -> str | None:
    if grant.structure_id:
        structure = db.session.get(Structure, grant.structure_id)
        return structure.name if structure else None
    try:
        return get_territory(grant.territory_key).name if grant.territory_key else None
    except NotFound:
        return None


def site_map() -> list[tuple[str, list[FooterLink]]]:
    """Every page that this reader may open from a menu, by group."""
    account = find_account()
    mine: list[FooterLink] = []
    if account:
        mine = [FooterLink(_(entry.label), url_for(entry.endpoint)) for entry in entries_of(current_scope())]
        mine.append(FooterLink(_("Mon compte"), url_for("access.own_account")))
    hidden = "access.sign_in" if account else ""
    everybody = [
        pair
        for pair in (*VISITOR_ENTRIES, SAFETY, VERIFY, INDICATORS, *PUBLISHED)
        if pair[0] in current_app.view_functions and pair[0] != hidden
    ]
    return [
        (_("Pour tout le monde"), [FooterLink(_(label), url_for(name)) for name, label in everybody]),
        (_("Mon espace"), mine),
        (_("À propos de ce service"), _footer()),
    ]
