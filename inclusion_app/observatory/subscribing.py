"""Subscriptions to reports: who receives which link, how often, and what each of them was last told of."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import Base, EnumText, UtcDateTime, UuidKey, db, violations
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rhythm import Rhythm
from inclusion_app.territories.territory import Territory

MOST = 20
"""Subscriptions of an account, at most."""


class ReportSubscription(UuidKey, Base):
    """A link to a report, sent by e-mail after each period; `told_until` is the end of the last one that was told."""

    __tablename__ = "report_subscription"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    territory_key: Mapped[str] = mapped_column(String(20))
    rhythm: Mapped[Rhythm] = mapped_column(EnumText(Rhythm))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_until: Mapped[date] = mapped_column(index=True)

    account: Mapped[Account] = relationship()

    __table_args__ = (
        CheckConstraint("rhythm IN ('month', 'quarter', 'year')", name="rhythm"),
        Index("uq_report_subscription_what", "account_id", "territory_key", "rhythm", unique=True),
    )


def list_subscriptions(account: Account) -> Sequence[ReportSubscription]:
    """One's own, the oldest first."""
    query = select(ReportSubscription).where(ReportSubscription.account_id == account.id)
    return db.session.scalars(query.order_by(ReportSubscription.created_at, ReportSubscription.id)).all()


def get_subscription(account: Account, subscription_id: uuid.UUID) -> ReportSubscription:
    """One's own. Raises NotFound."""
    found = db.session.get(ReportSubscription, subscription_id)
    if found is None or found.account_id != account.id:
        raise NotFound
    return found


def find_subscription(subscription_id: uuid.UUID) -> ReportSubscription | None:
    """Any, for whoever holds its signed link."""
    return db.session.get(ReportSubscription, subscription_id)


def list_due(rhythm: Rhythm, period: Period, limit: int) -> Sequence[ReportSubscription]:
    """Those that were not told of this period."""
    query = (
        select(ReportSubscription)
        .where(ReportSubscription.rhythm == rhythm, ReportSubscription.told_until < period.end)
        .order_by(ReportSubscription.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalars(query).all()


def subscribe(account: Account, territory: Territory, *, rhythm: Rhythm, by: Account) -> ReportSubscription:
    """Have the link sent after each period, from the one under way; asking twice changes nothing.

    Raises DomainError beyond twenty.
    """
    mine = list_subscriptions(account)
    for one in mine:
        if (one.territory_key, one.rhythm) == (territory.key, rhythm):
            return one
    if len(mine) >= MOST:
        raise DomainError(N_("Vous suivez déjà vingt rapports. Arrêtez-en un d’abord."), field="rhythm")
    made = ReportSubscription(
        account_id=account.id,
        territory_key=territory.key,
        rhythm=rhythm,
        created_at=clock.now(),
        told_until=rhythm.last_period(clock.today()).end,
    )
    db.session.add(made)
    audit.write("report_subscription.create", subject=made, by=by, details=_details(made))
    twice = DomainError(N_("Vous suivez déjà ce rapport."), field="rhythm")
    with violations({"report_subscription.account_id": twice, "uq_report_subscription_what": twice}):
        db.session.flush()
    return made


def stop(subscription: ReportSubscription, *, by: Account | None) -> None:
    """No letter any more; `by` is None for whoever follows the link of a letter."""
    audit.write("report_subscription.stop", subject=subscription, by=by, details=_details(subscription))
    db.session.delete(subscription)
    db.session.flush()


def note_told(subscription: ReportSubscription, period: Period) -> None:
    """The letter about this period is in the outbox."""
    subscription.told_until = period.end
    audit.write("report_subscription.tell", subject=subscription, by=None, details={"period": period.key})
    db.session.flush()


def _details(subscription: ReportSubscription) -> dict[str, str]:
    return {"territory": subscription.territory_key, "rhythm": subscription.rhythm.value}
