"""Create the tables of resources, of what is given, of assessments, of checklists and alerts."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

INDEXED_WORD = sa.String(length=40).with_variant(sa.String(length=40, collation='C'), 'postgresql')


def upgrade() -> None:
    op.create_table('word_variant',
    sa.Column('variant', INDEXED_WORD, nullable=False),
    sa.Column('word', INDEXED_WORD, nullable=False),
    sa.PrimaryKeyConstraint('variant', 'word', name=op.f('pk_word_variant')),
    sqlite_with_rowid=False
    )

    op.create_table('collection',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('summary', sa.String(length=400), nullable=False),
    sa.Column('visibility', sa.String(length=40), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_collection_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection'))
    )
    with op.batch_alter_table('collection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collection_owner_id'), ['owner_id'], unique=False)

    op.create_table('safety_alert',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('advice', sa.Text(), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by_id', sa.Uuid(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['published_by_id'], ['account.id'], name=op.f('fk_safety_alert_published_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safety_alert'))
    )
    with op.batch_alter_table('safety_alert', schema=None) as batch_op:
        batch_op.create_index('ix_safety_alert_published', ['published_at'], unique=False)

    op.create_table('resource',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('visibility', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('summary', sa.String(length=400), nullable=False),
    sa.Column('author', sa.String(length=160), nullable=False),
    sa.Column('licence', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('translation_of_id', sa.Uuid(), nullable=True),
    sa.Column('themes', sa.BigInteger(), nullable=False),
    sa.Column('competences', sa.BigInteger(), nullable=False),
    sa.Column('readers', sa.BigInteger(), nullable=False),
    sa.Column('difficulty', sa.String(length=40), nullable=True),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('latest', sa.Integer(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('source_key', sa.String(length=80), nullable=True),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('link_status', sa.Integer(), nullable=True),
    sa.Column('link_checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('link_failures', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id <> replaced_by_id', name=op.f('ck_resource_replaced_by_another')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_resource_owner_id')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['resource.id'], name=op.f('fk_resource_replaced_by_id')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_resource_structure_id')),
    sa.ForeignKeyConstraint(['translation_of_id'], ['resource.id'], name=op.f('fk_resource_translation_of_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource')),
    sa.UniqueConstraint('code', name=op.f('uq_resource_code')),
    sa.UniqueConstraint('source_key', name=op.f('uq_resource_source_key'))
    )
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_review_on'), ['review_on'], unique=False)
        batch_op.create_index('ix_resource_state', ['state', 'visibility', 'updated_at', 'version'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_translation_of_id'), ['translation_of_id'], unique=False)

    op.create_table('checklist',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('citizen_id', sa.Uuid(), nullable=True),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('list_version', sa.String(length=20), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('remark_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('checked_by_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'citizen') = (citizen_id IS NOT NULL)", name=op.f('ck_checklist_citizen_of_its_kind')),
    sa.CheckConstraint("(kind = 'place') = (place_id IS NOT NULL)", name=op.f('ck_checklist_place_of_its_kind')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['account.id'], name=op.f('fk_checklist_checked_by_id')),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_checklist_citizen_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_checklist_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist'))
    )
    with op.batch_alter_table('checklist', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_checklist_citizen_id'), ['citizen_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_checklist_next_on'), ['next_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_checklist_place_id'), ['place_id'], unique=False)

    op.create_table('collection_item',
    sa.Column('collection_id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_collection_item_collection_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_collection_item_resource_id')),
    sa.PrimaryKeyConstraint('collection_id', 'resource_id', name=op.f('pk_collection_item'))
    )
    with op.batch_alter_table('collection_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collection_item_resource_id'), ['resource_id'], unique=False)

    op.create_table('favourite',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_favourite_account_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_favourite_resource_id')),
    sa.PrimaryKeyConstraint('account_id', 'resource_id', name=op.f('pk_favourite'))
    )
    with op.batch_alter_table('favourite', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_favourite_resource_id'), ['resource_id'], unique=False)

    op.create_table('resource_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reported_by_id', sa.Uuid(), nullable=True),
    sa.Column('answer', sa.String(length=500), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(answer IS NULL) = (answered_at IS NULL)', name=op.f('ck_resource_report_answered')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_resource_report_answered_by_id')),
    sa.ForeignKeyConstraint(['reported_by_id'], ['account.id'], name=op.f('fk_resource_report_reported_by_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_report_resource_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_report'))
    )
    with op.batch_alter_table('resource_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_report_resource_id'), ['resource_id'], unique=False)

    op.create_table('resource_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('useful', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_resource_review_account_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_review_resource_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_review'))
    )
    with op.batch_alter_table('resource_review', schema=None) as batch_op:
        batch_op.create_index('uq_resource_review', ['resource_id', 'account_id'], unique=True)

    op.create_table('resource_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.Uuid(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=True),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('file_text', sa.Text(), nullable=True),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('plain_body', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_resource_version_file_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_version_resource_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['account.id'], name=op.f('fk_resource_version_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_version'))
    )
    with op.batch_alter_table('resource_version', schema=None) as batch_op:
        batch_op.create_index('uq_resource_version_number', ['resource_id', 'number'], unique=True)

    op.create_table('resource_word',
    sa.Column('word', INDEXED_WORD, nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('parts', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_resource_word_resource_id')),
    sa.PrimaryKeyConstraint('word', 'resource_id', name=op.f('pk_resource_word')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('resource_word', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_word_resource_id'), ['resource_id'], unique=False)

    op.create_table('sheet_picture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_sheet_picture_file_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_sheet_picture_resource_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_picture'))
    )
    with op.batch_alter_table('sheet_picture', schema=None) as batch_op:
        batch_op.create_index('uq_sheet_picture_name', ['resource_id', 'name'], unique=True)

    op.create_table('assessment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('citizen_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('framework', sa.String(length=20), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=False),
    sa.Column('mediator_id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=True),
    sa.Column('test_name', sa.String(length=80), nullable=True),
    sa.Column('answers_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('wish_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name=op.f('ck_assessment_finished')),
    sa.CheckConstraint("source = 'test' OR test_name IS NULL", name=op.f('ck_assessment_test_name')),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_assessment_citizen_id')),
    sa.ForeignKeyConstraint(['mediator_id'], ['mediator.id'], name=op.f('fk_assessment_mediator_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_assessment_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment'))
    )
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_citizen_id'), ['citizen_id'], unique=False)

    op.create_table('given_resource',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('how', sa.String(length=40), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('citizen_id', sa.Uuid(), nullable=True),
    sa.Column('record_id', sa.Uuid(), nullable=True),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', sa.Uuid(), nullable=False),
    sa.Column('form_key', sa.Uuid(), nullable=True),
    sa.CheckConstraint('copies BETWEEN 1 AND 1000', name=op.f('ck_given_resource_copies')),
    sa.ForeignKeyConstraint(['citizen_id'], ['citizen.id'], name=op.f('fk_given_resource_citizen_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['account.id'], name=op.f('fk_given_resource_given_by_id')),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_given_resource_record_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_given_resource_resource_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_given_resource_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_given_resource')),
    sa.UniqueConstraint('form_key', name=op.f('uq_given_resource_form_key'))
    )
    with op.batch_alter_table('given_resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_given_resource_citizen_id'), ['citizen_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_given_resource_given_by_id'), ['given_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_given_resource_record_id'), ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_given_resource_resource_id'), ['resource_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_given_resource_session_id'), ['session_id'], unique=False)

    op.create_table('assessed_skill',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('assessment_id', sa.Uuid(), nullable=False),
    sa.Column('competence', sa.String(length=40), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 0 AND 8', name=op.f('ck_assessed_skill_level')),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessed_skill_assessment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessed_skill'))
    )
    with op.batch_alter_table('assessed_skill', schema=None) as batch_op:
        batch_op.create_index('uq_assessed_skill', ['assessment_id', 'competence'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('assessed_skill', schema=None) as batch_op:
        batch_op.drop_index('uq_assessed_skill')

    op.drop_table('assessed_skill')
    with op.batch_alter_table('given_resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_given_resource_session_id'))
        batch_op.drop_index(batch_op.f('ix_given_resource_resource_id'))
        batch_op.drop_index(batch_op.f('ix_given_resource_record_id'))
        batch_op.drop_index(batch_op.f('ix_given_resource_given_by_id'))
        batch_op.drop_index(batch_op.f('ix_given_resource_citizen_id'))

    op.drop_table('given_resource')
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_citizen_id'))

    op.drop_table('assessment')
    with op.batch_alter_table('sheet_picture', schema=None) as batch_op:
        batch_op.drop_index('uq_sheet_picture_name')

    op.drop_table('sheet_picture')
    with op.batch_alter_table('resource_word', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_word_resource_id'))

    op.drop_table('resource_word')
    with op.batch_alter_table('resource_version', schema=None) as batch_op:
        batch_op.drop_index('uq_resource_version_number')

    op.drop_table('resource_version')
    with op.batch_alter_table('resource_review', schema=None) as batch_op:
        batch_op.drop_index('uq_resource_review')

    op.drop_table('resource_review')
    with op.batch_alter_table('resource_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_report_resource_id'))

    op.drop_table('resource_report')
    with op.batch_alter_table('favourite', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_favourite_resource_id'))

    op.drop_table('favourite')
    with op.batch_alter_table('collection_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_item_resource_id'))

    op.drop_table('collection_item')
    with op.batch_alter_table('checklist', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_checklist_place_id'))
        batch_op.drop_index(batch_op.f('ix_checklist_next_on'))
        batch_op.drop_index(batch_op.f('ix_checklist_citizen_id'))

    op.drop_table('checklist')
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_translation_of_id'))
        batch_op.drop_index('ix_resource_state')
        batch_op.drop_index(batch_op.f('ix_resource_review_on'))
        batch_op.drop_index(batch_op.f('ix_resource_owner_id'))

    op.drop_table('resource')
    with op.batch_alter_table('safety_alert', schema=None) as batch_op:
        batch_op.drop_index('ix_safety_alert_published')

    op.drop_table('safety_alert')
    with op.batch_alter_table('collection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_owner_id'))

    op.drop_table('collection')
    op.drop_table('word_variant')
