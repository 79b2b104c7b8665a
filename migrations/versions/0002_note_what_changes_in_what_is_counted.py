"""Note what changes in what is counted: a number for each year that any write changes, whoever writes.

SQLite keeps one row a year, replaced at each row written. PostgreSQL adds one a statement, so that nobody waits for
anybody. Year 0 stands for all of them: territories, organisations. What is written here is read by
`observatory/stamps.py`, which trusts it only while every trigger below is there: a migration that makes
one of these tables anew must make its triggers again.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("record", "participation", "anonymous_group", "commune", "organisation")
ROWS = {
    "insert": ("NEW",),
    "update": ("OLD", "NEW"),
    "delete": ("OLD",),
}
TRANSITIONS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))


def upgrade() -> None:
    op.create_table(
        "counted_change",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("year", "token", name=op.f("pk_counted_change")),
    )
    op.execute(sa.text(f"INSERT INTO counted_change (year, token) VALUES (0, {secrets.randbits(46)})"))
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        for statement in _postgresql(table) if postgresql else _sqlite(table):
            op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TABLES:
        if postgresql:
            op.execute(sa.text(f"DROP FUNCTION note_counted_{table}() CASCADE"))
        for event in () if postgresql else ROWS:
            op.execute(sa.text(f"DROP TRIGGER counted_{table}_{event}"))
    if postgresql:
        op.execute(sa.text("DROP FUNCTION note_counted_all() CASCADE"))
    op.drop_table("counted_change")


def _sqlite(table):
    for event, rows in ROWS.items():
        noted = " ".join(_sqlite_note(_sqlite_year(table, row)) for row in rows)
        yield f"CREATE TRIGGER counted_{table}_{event} AFTER {event.upper()} ON {table} BEGIN {noted} END"


def _sqlite_year(table, row):
    if table == "record":
        return f"CAST(substr({row}.held_on, 1, 4) AS INTEGER)"
    if table in ("participation", "anonymous_group"):
        held = f"SELECT CAST(substr(held_on, 1, 4) AS INTEGER) FROM record WHERE id = {row}.record_id"
        return f"coalesce(({held}), 0)"
    return "0"


def _sqlite_note(year):
    return (
        f"DELETE FROM counted_change WHERE year = {year};"
        f" INSERT INTO counted_change (year, token) VALUES ({year}, random() >> 16);"
    )


def _postgresql(table):
    if table == TABLES[0]:
        yield _postgresql_function("all", "SELECT 0 AS year")
    yield _postgresql_function(table, _postgresql_years(table))
    for event, rows in TRANSITIONS:
        yield (
            f"CREATE TRIGGER counted_{table}_{event}_{rows.lower()} AFTER {event.upper()} ON {table}"
            f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_counted_{table}()"
        )
    yield (
        f"CREATE TRIGGER counted_{table}_truncate AFTER TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION note_counted_all()"
    )


def _postgresql_years(table):
    if table == "record":
        return "SELECT DISTINCT CAST(extract(year FROM held_on) AS integer) AS year FROM changed"
    if table in ("participation", "anonymous_group"):
        return (
            "SELECT DISTINCT coalesce(CAST(extract(year FROM record.held_on) AS integer), 0) AS year"
            " FROM changed LEFT JOIN record ON record.id = changed.record_id"
        )
    return "SELECT DISTINCT 0 AS year FROM changed"


def _postgresql_function(name, years):
    token = "CAST(floor(random() * 281474976710656) AS bigint)"
    return (
        f"CREATE FUNCTION note_counted_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" INSERT INTO counted_change (year, token) SELECT noted.year, {token} FROM ({years}) AS noted;"
        " RETURN NULL; END $$"
    )
