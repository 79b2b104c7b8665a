"""The administrations and companies whose procedures may block people: the national list, and what is added to it."""

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.network.models import Organisation
from inclusion_app.network.queries import OTHER_ORGANISATION

# Proper names: not translated.
NATIONAL = (
    "ANTS – France Titres (carte d’identité, passeport, permis, carte grise)",
    "Assurance maladie (CPAM, ameli)",
    "Assurance retraite (CARSAT, CNAV)",
    "Agirc-Arrco",
    "Bailleur social",
    "Banque",
    "CAF",
    "Commune (mairie, CCAS)",
    "Conseil départemental",
    "CROUS",
    "Éducation nationale (Parcoursup, cantine, espace numérique de travail)",
    "Fournisseur d’énergie ou d’eau",
    "France Travail",
    "FranceConnect",
    "Impôts (DGFiP)",
    "Justice",
    "L’Identité Numérique La Poste",
    "La Poste et La Banque Postale",
    "MDPH",
    "Mission locale",
    "MSA",
    "Mutuelle ou assurance",
    "OFII et ANEF (étrangers en France)",
    "Opérateur de téléphonie ou d’internet",
    "Préfecture",
    "Transports (SNCF, réseau local)",
    "URSSAF (CESU, Pajemploi, indépendants)",
    OTHER_ORGANISATION,
)

_LONGEST = 120


def seed_organisations() -> int:
    """Add what the national list has and the table has not, retired or not; returns how many were added."""
    known = {fold(name) for name in db.session.scalars(select(Organisation.name))}
    missing = [name for name in NATIONAL if fold(name) not in known]
    db.session.add_all([Organisation(name=name) for name in missing])
    db.session.flush()
    return len(missing)


def add_organisation(*, name: str, by: Account) -> Organisation:
    """One more organisation; a retired one of the same name comes back."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise DomainError(N_("Écrivez un nom de 120\u00a0caractères au plus."), field="name")
    for known in db.session.scalars(select(Organisation)):
        if fold(known.name) == fold(name):
            if known.retired_at is None:
                raise DomainError(N_("Cet organisme est déjà dans la liste."), field="name")
            return restore_organisation(known, by=by)
    organisation = Organisation(name=name)
    with violations({"organisation.name": DomainError(N_("Cet organisme est déjà dans la liste."), field="name")}):
        db.session.add(organisation)
        db.session.flush()
    audit.write("organisation.add", subject=organisation, by=by, details={"name": name})
    return organisation


def retire_organisation(organisation: Organisation, *, by: Account) -> Organisation:
    """No longer offered in forms; what was recorded about it remains."""
    organisation.retired_at = clock.now()
    audit.write("organisation.retire", subject=organisation, by=by)
    db.session.flush()
    return organisation


def restore_organisation(organisation: Organisation, *, by: Account) -> Organisation:
    """Offered in forms again."""
    organisation.retired_at = None
    audit.write("organisation.restore", subject=organisation, by=by)
    db.session.flush()
    return organisation
