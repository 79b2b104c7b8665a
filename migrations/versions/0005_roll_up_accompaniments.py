"""Roll up accompaniments by territory and time, and mark what a write makes stale.

A trigger notes, in the transaction of any write, whoever writes, the month of a mediator, the day, the commune, the
structure and the place that it changes, as they were and as they are. SQLite keeps one row for each, whatever the
number of writes; PostgreSQL one for each transaction, so that nobody waits for anybody. Changes that move facts from a
territory to another make everything stale.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTS = """
    total followed residence_known kinds_individual kinds_workshop kinds_one_off place_kinds_place place_kinds_other
    place_kinds_home place_kinds_remote autonomy_guided autonomy_partly_guided autonomy_autonomous
    orientations_administration orientations_mediation orientations_operator orientations_social_aid
    orientations_employment orientations_procedures orientations_other blocked_procedures_papers
    blocked_procedures_family blocked_procedures_social_health blocked_procedures_work blocked_procedures_housing
    blocked_procedures_transport blocked_procedures_money blocked_procedures_justice blocked_procedures_foreigners
    blocked_procedures_leisure blocked_procedures_associations blocked_causes_site_down
    blocked_causes_account_locked blocked_causes_missing_document blocked_causes_unclear_form
    blocked_causes_nobody_to_ask blocked_causes_no_equipment blocked_causes_language_reading blocked_causes_other
    themes_diagnostic themes_equipment_use themes_equipment_care themes_own_content themes_browsing themes_email
    themes_office themes_social_networks themes_health themes_banking_shopping themes_professional themes_employment
    themes_security themes_parenting themes_schooling themes_creation themes_culture themes_ai themes_administrative
    procedures_papers procedures_family procedures_social_health procedures_work procedures_housing
    procedures_transport procedures_money procedures_justice procedures_foreigners procedures_leisure
    procedures_associations equipment_computer equipment_phone equipment_tablet equipment_other equipment_none
    genders_male genders_female statuses_retired statuses_unemployed statuses_employed statuses_student
    age_bands_70_plus age_bands_60_69 age_bands_40_59 age_bands_25_39 age_bands_18_24 age_bands_12_17
    age_bands_under_12 age_bands_v1_60_plus age_bands_v1_35_60 age_bands_v1_18_35 age_bands_v1_12_18
    age_bands_v1_under_12 minutes records_individual records_workshop records_one_off
""".split()

NOBODY = "00000000-0000-0000-0000-000000000000"
COUNTED = """
    mediator_id structure_id held_on minutes kind place_kind place_id held_commune_code equipment themes procedures
    autonomy orientation blocked_procedure blocked_organisation_id blocked_cause deleted_at
""".split()
MARK = "round, mediator_id, day, commune_code, structure_id, place_id, ticket"
EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
TRANSITIONS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))
PARENTS = ("epci_siren", "departement_code", "region_code")


def counts():
    return [sa.Column(name, sa.Integer(), nullable=True) for name in COUNTS]


def upgrade() -> None:
    create_tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in on_postgresql() if postgresql else on_sqlite():
        op.execute(sa.text(statement.replace(":", "\\:")))
    op.execute(sa.text("INSERT INTO rollup_state (id, round, whole, persons) SELECT 1, 1, count(*) = 0, 1 FROM record"))


def create_tables() -> None:
    op.create_table(
        "rollup_month",
        sa.Column("mediator_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        *counts(),
        sa.Column("organisations", sa.Text(), nullable=True),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.Column("homes", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint(
            "mediator_id", "month", "commune_code", "structure_id", "place_id", name=op.f("pk_rollup_month")
        ),
    )
    for name in ("commune_code", "structure_id", "place_id"):
        op.create_index(f"ix_rollup_month_{name}", "rollup_month", [name, "month"])
    op.create_table(
        "rollup_territory",
        sa.Column("territory", sa.String(length=14), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *counts(),
        sa.Column("organisations", sa.Text(), nullable=True),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("territory", "month", name=op.f("pk_rollup_territory")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_day",
        sa.Column("departement_code", sa.String(length=3), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *counts(),
        sa.Column("organisations", sa.Text(), nullable=True),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("departement_code", "day", name=op.f("pk_rollup_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_home",
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("accompaniments", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "month", name=op.f("pk_rollup_home")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_person",
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_rollup_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_mark",
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "round", "mediator_id", "day", "commune_code", "structure_id", "place_id", "ticket",
            name=op.f("pk_rollup_mark"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollup_state")),
    )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("record", "participation", "anonymous_group", "commune", "former_commune"):
        if postgresql:
            op.execute(sa.text(f"DROP FUNCTION mark_rollup_{table}() CASCADE"))
    if postgresql:
        op.execute(sa.text("DROP FUNCTION mark_rollup_everything() CASCADE"))
    else:
        for table in ("record", "participation", "anonymous_group", "former_commune"):
            for event in EVENTS:
                op.execute(sa.text(f"DROP TRIGGER rollup_{table}_{event}"))
        op.execute(sa.text("DROP TRIGGER rollup_commune_update"))
    for table in ("state", "mark", "person", "home", "day", "territory", "month"):
        op.drop_table(f"rollup_{table}")


def on_sqlite():
    nobody = NOBODY.replace("-", "")
    everything = f"(SELECT round FROM rollup_state), '{nobody}', '0001-01-01', '', '{nobody}', '{nobody}', 0"

    def cell(row):
        return (
            f"(SELECT round FROM rollup_state), {row}.mediator_id, {row}.held_on, {row}.held_commune_code,"
            f" coalesce({row}.structure_id, '{nobody}'), coalesce({row}.place_id, '{nobody}'), 0"
        )

    for event, rows in EVENTS.items():
        when = f"UPDATE OF {', '.join(COUNTED)}" if event == "update" else event.upper()
        marks = " ".join(f"INSERT OR IGNORE INTO rollup_mark ({MARK}) VALUES ({cell(row)});" for row in rows)
        yield f"CREATE TRIGGER rollup_record_{event} AFTER {when} ON record BEGIN {marks} END"
        for table in ("participation", "anonymous_group"):
            marks = " ".join(
                f"INSERT OR IGNORE INTO rollup_mark ({MARK}) SELECT {cell('record')} FROM record"
                f" WHERE id = {row}.record_id;"
                for row in rows
            )
            yield f"CREATE TRIGGER rollup_{table}_{event} AFTER {event.upper()} ON {table} BEGIN {marks} END"
        known = " OR ".join(facts_of(f"{row}.code") for row in rows)
        yield (
            f"CREATE TRIGGER rollup_former_commune_{event} AFTER {event.upper()} ON former_commune"
            f" WHEN {known} BEGIN INSERT OR IGNORE INTO rollup_mark ({MARK}) VALUES ({everything}); END"
        )
    moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in PARENTS)
    yield (
        f"CREATE TRIGGER rollup_commune_update AFTER UPDATE OF {', '.join(PARENTS)} ON commune"
        f" WHEN ({moved}) AND ({facts_of('NEW.code')})"
        f" BEGIN INSERT OR IGNORE INTO rollup_mark ({MARK}) VALUES ({everything}); END"
    )


def facts_of(code):
    """Something was done in this commune, or its people were helped, or it stands for a former one."""
    return (
        f"EXISTS (SELECT 1 FROM record WHERE held_commune_code = {code})"
        f" OR EXISTS (SELECT 1 FROM participation WHERE residence_code = {code})"
        f" OR EXISTS (SELECT 1 FROM former_commune JOIN record ON held_commune_code = former_commune.code"
        f" WHERE current_code = {code})"
        f" OR EXISTS (SELECT 1 FROM former_commune JOIN participation ON residence_code = former_commune.code"
        f" WHERE current_code = {code})"
    )


def on_postgresql():
    everything = f"0, '{NOBODY}'::uuid, DATE '0001-01-01', '', '{NOBODY}'::uuid, '{NOBODY}'::uuid, txid_current()"
    cell = (
        f"0, mediator_id, held_on, held_commune_code, coalesce(structure_id, '{NOBODY}'::uuid),"
        f" coalesce(place_id, '{NOBODY}'::uuid), txid_current()"
    )
    of_record = f"SELECT DISTINCT {cell} FROM changed"
    of_people = f"SELECT DISTINCT {cell} FROM record WHERE id IN (SELECT record_id FROM changed)"
    facts = {"record": of_record, "participation": of_people, "anonymous_group": of_people}
    yield postgresql_function("everything", f"SELECT {everything}")
    for table, marks in facts.items():
        yield postgresql_function(table, marks)
        for event, row in TRANSITIONS:
            yield postgresql_trigger(table, event, f"{row} TABLE AS changed", row.lower())
    yield postgresql_function(
        "former_commune", f"SELECT DISTINCT {everything} FROM changed WHERE {facts_of('changed.code')}"
    )
    for event, row in TRANSITIONS:
        yield postgresql_trigger("former_commune", event, f"{row} TABLE AS changed", row.lower())
    moved = " OR ".join(f"before.{name} IS DISTINCT FROM changed.{name}" for name in PARENTS)
    yield postgresql_function(
        "commune",
        f"SELECT DISTINCT {everything} FROM before JOIN changed ON before.code = changed.code"
        f" WHERE ({moved}) AND ({facts_of('changed.code')})",
    )
    yield postgresql_trigger("commune", "update", "OLD TABLE AS before NEW TABLE AS changed", "moved")
    for table in (*facts, "commune", "former_commune"):
        yield (
            f"CREATE TRIGGER rollup_{table}_truncate AFTER TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION mark_rollup_everything()"
        )


def postgresql_function(name, marks):
    return (
        f"CREATE FUNCTION mark_rollup_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" INSERT INTO rollup_mark ({MARK}) {marks} ON CONFLICT DO NOTHING; RETURN NULL; END $$"
    )


def postgresql_trigger(table, event, rows, name):
    return (
        f"CREATE TRIGGER rollup_{table}_{event}_{name} AFTER {event.upper()} ON {table}"
        f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION mark_rollup_{table}()"
    )
