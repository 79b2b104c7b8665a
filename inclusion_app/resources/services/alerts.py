"""Writes of alerts: published, changed, lifted, put back. Each text that an alert had is kept."""

import uuid

from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.kernel.versions import check_version, flush_version
from inclusion_app.resources.models.given import SafetyAlert, SafetyAlertVersion
from inclusion_app.resources.rules.alerts import COLUMNS, AlertText, check_alert, is_over, text_of, tidied
from inclusion_app.resources.rules.alerts import differences as changed_between

_USED_KEY = N_("Ce formulaire a déjà servi\u00a0: ouvrez-en un autre.")


def publish_alert(said: AlertText, *, form_key: uuid.UUID | None = None, by: Account) -> SafetyAlert:
    """Tell it to everybody, now; the same form sent twice gives the first alert again. Raises DomainError."""
    said = tidied(said)
    check_alert(said, clock.today())
    if kept := _find_by_form(form_key, by):
        return kept
    now = clock.now()
    alert = SafetyAlert(published_at=now, updated_at=now, published_by_id=by.id, form_key=form_key, version=1)
    _set(alert, said)
    try:
        with violations({"safety_alert.form_key": DomainError(_USED_KEY)}):
            db.session.add(alert)
            db.session.flush()
    except DomainError:
        if kept := _find_by_form(form_key, by):  # the other copy of the form won the race
            return kept
        raise
    _keep_version(alert, by)
    audit.write("alert.publish", subject=alert, by=by)
    db.session.flush()
    return alert


def update_alert(alert: SafetyAlert, said: AlertText, *, version: int, by: Account) -> SafetyAlert:
    """Write what the form says, unless somebody else did meanwhile (StaleVersion); the same text changes nothing."""
    said = tidied(said)
    check_alert(said, clock.today())
    check_version(alert, version)
    changed = changed_between(text_of(alert), said)
    if not changed:
        return alert
    _set(alert, said)
    alert.updated_at = clock.now()
    flush_version()
    _keep_version(alert, by)
    audit.write("alert.update", subject=alert, by=by, details={"changed": changed})
    db.session.flush()
    return alert


def lift_alert(alert: SafetyAlert, *, by: Account) -> None:
    """It is over: nobody is warned any more. One that is lifted stays so."""
    if alert.lifted_at is not None:
        return
    alert.lifted_at = alert.updated_at = clock.now()
    flush_version()
    audit.write("alert.lift", subject=alert, by=by)
    db.session.flush()


def restore_alert(alert: SafetyAlert, *, by: Account) -> None:
    """It goes on after all. Raises DomainError when its last day is past: it needs another."""
    if alert.lifted_at is None:
        return
    if is_over(alert, clock.today()):
        raise DomainError(N_("Son dernier jour est passé\u00a0: modifiez d’abord sa date de fin."))
    alert.lifted_at, alert.updated_at = None, clock.now()
    flush_version()
    audit.write("alert.restore", subject=alert, by=by)
    db.session.flush()


def _set(alert: SafetyAlert, said: AlertText) -> None:
    for name in COLUMNS:
        setattr(alert, name, getattr(said, name))


def _keep_version(alert: SafetyAlert, by: Account) -> None:
    of_alert = SafetyAlertVersion.alert_id == alert.id
    last = db.session.scalar(select(func.max(SafetyAlertVersion.number)).where(of_alert)) or 0
    said = {name: getattr(alert, name) for name in COLUMNS}
    kept = SafetyAlertVersion(
        alert_id=alert.id, number=last + 1, written_at=alert.updated_at, written_by_id=by.id, **said
    )
    db.session.add(kept)


def _find_by_form(form_key: uuid.UUID | None, by: Account) -> SafetyAlert | None:
    kept = db.session.scalar(select(SafetyAlert).where(SafetyAlert.form_key == form_key)) if form_key else None
    if kept is not None and kept.published_by_id != by.id:
        raise DomainError(_USED_KEY)
    return kept
