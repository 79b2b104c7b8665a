"""The cast: who plays in the tests, and what each may see of the others."""

from dataclasses import dataclass, field

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.network.models import Mediator, Place, Structure
from tests.factories import make_account, make_mediator, make_place, make_structure


@dataclass
class Cast:
    """Accounts by first name; `mediators` holds the mediators' rows by the same names."""

    mairie: Structure
    """Mairie de Limoges (87085), in Haute-Vienne."""
    association: Structure
    """An association of Guéret (23096), in Creuse."""
    place: Place
    """The usual place of the mairie's mediators."""
    nadia: Account
    """Mediator of the mairie."""
    karim: Account
    """Nadia's colleague at the mairie; should not see whom she follows unless she shares."""
    lea: Account
    """Mediator of the association in Creuse: a stranger to all the others."""
    claire: Account
    """Coordinator of the Haute-Vienne."""
    paul: Account
    """Manager of the mairie."""
    elise: Account
    """Elected official of Limoges."""
    ahmed: Account
    """Administrator."""
    mediators: dict[str, Mediator] = field(default_factory=dict)

    @property
    def accounts(self) -> dict[str, Account]:
        """Every account by its name in the cast."""
        names = ("nadia", "karim", "lea", "claire", "paul", "elise", "ahmed")
        return {name: getattr(self, name) for name in names}


def make_cast() -> Cast:
    mairie = make_structure("Mairie de Limoges")
    association = make_structure("Creuse Numérique", commune="23096")
    place = make_place("Espace numérique de la Mairie", structure_id=mairie.id)
    cast = Cast(
        mairie=mairie,
        association=association,
        place=place,
        nadia=make_account("Nadia Benali", (Role.MEDIATOR, mairie)),
        karim=make_account("Karim Petit", (Role.MEDIATOR, mairie)),
        lea=make_account("Léa Moreau", (Role.MEDIATOR, association)),
        claire=make_account("Claire Faure", (Role.COORDINATOR, "DEP-87")),
        paul=make_account("Paul Girard", (Role.MANAGER, mairie)),
        elise=make_account("Élise Roux", (Role.OFFICIAL, "COM-87085")),
        ahmed=make_account("Ahmed Lefèvre", (Role.ADMINISTRATOR, None)),
    )
    for name, structure in (("nadia", mairie), ("karim", mairie), ("lea", association)):
        usual = place.id if structure is mairie else None
        cast.mediators[name] = make_mediator(
            getattr(cast, name), structure, usual_place_id=usual, usual_commune_code=structure.commune_code
        )
    return cast
