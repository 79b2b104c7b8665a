"""A dump of the database shows no name, telephone, e-mail or note, in whatever usual form."""

import base64
from collections.abc import Iterator

from sqlalchemy import text

from inclusion_app.access.permissions import Role
from inclusion_app.access.services import save_draft
from inclusion_app.citizens import services
from inclusion_app.citizens.models import InformedHow
from inclusion_app.citizens.rules import Identity, Information
from inclusion_app.extensions import Base
from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_account, make_mediator, make_record

SECRETS = {
    "first name": "Zyxquelline",
    "last name": "Wolfenbüttelsky",
    "telephone": "612987345",
    "typed telephone": "06 12 98 73 45",
    "e-mail": "zyxq.personne@courriel-prive.example",
    "notes": "boite au frelon",
    "mediator": "Ondine Kraskowiak",
    "account e-mail": "ondine.kraskowiak@structure-secrete.example",
    "record notes": "habite chez sa cousine",
    "letter": "jeton-confidentiel",
    "draft": "brouillonnement",
}


def fill(cast: Cast) -> None:
    """Each kind of personal data, through the services that keep it."""
    account = make_account(SECRETS["mediator"], (Role.MEDIATOR, cast.mairie), email=SECRETS["account e-mail"])
    mediator = make_mediator(account, cast.mairie)
    citizen = services.create_citizen(
        Identity(
            SECRETS["first name"],
            SECRETS["last name"],
            birth_year=1948,
            commune_code="87085",
            phone=SECRETS["typed telephone"],
            email=SECRETS["e-mail"],
            notes=SECRETS["notes"],
        ),
        information=Information(clock.today(), InformedHow.SPOKEN, "2026-11"),
        mediator=mediator,
        structure_id=cast.mairie.id,
        by=account,
    )
    make_record(mediator, citizen, notes=SECRETS["record notes"])
    mail.queue(to=SECRETS["account e-mail"], subject="Votre lien", text=SECRETS["letter"])
    save_draft(account, "/citoyens/nouveau", {"notes": [SECRETS["draft"]]})
    db.session.flush()


def dumped() -> Iterator[bytes]:
    """What the database holds: SQLite's own dump, or each row as PostgreSQL writes it."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        for line in connection.connection.driver_connection.iterdump():  # type: ignore[union-attr]
            yield line.encode()
        return
    for name in sorted(Base.metadata.tables):
        for (row,) in connection.execute(text(f'SELECT t::text FROM "{name}" t')):
            yield row.encode()


def forms_of(secret: str) -> Iterator[bytes]:
    """The secret as it is, in capitals, in UTF-16, in base64 at each of its three offsets, and all of it in hex."""
    for written in (secret, secret.lower(), secret.upper(), secret.replace("-", "").replace(" ", "")):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            raw = written.encode(encoding)
            yield raw
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            for offset in range(3):
                whole = base64.b64encode(b"\0" * offset + raw)
                yield whole[4 * (offset > 0) : -4]  # the ends depend on what stands beside


def test_a_dump_shows_nothing_personal(cast: Cast) -> None:
    fill(cast)
    dump = b"\n".join(dumped())
    assert b"citizen" in dump or b"87085" in dump
    assert len(dump) > 100_000, "the dump is that of a full database"
    found = {label for label, secret in SECRETS.items() if any(form in dump for form in forms_of(secret))}
    assert not found


def test_the_search_of_the_dump_would_find_what_is_in_clear(cast: Cast) -> None:
    cast.mairie.name = "Wolfenbüttelsky"
    db.session.flush()
    dump = b"\n".join(dumped())
    assert any(form in dump for form in forms_of("Wolfenbüttelsky"))
