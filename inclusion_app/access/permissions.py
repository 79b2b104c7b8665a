"""What may be done, and by which role: one enum, one table."""

from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Permission(StrEnum):
    """One act on one kind of thing. Where it holds is said by the grant: structures, a territory, everywhere."""

    ACCOUNTS_MANAGE = "accounts:manage"
    ALERTS_PUBLISH = "alerts:publish"
    AUDIT_READ = "audit:read"
    CITIZENS_FOLLOW = "citizens:follow"
    COURSES_EDIT = "courses:edit"
    JOBS_RUN = "jobs:run"
    MEDIATORS_INVITE = "mediators:invite"
    MEDIATORS_READ = "mediators:read"
    OBSERVATORY_EXACT = "observatory:exact"
    OBSERVATORY_PUBLISH = "observatory:publish"
    OBSERVATORY_READ = "observatory:read"
    ORGANISATIONS_EDIT = "organisations:edit"
    OWN_ACCOUNT = "own:account"
    PLACES_EDIT = "places:edit"
    RECORDS_LOG = "records:log"
    RECORDS_READ_TEAM = "records:read-team"
    RESOURCES_KEEP = "resources:keep"
    RESOURCES_READ = "resources:read"
    RESOURCES_WRITE = "resources:write"
    SESSIONS_MANAGE = "sessions:manage"
    STRUCTURES_CREATE = "structures:create"
    STRUCTURES_EDIT = "structures:edit"
    STRUCTURES_READ = "structures:read"
    TRAININGS_QUALITY = "trainings:quality"
    TRAININGS_READ = "trainings:read"


class Role(Listed):
    """Who someone is in the network."""

    MEDIATOR = "mediator", N_("Médiatrice ou médiateur")
    MANAGER = "manager", N_("Responsable de structure")
    COORDINATOR = "coordinator", N_("Coordinatrice ou coordinateur")
    OFFICIAL = "official", N_("Élue ou élu")
    ADMINISTRATOR = "administrator", N_("Administratrice ou administrateur")

    @property
    def limits(self) -> frozenset["Limit"]:
        """The kinds of limit that a grant of this role may carry; it carries exactly one of them."""
        return _LIMITS[self]


class Limit(StrEnum):
    """What a grant is limited to."""

    STRUCTURE = "structure"
    TERRITORY = "territory"
    NOTHING = "nothing"


_LIMITS = {
    Role.MEDIATOR: frozenset({Limit.STRUCTURE, Limit.NOTHING}),
    Role.MANAGER: frozenset({Limit.STRUCTURE}),
    Role.COORDINATOR: frozenset({Limit.STRUCTURE, Limit.TERRITORY}),
    Role.OFFICIAL: frozenset({Limit.TERRITORY}),
    Role.ADMINISTRATOR: frozenset({Limit.NOTHING}),
}

_P = Permission

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MEDIATOR: frozenset(
        {_P.OWN_ACCOUNT, _P.RECORDS_LOG, _P.CITIZENS_FOLLOW, _P.STRUCTURES_READ}
        | {_P.TRAININGS_READ, _P.SESSIONS_MANAGE, _P.RESOURCES_READ, _P.RESOURCES_WRITE},
    ),
    Role.MANAGER: frozenset(
        {_P.OWN_ACCOUNT, _P.STRUCTURES_READ, _P.STRUCTURES_EDIT, _P.PLACES_EDIT, _P.MEDIATORS_READ}
        | {_P.MEDIATORS_INVITE, _P.RECORDS_READ_TEAM, _P.OBSERVATORY_READ, _P.OBSERVATORY_EXACT}
        | {_P.TRAININGS_READ, _P.SESSIONS_MANAGE, _P.COURSES_EDIT, _P.RESOURCES_READ, _P.RESOURCES_WRITE},
    ),
    Role.COORDINATOR: frozenset(
        {_P.OWN_ACCOUNT, _P.STRUCTURES_READ, _P.STRUCTURES_EDIT, _P.PLACES_EDIT, _P.MEDIATORS_READ}
        | {_P.STRUCTURES_CREATE, _P.MEDIATORS_INVITE, _P.RECORDS_READ_TEAM, _P.OBSERVATORY_READ, _P.OBSERVATORY_EXACT}
        | {_P.TRAININGS_READ, _P.SESSIONS_MANAGE, _P.COURSES_EDIT, _P.TRAININGS_QUALITY}
        | {_P.RESOURCES_READ, _P.RESOURCES_WRITE, _P.RESOURCES_KEEP, _P.ALERTS_PUBLISH, _P.OBSERVATORY_PUBLISH},
    ),
    Role.OFFICIAL: frozenset({_P.OWN_ACCOUNT, _P.OBSERVATORY_READ}),
    Role.ADMINISTRATOR: frozenset(
        {_P.OWN_ACCOUNT, _P.ACCOUNTS_MANAGE, _P.AUDIT_READ, _P.JOBS_RUN, _P.ORGANISATIONS_EDIT}
        | {_P.OBSERVATORY_READ, _P.OBSERVATORY_EXACT}
        | {_P.STRUCTURES_READ, _P.STRUCTURES_CREATE, _P.STRUCTURES_EDIT, _P.PLACES_EDIT}
        | {_P.MEDIATORS_READ, _P.MEDIATORS_INVITE}
        | {_P.TRAININGS_READ, _P.COURSES_EDIT, _P.TRAININGS_QUALITY}
        | {_P.RESOURCES_READ, _P.RESOURCES_WRITE, _P.RESOURCES_KEEP, _P.ALERTS_PUBLISH, _P.OBSERVATORY_PUBLISH},
    ),
}
