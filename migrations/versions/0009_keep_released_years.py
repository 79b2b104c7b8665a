"""Keep the years released to those who read published figures."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=True),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ages", sa.String(length=20), nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_release_year")),
    )
    op.create_table(
        "release_territory",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory", sa.String(length=14), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("year", "territory", name=op.f("pk_release_territory")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_part",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory", sa.String(length=14), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("totals", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("year", "territory", "level", name=op.f("pk_release_part")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_gain",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory", sa.String(length=14), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("year", "territory", name=op.f("pk_release_gain")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("gain", "part", "territory", "year"):
        op.drop_table(f"release_{table}")
