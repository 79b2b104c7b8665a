"""Create the tables of trainings, and let no line of attendance be changed silently.

A line of attendance is written once: a trigger refuses any change but the mark that another line replaced it, and a new
seal of its signature when keys are rotated. A migration that makes the table anew must make its trigger again.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

WRITTEN_ONCE = (
    "id", "half_day_id", "registration_id", "trainer_id", "presence", "reason", "arrived_at", "left_at", "minutes",
    "means", "signed_at", "tablet_id", "noted_at", "noted_by_id", "form_key", "replaces_id", "digest",
)
REFUSAL = "attendance lines are written once"


def upgrade() -> None:
    op.create_table('certificate_counter',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_certificate_counter'))
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['account.id'], name=op.f('fk_stored_file_added_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file'))
    )
    op.create_table('quality_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('title_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('details_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('answer_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('indicators', sa.JSON(), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_quality_entry_file_id')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_quality_entry_noted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quality_entry'))
    )
    with op.batch_alter_table('quality_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quality_entry_noted_on'), ['noted_on'], unique=False)

    op.create_table('training_body',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('siret', sa.String(length=14), nullable=True),
    sa.Column('declaration_number', sa.String(length=11), nullable=True),
    sa.Column('declaration_region', sa.String(length=80), nullable=True),
    sa.Column('quality_certificate', sa.String(length=80), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('disability_contact', sa.String(length=300), nullable=False),
    sa.Column('complaints_contact', sa.String(length=300), nullable=False),
    sa.Column('rules_url', sa.String(length=500), nullable=True),
    sa.Column('signatory_name', sa.String(length=120), nullable=False),
    sa.Column('signatory_title', sa.String(length=120), nullable=False),
    sa.Column('signature_file_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['signature_file_id'], ['stored_file.id'], name=op.f('fk_training_body_signature_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_body'))
    )
    op.create_table('course',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('latest', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_course_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course')),
    sa.UniqueConstraint('slug', name=op.f('uq_course_slug'))
    )
    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_structure_id'), ['structure_id'], unique=False)

    op.create_table('trainer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('qualifications_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('external', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_trainer_account_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_trainer_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trainer')),
    sa.UniqueConstraint('account_id', name=op.f('uq_trainer_account_id'))
    )
    with op.batch_alter_table('trainer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trainer_structure_id'), ['structure_id'], unique=False)

    op.create_table('calendar_feed',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('territory_key', sa.String(length=20), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('token_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_feed_account_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_calendar_feed_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_account_id'), ['account_id'], unique=False)

    op.create_table('course_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('summary', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('audiences', sa.BigInteger(), nullable=False),
    sa.Column('competences', sa.BigInteger(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('prerequisites', sa.String(length=1000), nullable=False),
    sa.Column('methods', sa.String(length=1000), nullable=False),
    sa.Column('evaluation', sa.String(length=1000), nullable=False),
    sa.Column('accessibility', sa.String(length=1000), nullable=False),
    sa.Column('access_delay', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('price_cents', sa.Integer(), nullable=False),
    sa.Column('price_note', sa.String(length=200), nullable=False),
    sa.Column('validity_months', sa.Integer(), nullable=True),
    sa.CheckConstraint('minutes BETWEEN 1 AND 24000', name=op.f('ck_course_version_minutes')),
    sa.CheckConstraint('price_cents >= 0', name=op.f('ck_course_version_price')),
    sa.CheckConstraint('validity_months IS NULL OR validity_months BETWEEN 1 AND 120', name=op.f('ck_course_version_validity')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_course_version_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_version'))
    )
    with op.batch_alter_table('course_version', schema=None) as batch_op:
        batch_op.create_index('uq_course_version_number', ['course_id', 'number'], unique=True)

    op.create_table('room',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('equipment', sa.String(length=300), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('seats BETWEEN 1 AND 1000', name=op.f('ck_room_seats')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_room_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room'))
    )
    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.create_index('uq_room_name', ['place_id', 'name'], unique=True)

    op.create_table('objective',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_version_id', sa.Uuid(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['course_version_id'], ['course_version.id'], name=op.f('fk_objective_course_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective'))
    )
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.create_index('uq_objective_rank', ['course_version_id', 'rank'], unique=True)

    op.create_table('training_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_version_id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('room_id', sa.Uuid(), nullable=True),
    sa.Column('online_url', sa.String(length=500), nullable=True),
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('listed', sa.Boolean(), nullable=False),
    sa.Column('answer_hours', sa.Integer(), nullable=False),
    sa.Column('materials', sa.String(length=500), nullable=False),
    sa.Column('reference', sa.String(length=120), nullable=False),
    sa.Column('series_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f('ck_training_session_cancelled')),
    sa.CheckConstraint('answer_hours BETWEEN 1 AND 336', name=op.f('ck_training_session_answer_hours')),
    sa.CheckConstraint('capacity BETWEEN 1 AND 1000', name=op.f('ck_training_session_capacity')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_training_session_order')),
    sa.CheckConstraint('place_id IS NOT NULL OR online_url IS NOT NULL', name=op.f('ck_training_session_somewhere')),
    sa.CheckConstraint('room_id IS NULL OR place_id IS NOT NULL', name=op.f('ck_training_session_room_of_place')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_training_session_commune_code')),
    sa.ForeignKeyConstraint(['course_version_id'], ['course_version.id'], name=op.f('fk_training_session_course_version_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_training_session_place_id')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_training_session_room_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_training_session_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_session'))
    )
    with op.batch_alter_table('training_session', schema=None) as batch_op:
        batch_op.create_index('ix_training_session_commune', ['commune_code', 'starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_session_course_version_id'), ['course_version_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_session_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_session_room_id'), ['room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_session_series_id'), ['series_id'], unique=False)
        batch_op.create_index('ix_training_session_starts', ['starts_at', 'id'], unique=False)
        batch_op.create_index('ix_training_session_structure', ['structure_id', 'starts_at'], unique=False)

    op.create_table('half_day',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_held', sa.String(length=40), nullable=True),
    sa.Column('not_held_note_sealed', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_half_day_order')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_half_day_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_half_day'))
    )
    with op.batch_alter_table('half_day', schema=None) as batch_op:
        batch_op.create_index('ix_half_day_times', ['starts_at', 'ends_at'], unique=False)
        batch_op.create_index('uq_half_day_start', ['session_id', 'starts_at'], unique=True)

    op.create_table('registration',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('citizen_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=False),
    sa.Column('registered_by_id', sa.Uuid(), nullable=True),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawal', sa.String(length=40), nullable=True),
    sa.Column('trainee_kind', sa.String(length=40), nullable=False),
    sa.Column('funder', sa.String(length=40), nullable=False),
    sa.Column('price_cents', sa.Integer(), nullable=False),
    sa.Column('link_number', sa.Integer(), nullable=False),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.Column('first_name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('last_name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('organisation_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('need_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('adaptations_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('name_index', sa.LargeBinary(length=32), nullable=False),
    sa.Column('email_index', sa.LargeBinary(length=32), nullable=True),
    sa.Column('phone_index', sa.LargeBinary(length=32), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'cancelled') = (ended_at IS NOT NULL)", name=op.f('ck_registration_ended')),
    sa.CheckConstraint("(state = 'cancelled') = (withdrawal IS NOT NULL)", name=op.f('ck_registration_withdrawal')),
    sa.CheckConstraint('price_cents >= 0', name=op.f('ck_registration_price')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_registration_account_id')),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_registration_citizen_id')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['account.id'], name=op.f('fk_registration_registered_by_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_registration_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration')),
    sa.UniqueConstraint('form_key', name=op.f('uq_registration_form_key'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_answer_by'), ['answer_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_citizen_id'), ['citizen_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_email_index'), ['email_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_name_index'), ['name_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_phone_index'), ['phone_index'], unique=False)
        batch_op.create_index('ix_registration_session', ['session_id', 'state', 'queued_at', 'id'], unique=False)

    op.create_table('session_trainer',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('trainer_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_session_trainer_session_id')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_session_trainer_trainer_id')),
    sa.PrimaryKeyConstraint('session_id', 'trainer_id', name=op.f('pk_session_trainer'))
    )
    with op.batch_alter_table('session_trainer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_trainer_trainer_id'), ['trainer_id'], unique=False)

    op.create_table('attendance_scan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('half_day_id', sa.Uuid(), nullable=True),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['account.id'], name=op.f('fk_attendance_scan_added_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_attendance_scan_file_id')),
    sa.ForeignKeyConstraint(['half_day_id'], ['half_day.id'], name=op.f('fk_attendance_scan_half_day_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_attendance_scan_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_scan'))
    )
    with op.batch_alter_table('attendance_scan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_scan_session_id'), ['session_id'], unique=False)

    op.create_table('certificate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_by_id', sa.Uuid(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_by_id', sa.Uuid(), nullable=True),
    sa.Column('revoked_reason', sa.String(length=40), nullable=True),
    sa.Column('revoked_note_sealed', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(revoked_at IS NULL) = (revoked_reason IS NULL)', name=op.f('ck_certificate_revoked')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['account.id'], name=op.f('fk_certificate_issued_by_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_certificate_registration_id')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['account.id'], name=op.f('fk_certificate_revoked_by_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_certificate_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_certificate_code')),
    sa.UniqueConstraint('number', name=op.f('uq_certificate_number'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_expires_on'), ['expires_on'], unique=False)
        batch_op.create_index('ix_certificate_issued', ['issued_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index('ix_certificate_session', ['session_id', 'revoked_at', 'expires_on', 'number'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(length=40), nullable=False),
    sa.Column('recipient_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('letter_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result', sa.String(length=40), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_notice_by_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_notice_letter_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_notice_registration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_letter_id'), ['letter_id'], unique=False)
        batch_op.create_index('ix_notice_result', ['result', 'way'], unique=False)
        batch_op.create_index('uq_notice_once', ['registration_id', 'kind', 'way', 'round'], unique=True)

    op.create_table('objective_result',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('objective_id', sa.Uuid(), nullable=False),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('level', sa.String(length=40), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("moment IN ('before', 'hot')", name=op.f('ck_objective_result_moment')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_objective_result_noted_by_id')),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_objective_result_objective_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_objective_result_registration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective_result'))
    )
    with op.batch_alter_table('objective_result', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objective_result_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index('ix_objective_result_counted', ['moment', 'registration_id', 'level'], unique=False)
        batch_op.create_index('uq_objective_result', ['registration_id', 'objective_id', 'moment'], unique=True)

    op.create_table('satisfaction_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=True),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('overall', sa.Integer(), nullable=True),
    sa.Column('content', sa.Integer(), nullable=True),
    sa.Column('teaching', sa.Integer(), nullable=True),
    sa.Column('conditions', sa.Integer(), nullable=True),
    sa.Column('usefulness', sa.Integer(), nullable=True),
    sa.Column('comment_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("moment IN ('hot', 'cold')", name=op.f('ck_satisfaction_answer_moment')),
    sa.CheckConstraint('conditions IS NULL OR conditions BETWEEN 1 AND 4', name=op.f('ck_satisfaction_answer_conditions')),
    sa.CheckConstraint('content IS NULL OR content BETWEEN 1 AND 4', name=op.f('ck_satisfaction_answer_content')),
    sa.CheckConstraint('overall IS NULL OR overall BETWEEN 1 AND 4', name=op.f('ck_satisfaction_answer_overall')),
    sa.CheckConstraint('teaching IS NULL OR teaching BETWEEN 1 AND 4', name=op.f('ck_satisfaction_answer_teaching')),
    sa.CheckConstraint('usefulness IS NULL OR usefulness BETWEEN 1 AND 4', name=op.f('ck_satisfaction_answer_usefulness')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_satisfaction_answer_noted_by_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_satisfaction_answer_registration_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_satisfaction_answer_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_satisfaction_answer')),
    sa.UniqueConstraint('form_key', name=op.f('uq_satisfaction_answer_form_key'))
    )
    with op.batch_alter_table('satisfaction_answer', schema=None) as batch_op:
        batch_op.create_index('ix_satisfaction_answer_session', ['session_id', 'moment'], unique=False)
        batch_op.create_index('uq_satisfaction_answer', ['registration_id', 'moment'], unique=True)

    op.create_table('tablet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('half_day_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('opened_by_id', sa.Uuid(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['half_day_id'], ['half_day.id'], name=op.f('fk_tablet_half_day_id')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['account.id'], name=op.f('fk_tablet_opened_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tablet')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_tablet_token_hash'))
    )
    with op.batch_alter_table('tablet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tablet_half_day_id'), ['half_day_id'], unique=False)

    op.create_table('attendance_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('half_day_id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=True),
    sa.Column('trainer_id', sa.Uuid(), nullable=True),
    sa.Column('presence', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('arrived_at', sa.Time(), nullable=True),
    sa.Column('left_at', sa.Time(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('means', sa.String(length=40), nullable=False),
    sa.Column('signature_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tablet_id', sa.Uuid(), nullable=True),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=True),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.Column('replaces_id', sa.Uuid(), nullable=True),
    sa.Column('correction_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.CheckConstraint("(presence = 'absent') = (reason IS NOT NULL)", name=op.f('ck_attendance_line_absence_reason')),
    sa.CheckConstraint("presence = 'present' OR (minutes = 0 AND signature_sealed IS NULL)", name=op.f('ck_attendance_line_absent_nothing')),
    sa.CheckConstraint('(registration_id IS NULL) <> (trainer_id IS NULL)', name=op.f('ck_attendance_line_one_person')),
    sa.CheckConstraint('(replaces_id IS NULL) = (correction_sealed IS NULL)', name=op.f('ck_attendance_line_correction_reason')),
    sa.CheckConstraint('(signature_sealed IS NULL) OR (signed_at IS NOT NULL)', name=op.f('ck_attendance_line_signed_when')),
    sa.CheckConstraint('minutes BETWEEN 0 AND 1440', name=op.f('ck_attendance_line_minutes')),
    sa.ForeignKeyConstraint(['half_day_id'], ['half_day.id'], name=op.f('fk_attendance_line_half_day_id')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_attendance_line_noted_by_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_attendance_line_registration_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['attendance_line.id'], name=op.f('fk_attendance_line_replaces_id')),
    sa.ForeignKeyConstraint(['tablet_id'], ['tablet.id'], name=op.f('fk_attendance_line_tablet_id')),
    sa.ForeignKeyConstraint(['trainer_id'], ['trainer.id'], name=op.f('fk_attendance_line_trainer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_line')),
    sa.UniqueConstraint('form_key', name=op.f('uq_attendance_line_form_key')),
    sa.UniqueConstraint('replaces_id', name=op.f('uq_attendance_line_replaces_id'))
    )
    with op.batch_alter_table('attendance_line', schema=None) as batch_op:
        batch_op.create_index('ix_attendance_line_counted', ['half_day_id', 'presence', 'registration_id', 'minutes'], unique=False, sqlite_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'))
        batch_op.create_index('ix_attendance_line_registration', ['registration_id'], unique=False)
        batch_op.create_index('uq_attendance_line_trainee', ['half_day_id', 'registration_id'], unique=True, sqlite_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'))
        batch_op.create_index('uq_attendance_line_trainer', ['half_day_id', 'trainer_id'], unique=True, sqlite_where=sa.text('replaced_at IS NULL AND trainer_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND trainer_id IS NOT NULL'))

    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('attachments_sealed', sa.LargeBinary(), nullable=True))

    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("DROP FUNCTION refuse_attendance_change() CASCADE"))
    else:
        op.execute(sa.text("DROP TRIGGER attendance_line_written_once"))
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_column('attachments_sealed')

    with op.batch_alter_table('attendance_line', schema=None) as batch_op:
        batch_op.drop_index('uq_attendance_line_trainer', sqlite_where=sa.text('replaced_at IS NULL AND trainer_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND trainer_id IS NOT NULL'))
        batch_op.drop_index('uq_attendance_line_trainee', sqlite_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'))
        batch_op.drop_index('ix_attendance_line_registration')
        batch_op.drop_index('ix_attendance_line_counted', sqlite_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'), postgresql_where=sa.text('replaced_at IS NULL AND registration_id IS NOT NULL'))

    op.drop_table('attendance_line')
    with op.batch_alter_table('tablet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tablet_half_day_id'))

    op.drop_table('tablet')
    with op.batch_alter_table('satisfaction_answer', schema=None) as batch_op:
        batch_op.drop_index('uq_satisfaction_answer')
        batch_op.drop_index('ix_satisfaction_answer_session')

    op.drop_table('satisfaction_answer')
    with op.batch_alter_table('objective_result', schema=None) as batch_op:
        batch_op.drop_index('uq_objective_result')
        batch_op.drop_index('ix_objective_result_counted')
        batch_op.drop_index(batch_op.f('ix_objective_result_objective_id'))

    op.drop_table('objective_result')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('uq_notice_once')
        batch_op.drop_index('ix_notice_result')
        batch_op.drop_index(batch_op.f('ix_notice_letter_id'))

    op.drop_table('notice')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('ix_certificate_session')
        batch_op.drop_index(batch_op.f('ix_certificate_registration_id'))
        batch_op.drop_index('ix_certificate_issued')
        batch_op.drop_index(batch_op.f('ix_certificate_expires_on'))

    op.drop_table('certificate')
    with op.batch_alter_table('attendance_scan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_scan_session_id'))

    op.drop_table('attendance_scan')
    with op.batch_alter_table('session_trainer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_trainer_trainer_id'))

    op.drop_table('session_trainer')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index('ix_registration_session')
        batch_op.drop_index(batch_op.f('ix_registration_phone_index'))
        batch_op.drop_index(batch_op.f('ix_registration_name_index'))
        batch_op.drop_index(batch_op.f('ix_registration_email_index'))
        batch_op.drop_index(batch_op.f('ix_registration_citizen_id'))
        batch_op.drop_index(batch_op.f('ix_registration_answer_by'))
        batch_op.drop_index(batch_op.f('ix_registration_account_id'))

    op.drop_table('registration')
    with op.batch_alter_table('half_day', schema=None) as batch_op:
        batch_op.drop_index('uq_half_day_start')
        batch_op.drop_index('ix_half_day_times')

    op.drop_table('half_day')
    with op.batch_alter_table('training_session', schema=None) as batch_op:
        batch_op.drop_index('ix_training_session_structure')
        batch_op.drop_index('ix_training_session_starts')
        batch_op.drop_index(batch_op.f('ix_training_session_series_id'))
        batch_op.drop_index(batch_op.f('ix_training_session_room_id'))
        batch_op.drop_index(batch_op.f('ix_training_session_place_id'))
        batch_op.drop_index(batch_op.f('ix_training_session_course_version_id'))
        batch_op.drop_index('ix_training_session_commune')

    op.drop_table('training_session')
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.drop_index('uq_objective_rank')

    op.drop_table('objective')
    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.drop_index('uq_room_name')

    op.drop_table('room')
    with op.batch_alter_table('course_version', schema=None) as batch_op:
        batch_op.drop_index('uq_course_version_number')

    op.drop_table('course_version')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_account_id'))

    op.drop_table('calendar_feed')
    with op.batch_alter_table('trainer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trainer_structure_id'))

    op.drop_table('trainer')
    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_structure_id'))

    op.drop_table('course')
    op.drop_table('training_body')
    with op.batch_alter_table('quality_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quality_entry_noted_on'))

    op.drop_table('quality_entry')
    op.drop_table('stored_file')
    op.drop_table('certificate_counter')


def _triggers(dialect):
    when = f"BEFORE UPDATE OF {', '.join(WRITTEN_ONCE)} ON attendance_line"
    if dialect == "postgresql":
        yield (
            "CREATE FUNCTION refuse_attendance_change() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        yield (
            f"CREATE TRIGGER attendance_line_written_once {when}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_attendance_change()"
        )
    else:
        yield f"CREATE TRIGGER attendance_line_written_once {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
