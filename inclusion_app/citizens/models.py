"""Citizens who are followed, with the least data, and who follows them."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator, Structure
from inclusion_app.territories.models import Commune
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import Gender, SocialStatus


class InformedHow(Listed):
    """How the person was told what is kept about them."""

    SPOKEN = "spoken", N_("De vive voix")
    PAPER = "paper", N_("Sur papier")
    PHONE = "phone", N_("Par téléphone")


class AssessmentSource(Listed):
    """Where an assessment comes from; two sources are never mixed."""

    QUESTIONNAIRE = "questionnaire", N_("Questionnaire rempli par la personne")
    OBSERVATION = "observation", N_("Observation de la médiatrice ou du médiateur")
    TEST = "test", N_("Test extérieur (Pix, ABC Diag…)")


class AssessmentState(Listed):
    """How far an assessment has got."""

    STARTED = "started", N_("Commencé")
    DONE = "done", N_("Terminé")
    REFUSED = "refused", N_("Refusé par la personne")


class Citizen(UuidKey, Base):
    """Someone followed. Name, contact and notes are sealed; blind indexes find an exact name, phone or e-mail.

    `structure_id` is the structure of the mediator who opened the follow-up; its colleagues see the citizen only
    when `shared_with_team`.
    """

    __tablename__ = "citizen"

    first_name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    email_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    birth_year: Mapped[int | None]
    gender: Mapped[Gender] = mapped_column(EnumText(Gender), default=Gender.UNKNOWN)
    social_status: Mapped[SocialStatus] = mapped_column(EnumText(SocialStatus), default=SocialStatus.UNKNOWN)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    shared_with_team: Mapped[bool] = mapped_column(default=False)
    notice_version: Mapped[str] = mapped_column(String(20))
    informed_on: Mapped[date]
    informed_how: Mapped[InformedHow] = mapped_column(EnumText(InformedHow))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    commune: Mapped[Commune | None] = relationship()
    structure: Mapped[Structure | None] = relationship()
    follow_ups: Mapped[list["FollowUp"]] = relationship(back_populates="citizen", order_by="FollowUp.id")

    first_name = Sealed()
    last_name = Sealed()
    phone = Sealed()
    email = Sealed()
    notes = Sealed()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1890 AND 2100", name="birth_year"),)


class FollowUp(UuidKey, Base):
    """A mediator follows a citizen."""

    __tablename__ = "follow_up"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizen.id"), index=True)
    mediator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediator.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    citizen: Mapped[Citizen] = relationship(back_populates="follow_ups")
    mediator: Mapped[Mediator] = relationship()

    __table_args__ = (Index("uq_follow_up_who", "mediator_id", "citizen_id", unique=True),)


class Assessment(UuidKey, Base):
    """What somebody knows how to do, on a day, according to one source. Another day or source makes another row.

    `framework` is the version of the competence framework; `test_name` names an external test; `answers_sealed` holds
    the answers to the questionnaire (JSON) while it is stopped and resumed.
    """

    __tablename__ = "assessment"

    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("citizen.id"), index=True)
    source: Mapped[AssessmentSource] = mapped_column(EnumText(AssessmentSource))
    state: Mapped[AssessmentState] = mapped_column(EnumText(AssessmentState))
    framework: Mapped[str] = mapped_column(String(20))
    taken_on: Mapped[date]
    mediator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediator.id"))
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    """The accompaniment whose autonomy suggested it."""
    test_name: Mapped[str | None] = mapped_column(String(80))
    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the person would like to learn, in her words."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen] = relationship()
    mediator: Mapped[Mediator] = relationship()
    skills: Mapped[list["AssessedSkill"]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="AssessedSkill.competence"
    )

    answers = Sealed()
    wish = Sealed()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished"),
        CheckConstraint("source = 'test' OR test_name IS NULL", name="test_name"),
    )


class AssessedSkill(UuidKey, Base):
    """The level found for one competence, from 0 (ours alone) to 8; what was skipped has no row."""

    __tablename__ = "assessed_skill"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment.id"))
    competence: Mapped[Competence] = mapped_column(EnumText(Competence))
    level: Mapped[int]

    assessment: Mapped[Assessment] = relationship(back_populates="skills")

    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 8", name="level"),
        Index("uq_assessed_skill", "assessment_id", "competence", unique=True),
    )
