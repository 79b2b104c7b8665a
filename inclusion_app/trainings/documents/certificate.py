"""Certificates as papers: one, or all those of a session in one document; always the same bytes for the same rows.

They are official French papers, written in French whatever the reader's language. What they say, their colour, their
logo and their date are those of the day when they were issued.
"""

import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import undefer

from inclusion_app.config import Settings
from inclusion_app.kernel import site
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.files import StoredFile
from inclusion_app.kernel.text import N_
from inclusion_app.printing.pdf import Document, to_pdf
from inclusion_app.printing.qr import qr_svg
from inclusion_app.trainings import codes
from inclusion_app.trainings.lists import CertificateKind, ObjectiveLevel
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.rules.certificates_content import (
    AttendedHalfDay,
    Content,
    Frame,
    Picture,
    StatedObjective,
    read_content,
)
from inclusion_app.trainings.rules.certificates_seal import is_intact
from inclusion_app.web.colours import Accent
from inclusion_app.web.formats import date_long, local

TEMPLATE = "trainings/papers/certificates.html"
_NAME_STEPS = ((22, "xl"), (34, "l"), (52, "m"))
_RIGHT_TO_LEFT = ("R", "AL")
_ROOM = 44.0
"""Millimetres of a page that are left, safely, to what varies: objectives or half-days, long titles and places."""
_LINE, _ROW, _TITLE_LINE = 5.6, 7.5, 7.0


@dataclass(frozen=True)
class Sheet:
    """One certificate, ready to be laid out."""

    said: Content
    mark: Markup
    """Its QR code."""

    @property
    def title(self) -> str:
        """What this paper is."""
        if self.said.kind is CertificateKind.COMPLETION:
            return "Certificat de réalisation"
        return "Attestation d’assiduité" if self.said.is_training else "Attestation de participation"

    @property
    def code(self) -> str:
        """« 7K3P-Q9XW-2M »."""
        return codes.shown(self.said.code)

    @property
    def name_size(self) -> str:
        """A long name is written smaller."""
        return next((step for longest, step in _NAME_STEPS if len(self.said.full_name) <= longest), "s")

    @property
    def name_direction(self) -> str:
        """That of the first letter which has one."""
        kinds = (unicodedata.bidirectional(letter) for letter in self.said.full_name)
        strong = next((kind for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), "L")
        return "rtl" if strong in _RIGHT_TO_LEFT else "ltr"

    @property
    def attended(self) -> list[AttendedHalfDay]:
        """The half-days that she came to."""
        return [half_day for half_day in self.said.half_days if half_day.present]

    @property
    def days(self) -> str:
        """« le 24 novembre 2026 », « du 3 au 24 novembre 2026 » said in full."""
        first = local(self.said.half_days[0].starts_at).date()
        last = local(self.said.half_days[-1].ends_at).date()
        return f"le {date_long(first)}" if first == last else f"du {date_long(first)} au {date_long(last)}"

    @property
    def evaluated(self) -> bool:
        """At least one objective was."""
        return any(objective.level for objective in self.said.objectives)

    @property
    def gained(self) -> list[StatedObjective]:
        """What she is able to do, or nearly."""
        return [one for one in self.said.objectives if one.level in (ObjectiveLevel.REACHED, ObjectiveLevel.PARTLY)]

    @property
    def one_page(self) -> bool:
        """It surely holds on a page, whose frame it then fills; else it takes the pages that it needs."""
        taken = _TITLE_LINE * _more_lines(self.said.title, 48)
        taken += _LINE * (_more_lines(self.said.place, 55) + _more_lines(", ".join(self.said.trainers), 55))
        if self.said.kind is CertificateKind.COMPLETION:
            return taken + _height(self.said.objectives) <= _ROOM
        if self.said.is_training:
            return taken + _ROW * len(self.said.half_days) <= _ROOM
        return taken + _height(self.gained) + _ROW * len(self.attended) <= _ROOM


def _more_lines(text: str, letters: int) -> int:
    return max(0, -(-len(text) // letters) - 1)


def _height(objectives: Sequence[StatedObjective]) -> float:
    return sum(_ROW + _LINE * _more_lines(one.text, 70) for one in objectives)


def certificate_pdf(certificate: Certificate) -> bytes:
    """The paper of one certificate. Raises DomainError when its row was altered."""
    return to_pdf(certificates_document([certificate]))


def certificates_document(certificates: Sequence[Certificate]) -> Document:
    """The papers of certificates issued for one session, one after the other."""
    contents = [_read(certificate) for certificate in certificates]
    sheets = [Sheet(said, Markup(qr_svg(said.address, title="Vérifier"))) for said in contents]  # noqa: S704 (drawn here)
    first = contents[0]
    title = f"{sheets[0].title} {first.number}" if len(sheets) == 1 else f"Attestations\u00a0: {first.title}"
    with force_locale("fr"):
        document = render_paper(
            TEMPLATE,
            title=title,
            sheets=sheets,
            first=first,
            levels=ObjectiveLevel,
            completion=CertificateKind.COMPLETION,
        )
    return replace(
        document,
        created=datetime.combine(first.issued_on, time(12), UTC),
        author=first.body.name,
        resources=_pictures(contents),
    )


def file_name(certificate: Certificate) -> str:
    """« attestation-2026-000012.pdf »: no name of a person."""
    return f"attestation-{certificate.number}.pdf"


def current_frame() -> Frame:
    """How papers look today."""
    settings: Settings = current_app.extensions["settings"]
    accent = current_app.jinja_env.globals.get("accent")
    logo = settings.operator_logo.read_bytes() if settings.operator_logo else None
    operator = site.current().operator
    return Frame(accent.main, operator, logo) if isinstance(accent, Accent) else Frame(operator=operator, logo=logo)


def _read(certificate: Certificate) -> Content:
    if not is_intact(certificate):
        raise DomainError(
            N_("L’attestation %(number)s a été modifiée hors de l’application\u00a0: elle ne peut plus être imprimée."),
            number=certificate.number,
        )
    return read_content(certificate.content or "")


def _pictures(contents: Sequence[Content]) -> Mapping[str, bytes]:
    """The pictures of these papers by the name that the template gives them."""
    wanted: dict[uuid.UUID, Picture] = {}
    for said in contents:
        wanted |= {picture.file_id: picture for picture in (said.logo, said.signature) if picture}
    query = select(StoredFile).where(StoredFile.id.in_(list(wanted))).options(undefer(StoredFile.content_sealed))
    return {wanted[stored.id].name: stored.bytes for stored in db.session.scalars(query)}
