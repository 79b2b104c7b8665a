"""Create the table of subscriptions to reports."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("territory_key", sa.String(length=20), nullable=False),
        sa.Column("rhythm", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_until", sa.Date(), nullable=False),
        sa.CheckConstraint("rhythm IN ('month', 'quarter', 'year')", name=op.f("ck_report_subscription_rhythm")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_report_subscription_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_subscription")),
    )
    op.create_index(
        "uq_report_subscription_what", "report_subscription", ["account_id", "territory_key", "rhythm"], unique=True
    )
    op.create_index(op.f("ix_report_subscription_told_until"), "report_subscription", ["told_until"])


def downgrade() -> None:
    op.drop_table("report_subscription")
