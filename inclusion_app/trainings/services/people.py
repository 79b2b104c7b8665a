"""Writes of trainers."""

from dataclasses import dataclass

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Structure
from inclusion_app.trainings.models.sessions import Trainer
from inclusion_app.trainings.queries.people import find_trainer_of

_KNOWN = N_("Cette personne est déjà dans la liste des intervenantes et intervenants.")


@dataclass(frozen=True)
class TrainerSheet:
    """What is written of somebody from outside."""

    name: str
    email: str | None = None
    qualifications: str = ""


def add_network_trainer(
    account: Account, *, structure: Structure | None, qualifications: str = "", by: Account
) -> Trainer:
    """Somebody of the network may teach; one who had stopped comes back."""
    known = find_trainer_of(account)
    if known is not None and known.retired_at is None:
        raise DomainError(_KNOWN, field="person")
    if known is not None:
        known.structure_id = structure.id if structure else None
        return restore_trainer(known, by=by)
    trainer = Trainer(account_id=account.id, structure_id=structure.id if structure else None, created_at=clock.now())
    trainer.name, trainer.qualifications = account.name or "", qualifications or None
    with violations({"trainer.account_id": DomainError(_KNOWN, field="person")}):
        db.session.add(trainer)
        db.session.flush()
    audit.write("trainer.add", subject=trainer, by=by)
    db.session.flush()
    return trainer


def add_outside_trainer(sheet: TrainerSheet, *, structure: Structure | None, by: Account) -> Trainer:
    """Somebody from outside, for a structure or for the whole service."""
    _check(sheet)
    trainer = Trainer(structure_id=structure.id if structure else None, external=True, created_at=clock.now())
    _write(trainer, sheet)
    db.session.add(trainer)
    db.session.flush()
    audit.write("trainer.add", subject=trainer, by=by)
    db.session.flush()
    return trainer


def update_trainer(trainer: Trainer, sheet: TrainerSheet, *, structure: Structure | None, by: Account) -> Trainer:
    """What is written of a trainer; somebody of the network is called as her account says."""
    account = db.session.get(Account, trainer.account_id) if trainer.account_id else None
    if account is not None:
        sheet = TrainerSheet(account.name or "", None, sheet.qualifications)
    _check(sheet)
    _write(trainer, sheet)
    trainer.structure_id = structure.id if structure else None
    audit.write("trainer.update", subject=trainer, by=by)
    db.session.flush()
    return trainer


def retire_trainer(trainer: Trainer, *, by: Account) -> Trainer:
    """No longer offered; sessions already planned or given keep her name."""
    trainer.retired_at = clock.now()
    audit.write("trainer.retire", subject=trainer, by=by)
    db.session.flush()
    return trainer


def restore_trainer(trainer: Trainer, *, by: Account) -> Trainer:
    """Offered again."""
    trainer.retired_at = None
    audit.write("trainer.restore", subject=trainer, by=by)
    db.session.flush()
    return trainer


def _check(sheet: TrainerSheet) -> None:
    if not sheet.name.strip():
        raise DomainError(N_("Écrivez le nom de la personne."), field="name")


def _write(trainer: Trainer, sheet: TrainerSheet) -> None:
    trainer.name = sheet.name
    trainer.email = sheet.email or None
    trainer.qualifications = sheet.qualifications or None
