"""Create the tables of the main job.

Removing a column takes two migrations: the code stops using it first. A data change is in its own migration.
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('email_index', sa.LargeBinary(length=32), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deactivated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email_index', name=op.f('uq_account_email_index'))
    )
    op.create_table('ept',
    sa.Column('siren', sa.String(length=9), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.PrimaryKeyConstraint('siren', name=op.f('pk_ept'))
    )
    op.create_table('failed_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_attempt'))
    )
    with op.batch_alter_table('failed_attempt', schema=None) as batch_op:
        batch_op.create_index('ix_failed_attempt_key_at', ['key', 'at'], unique=False)

    op.create_table('job_lease',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.Uuid(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job_lease'))
    )
    op.create_table('letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('recipient_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_due_at'), ['due_at'], unique=False)

    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name'))
    )
    op.create_table('region',
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('article', sa.String(length=1), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('search_text', sa.String(length=100), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_region'))
    )
    op.create_table('audit_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=60), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_audit_line_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_line'))
    )
    with op.batch_alter_table('audit_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_line_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_line_at'), ['at'], unique=False)
        batch_op.create_index('ix_audit_line_subject', ['subject_id', 'at'], unique=False)

    op.create_table('departement',
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('region_code', sa.String(length=3), nullable=False),
    sa.Column('article', sa.String(length=1), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('search_text', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_departement_region_code')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_departement'))
    )
    with op.batch_alter_table('departement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_departement_region_code'), ['region_code'], unique=False)

    op.create_table('draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('form', sa.String(length=200), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_draft_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_saved_at'), ['saved_at'], unique=False)
        batch_op.create_index('uq_draft_form', ['account_id', 'form'], unique=True)

    op.create_table('one_use_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_one_use_link_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_use_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_use_link_token_hash'))
    )
    with op.batch_alter_table('one_use_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_use_link_account_id'), ['account_id'], unique=False)

    op.create_table('sign_in_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_session_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_session_token_hash'))
    )
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_session_account_id'), ['account_id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_task_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_state'), ['state'], unique=False)

    op.create_table('epci',
    sa.Column('siren', sa.String(length=9), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('nature', sa.String(length=8), nullable=False),
    sa.Column('departement_code', sa.String(length=3), nullable=False),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('search_text', sa.String(length=360), nullable=False),
    sa.ForeignKeyConstraint(['departement_code'], ['departement.code'], name=op.f('fk_epci_departement_code')),
    sa.PrimaryKeyConstraint('siren', name=op.f('pk_epci'))
    )
    with op.batch_alter_table('epci', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_epci_departement_code'), ['departement_code'], unique=False)

    op.create_table('job_run',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('task_id', sa.Uuid(), nullable=True),
    sa.Column('holder', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('error', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_job_run_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_run'))
    )
    with op.batch_alter_table('job_run', schema=None) as batch_op:
        batch_op.create_index('ix_job_run_name', ['name', 'started_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_run_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_run_task_id'), ['task_id'], unique=False)
        batch_op.create_index('uq_job_run_due', ['name', 'due_at'], unique=True)

    op.create_table('commune',
    sa.Column('code', sa.String(length=5), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('departement_code', sa.String(length=3), nullable=False),
    sa.Column('region_code', sa.String(length=3), nullable=False),
    sa.Column('epci_siren', sa.String(length=9), nullable=True),
    sa.Column('ept_siren', sa.String(length=9), nullable=True),
    sa.Column('article', sa.String(length=1), nullable=True),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('search_text', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['departement_code'], ['departement.code'], name=op.f('fk_commune_departement_code')),
    sa.ForeignKeyConstraint(['epci_siren'], ['epci.siren'], name=op.f('fk_commune_epci_siren')),
    sa.ForeignKeyConstraint(['ept_siren'], ['ept.siren'], name=op.f('fk_commune_ept_siren')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_commune_region_code')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_commune'))
    )
    with op.batch_alter_table('commune', schema=None) as batch_op:
        batch_op.create_index('ix_commune_departement_code', ['departement_code', 'code'], unique=False)
        batch_op.create_index('ix_commune_epci_siren', ['epci_siren', 'code'], unique=False)
        batch_op.create_index('ix_commune_region_code', ['region_code', 'code'], unique=False)

    op.create_table('commune_postal_code',
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('postal_code', sa.String(length=5), nullable=False),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_commune_postal_code_commune_code')),
    sa.PrimaryKeyConstraint('commune_code', 'postal_code', name=op.f('pk_commune_postal_code'))
    )
    with op.batch_alter_table('commune_postal_code', schema=None) as batch_op:
        batch_op.create_index('ix_commune_postal_code_postal_code', ['postal_code', 'commune_code'], unique=False)

    op.create_table('former_commune',
    sa.Column('code', sa.String(length=5), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('current_code', sa.String(length=5), nullable=False),
    sa.Column('search_text', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['current_code'], ['commune.code'], name=op.f('fk_former_commune_current_code')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_former_commune'))
    )
    with op.batch_alter_table('former_commune', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_commune_current_code'), ['current_code'], unique=False)

    op.create_table('structure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('siret', sa.String(length=14), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('website', sa.String(length=500), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('siret IS NULL OR length(siret) = 14', name=op.f('ck_structure_siret_length')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_structure_commune_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_structure')),
    sa.UniqueConstraint('siret', name=op.f('uq_structure_siret'))
    )
    with op.batch_alter_table('structure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_structure_commune_code'), ['commune_code'], unique=False)

    op.create_table('citizen',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('first_name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('last_name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('notes_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('name_index', sa.LargeBinary(length=32), nullable=False),
    sa.Column('phone_index', sa.LargeBinary(length=32), nullable=True),
    sa.Column('email_index', sa.LargeBinary(length=32), nullable=True),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('gender', sa.String(length=40), nullable=False),
    sa.Column('social_status', sa.String(length=40), nullable=False),
    sa.Column('commune_code', sa.String(length=5), nullable=True),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('shared_with_team', sa.Boolean(), nullable=False),
    sa.Column('notice_version', sa.String(length=20), nullable=False),
    sa.Column('informed_on', sa.Date(), nullable=False),
    sa.Column('informed_how', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Uuid(), nullable=True),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('birth_year IS NULL OR birth_year BETWEEN 1890 AND 2100', name=op.f('ck_citizen_birth_year')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_citizen_commune_code')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_citizen_created_by_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_citizen_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_citizen')),
    sa.UniqueConstraint('form_key', name=op.f('uq_citizen_form_key'))
    )
    with op.batch_alter_table('citizen', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_citizen_email_index'), ['email_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_citizen_name_index'), ['name_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_citizen_phone_index'), ['phone_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_citizen_structure_id'), ['structure_id'], unique=False)

    op.create_table('place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('external_id', sa.String(length=200), nullable=True),
    sa.Column('pivot', sa.String(length=14), nullable=True),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('postal_code', sa.String(length=5), nullable=False),
    sa.Column('address', sa.String(length=255), nullable=False),
    sa.Column('address_complement', sa.String(length=255), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('typologies', sa.String(length=500), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('emails', sa.String(length=500), nullable=True),
    sa.Column('websites', sa.String(length=2000), nullable=True),
    sa.Column('opening_hours', sa.String(length=500), nullable=True),
    sa.Column('summary', sa.String(length=280), nullable=True),
    sa.Column('details', sa.Text(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=True),
    sa.Column('mobility', sa.BigInteger(), nullable=False),
    sa.Column('parent_structure', sa.String(length=255), nullable=True),
    sa.Column('updated_on', sa.Date(), nullable=False),
    sa.Column('services', sa.BigInteger(), nullable=False),
    sa.Column('audiences', sa.BigInteger(), nullable=False),
    sa.Column('special_care', sa.BigInteger(), nullable=False),
    sa.Column('fees', sa.BigInteger(), nullable=False),
    sa.Column('programmes', sa.BigInteger(), nullable=False),
    sa.Column('labels', sa.BigInteger(), nullable=False),
    sa.Column('other_labels', sa.String(length=500), nullable=True),
    sa.Column('access_modes', sa.BigInteger(), nullable=False),
    sa.Column('support_modes', sa.BigInteger(), nullable=False),
    sa.Column('accessibility_url', sa.String(length=2000), nullable=True),
    sa.Column('booking_url', sa.String(length=2000), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(latitude IS NULL) = (longitude IS NULL)', name=op.f('ck_place_both_coordinates')),
    sa.CheckConstraint('latitude IS NULL OR latitude BETWEEN -90 AND 90', name=op.f('ck_place_latitude')),
    sa.CheckConstraint('longitude IS NULL OR longitude BETWEEN -180 AND 180', name=op.f('ck_place_longitude')),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_place_commune_code')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_place_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('external_id', name=op.f('uq_place_external_id'))
    )
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_commune_code'), ['commune_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_place_structure_id'), ['structure_id'], unique=False)

    op.create_table('role_grant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('territory_key', sa.String(length=20), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('structure_id IS NULL OR territory_key IS NULL', name=op.f('ck_role_grant_one_limit')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_role_grant_account_id')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['account.id'], name=op.f('fk_role_grant_granted_by_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_role_grant_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_structure_id'), ['structure_id'], unique=False)
        batch_op.create_index('uq_role_grant_what', ['account_id', 'role', 'structure_id', 'territory_key'], unique=True)

    op.create_table('mediator',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('source_key', sa.String(length=100), nullable=True),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('usual_place_id', sa.Uuid(), nullable=True),
    sa.Column('usual_commune_code', sa.String(length=5), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_mediator_account_id')),
    sa.ForeignKeyConstraint(['usual_commune_code'], ['commune.code'], name=op.f('fk_mediator_usual_commune_code')),
    sa.ForeignKeyConstraint(['usual_place_id'], ['place.id'], name=op.f('fk_mediator_usual_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mediator')),
    sa.UniqueConstraint('account_id', name=op.f('uq_mediator_account_id')),
    sa.UniqueConstraint('source_key', name=op.f('uq_mediator_source_key'))
    )
    op.create_table('follow_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('citizen_id', sa.Uuid(), nullable=False),
    sa.Column('mediator_id', sa.Uuid(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_follow_up_citizen_id')),
    sa.ForeignKeyConstraint(['mediator_id'], ['mediator.id'], name=op.f('fk_follow_up_mediator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_citizen_id'), ['citizen_id'], unique=False)
        batch_op.create_index('uq_follow_up_who', ['mediator_id', 'citizen_id'], unique=True)

    op.create_table('membership',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('mediator_id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= started_on', name=op.f('ck_membership_dates')),
    sa.ForeignKeyConstraint(['mediator_id'], ['mediator.id'], name=op.f('fk_membership_mediator_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_membership_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_structure_id'), ['structure_id'], unique=False)
        batch_op.create_index('uq_membership_who', ['mediator_id', 'structure_id', 'started_on'], unique=True)

    op.create_table('record',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('mediator_id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place_kind', sa.String(length=40), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('held_commune_code', sa.String(length=5), nullable=False),
    sa.Column('equipment', sa.BigInteger(), nullable=False),
    sa.Column('themes', sa.BigInteger(), nullable=False),
    sa.Column('procedures', sa.BigInteger(), nullable=False),
    sa.Column('autonomy', sa.String(length=40), nullable=True),
    sa.Column('level', sa.String(length=40), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=True),
    sa.Column('orientation', sa.String(length=40), nullable=True),
    sa.Column('blocked_procedure', sa.String(length=40), nullable=True),
    sa.Column('blocked_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('blocked_cause', sa.String(length=40), nullable=True),
    sa.Column('next_step', sa.String(length=40), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('next_at', sa.Time(), nullable=True),
    sa.Column('notes_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.Column('source_key', sa.String(length=100), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_by_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(place_kind = 'place') OR place_id IS NULL", name=op.f('ck_record_place_of_its_kind')),
    sa.CheckConstraint("kind <> 'workshop' OR autonomy IS NULL", name=op.f('ck_record_individual_fields')),
    sa.CheckConstraint("kind = 'workshop' OR (title IS NULL AND level IS NULL)", name=op.f('ck_record_workshop_fields')),
    sa.CheckConstraint('(next_step IS NULL) = (next_on IS NULL)', name=op.f('ck_record_next_step_dated')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 1440', name=op.f('ck_record_minutes')),
    sa.CheckConstraint('next_at IS NULL OR next_on IS NOT NULL', name=op.f('ck_record_next_time_dated')),
    sa.ForeignKeyConstraint(['blocked_organisation_id'], ['organisation.id'], name=op.f('fk_record_blocked_organisation_id')),
    sa.ForeignKeyConstraint(['deleted_by_id'], ['account.id'], name=op.f('fk_record_deleted_by_id')),
    sa.ForeignKeyConstraint(['held_commune_code'], ['commune.code'], name=op.f('fk_record_held_commune_code')),
    sa.ForeignKeyConstraint(['mediator_id'], ['mediator.id'], name=op.f('fk_record_mediator_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_record_place_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_record_structure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record')),
    sa.UniqueConstraint('form_key', name=op.f('uq_record_form_key')),
    sa.UniqueConstraint('source_key', name=op.f('uq_record_source_key'))
    )
    with op.batch_alter_table('record', schema=None) as batch_op:
        batch_op.create_index('ix_record_held', ['held_commune_code', 'held_on'], unique=False)
        batch_op.create_index('ix_record_held_on', ['held_on'], unique=False)
        batch_op.create_index('ix_record_mediator', ['mediator_id', 'held_on', 'id'], unique=False)
        batch_op.create_index('ix_record_structure', ['structure_id', 'held_on'], unique=False)

    op.create_table('anonymous_group',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('already_helped', sa.Integer(), nullable=False),
    sa.Column('gender_male', sa.Integer(), nullable=False),
    sa.Column('gender_female', sa.Integer(), nullable=False),
    sa.Column('status_retired', sa.Integer(), nullable=False),
    sa.Column('status_unemployed', sa.Integer(), nullable=False),
    sa.Column('status_employed', sa.Integer(), nullable=False),
    sa.Column('status_student', sa.Integer(), nullable=False),
    sa.Column('age_70_plus', sa.Integer(), nullable=False),
    sa.Column('age_60_69', sa.Integer(), nullable=False),
    sa.Column('age_40_59', sa.Integer(), nullable=False),
    sa.Column('age_25_39', sa.Integer(), nullable=False),
    sa.Column('age_18_24', sa.Integer(), nullable=False),
    sa.Column('age_12_17', sa.Integer(), nullable=False),
    sa.Column('age_under_12', sa.Integer(), nullable=False),
    sa.Column('age_v1_60_plus', sa.Integer(), nullable=False),
    sa.Column('age_v1_35_60', sa.Integer(), nullable=False),
    sa.Column('age_v1_18_35', sa.Integer(), nullable=False),
    sa.Column('age_v1_12_18', sa.Integer(), nullable=False),
    sa.Column('age_v1_under_12', sa.Integer(), nullable=False),
    sa.CheckConstraint('age_70_plus + age_60_69 + age_40_59 + age_25_39 + age_18_24 + age_12_17 + age_under_12 + age_v1_60_plus + age_v1_35_60 + age_v1_18_35 + age_v1_12_18 + age_v1_under_12 <= total', name=op.f('ck_anonymous_group_age_sum')),
    sa.CheckConstraint('already_helped BETWEEN 0 AND total', name=op.f('ck_anonymous_group_already_helped')),
    sa.CheckConstraint('gender_male + gender_female <= total', name=op.f('ck_anonymous_group_gender_sum')),
    sa.CheckConstraint('status_retired + status_unemployed + status_employed + status_student <= total', name=op.f('ck_anonymous_group_status_sum')),
    sa.CheckConstraint('total BETWEEN 0 AND 500', name=op.f('ck_anonymous_group_total')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_anonymous_group_record_id')),
    sa.PrimaryKeyConstraint('record_id', name=op.f('pk_anonymous_group'))
    )
    op.create_table('participation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('citizen_id', sa.Uuid(), nullable=True),
    sa.Column('gender', sa.String(length=40), nullable=False),
    sa.Column('age_band', sa.String(length=40), nullable=False),
    sa.Column('social_status', sa.String(length=40), nullable=False),
    sa.Column('residence_code', sa.String(length=5), nullable=True),
    sa.Column('already_helped', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_participation_citizen_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_participation_record_id')),
    sa.ForeignKeyConstraint(['residence_code'], ['commune.code'], name=op.f('fk_participation_residence_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation'))
    )
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participation_citizen_id'), ['citizen_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_participation_record_id'), ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_participation_residence_code'), ['residence_code'], unique=False)
        batch_op.create_index('uq_participation_citizen', ['record_id', 'citizen_id'], unique=True)

    op.create_table('record_tag',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('tag', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_record_tag_record_id')),
    sa.PrimaryKeyConstraint('record_id', 'tag', name=op.f('pk_record_tag'))
    )
    with op.batch_alter_table('record_tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_record_tag_tag'), ['tag'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('record_tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_record_tag_tag'))

    op.drop_table('record_tag')
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.drop_index('uq_participation_citizen')
        batch_op.drop_index(batch_op.f('ix_participation_residence_code'))
        batch_op.drop_index(batch_op.f('ix_participation_record_id'))
        batch_op.drop_index(batch_op.f('ix_participation_citizen_id'))

    op.drop_table('participation')
    op.drop_table('anonymous_group')
    with op.batch_alter_table('record', schema=None) as batch_op:
        batch_op.drop_index('ix_record_structure')
        batch_op.drop_index('ix_record_mediator')
        batch_op.drop_index('ix_record_held_on')
        batch_op.drop_index('ix_record_held')

    op.drop_table('record')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_who')
        batch_op.drop_index(batch_op.f('ix_membership_structure_id'))

    op.drop_table('membership')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index('uq_follow_up_who')
        batch_op.drop_index(batch_op.f('ix_follow_up_citizen_id'))

    op.drop_table('follow_up')
    op.drop_table('mediator')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index('uq_role_grant_what')
        batch_op.drop_index(batch_op.f('ix_role_grant_structure_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_account_id'))

    op.drop_table('role_grant')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_structure_id'))
        batch_op.drop_index(batch_op.f('ix_place_commune_code'))

    op.drop_table('place')
    with op.batch_alter_table('citizen', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_citizen_structure_id'))
        batch_op.drop_index(batch_op.f('ix_citizen_phone_index'))
        batch_op.drop_index(batch_op.f('ix_citizen_name_index'))
        batch_op.drop_index(batch_op.f('ix_citizen_email_index'))

    op.drop_table('citizen')
    with op.batch_alter_table('structure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_structure_commune_code'))

    op.drop_table('structure')
    with op.batch_alter_table('former_commune', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_commune_current_code'))

    op.drop_table('former_commune')
    with op.batch_alter_table('commune_postal_code', schema=None) as batch_op:
        batch_op.drop_index('ix_commune_postal_code_postal_code')

    op.drop_table('commune_postal_code')
    with op.batch_alter_table('commune', schema=None) as batch_op:
        batch_op.drop_index('ix_commune_region_code')
        batch_op.drop_index('ix_commune_epci_siren')
        batch_op.drop_index('ix_commune_departement_code')

    op.drop_table('commune')
    with op.batch_alter_table('job_run', schema=None) as batch_op:
        batch_op.drop_index('uq_job_run_due')
        batch_op.drop_index(batch_op.f('ix_job_run_task_id'))
        batch_op.drop_index(batch_op.f('ix_job_run_state'))
        batch_op.drop_index('ix_job_run_name')

    op.drop_table('job_run')
    with op.batch_alter_table('epci', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_epci_departement_code'))

    op.drop_table('epci')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_state'))
        batch_op.drop_index(batch_op.f('ix_task_account_id'))

    op.drop_table('task')
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_session_account_id'))

    op.drop_table('sign_in_session')
    with op.batch_alter_table('one_use_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_use_link_account_id'))

    op.drop_table('one_use_link')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index('uq_draft_form')
        batch_op.drop_index(batch_op.f('ix_draft_saved_at'))

    op.drop_table('draft')
    with op.batch_alter_table('departement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_departement_region_code'))

    op.drop_table('departement')
    with op.batch_alter_table('audit_line', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_line_subject')
        batch_op.drop_index(batch_op.f('ix_audit_line_at'))
        batch_op.drop_index(batch_op.f('ix_audit_line_account_id'))

    op.drop_table('audit_line')
    op.drop_table('region')
    op.drop_table('organisation')
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_due_at'))

    op.drop_table('letter')
    op.drop_table('job_lease')
    with op.batch_alter_table('failed_attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_failed_attempt_key_at')

    op.drop_table('failed_attempt')
    op.drop_table('ept')
    op.drop_table('account')
