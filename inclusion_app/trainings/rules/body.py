"""Rules of the training organisation: its numbers, and what a valid certificate needs of it."""

import re
from dataclasses import dataclass, fields

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.rules import check_siret
from inclusion_app.trainings.models.courses import TrainingBody

_BLANKS = re.compile(r"[\s.\u00a0\u202f]")


@dataclass(frozen=True)
class BodySheet:
    """All that is written of the training organisation; the names are those of the columns."""

    name: str
    address: str = ""
    siret: str | None = None
    declaration_number: str | None = None
    declaration_region: str | None = None
    quality_certificate: str | None = None
    phone: str | None = None
    email: str | None = None
    disability_contact: str = ""
    complaints_contact: str = ""
    rules_url: str | None = None
    signatory_name: str = ""
    signatory_title: str = ""


@dataclass(frozen=True)
class Need:
    """Something that papers need of the organisation: whether it is there, and why it is wanted."""

    label: str
    why: str
    filled: bool
    required: bool


def sheet_of(body: TrainingBody) -> BodySheet:
    """What is written now."""
    return BodySheet(**{field.name: getattr(body, field.name) for field in fields(BodySheet)})


def differences(one: BodySheet, other: BodySheet) -> list[str]:
    """The names of what differs between two sheets."""
    return [field.name for field in fields(BodySheet) if getattr(one, field.name) != getattr(other, field.name)]


def check_body(sheet: BodySheet) -> None:
    """What an organisation must say."""
    if not sheet.name.strip():
        raise DomainError(N_("Écrivez le nom de l’organisme."), field="name")
    if sheet.siret:
        check_siret(sheet.siret)
    if sheet.declaration_number:
        check_declaration(sheet.declaration_number)


def check_declaration(text: str) -> str:
    """The eleven digits of a declaration of activity (« 75 87 01234 87 »)."""
    digits = _BLANKS.sub("", text)
    if not digits.isascii() or not digits.isdecimal() or len(digits) != 11:
        message = N_("Un numéro de déclaration d’activité compte 11\u00a0chiffres\u00a0: vous en avez écrit %(count)s.")
        count = sum(letter.isdecimal() for letter in digits)
        raise DomainError(message, field="declaration_number", count=count)
    return digits


def needs_of(body: TrainingBody | None) -> list[Need]:
    """What certificates, convocations and the public catalogue need, required ones first."""
    return [
        Need(N_("Nom et adresse"), N_("Ils sont en tête de chaque papier."), _has(body, "name", "address"), True),
        Need(
            N_("Numéro SIRET"), N_("Il dit sans erreur possible qui délivre l’attestation."), _has(body, "siret"), True
        ),
        Need(
            N_("Numéro de déclaration d’activité"),
            N_("Un certificat de réalisation d’action de formation doit le porter."),
            _has(body, "declaration_number", "declaration_region"),
            True,
        ),
        Need(
            N_("Nom et fonction de qui signe"),
            N_("Une attestation sans signataire ne vaut rien."),
            _has(body, "signatory_name", "signatory_title"),
            True,
        ),
        Need(
            N_("Image de la signature"),
            N_("Sans elle, chaque papier est à signer à la main."),
            _has(body, "signature_file_id"),
            False,
        ),
        Need(
            N_("Référente ou référent handicap"),
            N_("La page publique et la convocation disent qui appeler."),
            _has(body, "disability_contact"),
            False,
        ),
        Need(
            N_("Téléphone ou adresse électronique"),
            N_("Pour poser une question avant de venir."),
            _reachable(body),
            False,
        ),
        Need(N_("Où adresser une réclamation"), N_("Qualiopi le demande."), _has(body, "complaints_contact"), False),
        Need(N_("Règlement intérieur"), N_("La convocation y renvoie."), _has(body, "rules_url"), False),
        Need(
            N_("Numéro du certificat Qualiopi"),
            N_("Si vous l’avez\u00a0: il ouvre les financements publics et mutualisés."),
            _has(body, "quality_certificate"),
            False,
        ),
    ]


def _has(body: TrainingBody | None, *names: str) -> bool:
    return body is not None and all(getattr(body, name) for name in names)


def _reachable(body: TrainingBody | None) -> bool:
    return _has(body, "phone") or _has(body, "email")
