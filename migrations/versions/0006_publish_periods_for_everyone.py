"""Create the tables of published periods and of their ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    ledger = op.create_table('publication_ledger',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication_ledger'))
    )
    op.bulk_insert(ledger, [{'id': 1, 'revision': 0}])

    op.create_table('publication',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('identity', sa.String(length=60), nullable=True),
    sa.Column('territory_key', sa.String(length=20), nullable=False),
    sa.Column('period_key', sa.String(length=10), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('threshold', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('ledger_revision', sa.Integer(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('prepared_by_id', sa.Uuid(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('threshold >= 5', name=op.f('ck_publication_threshold')),
    sa.CheckConstraint('version >= 1', name=op.f('ck_publication_version')),
    sa.CheckConstraint(
        "(state = 'prepared') = (number IS NULL) AND (number IS NULL) = (identity IS NULL)"
        " AND (number IS NULL) = (published_at IS NULL)",
        name=op.f('ck_publication_frozen_whole')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['account.id'], name=op.f('fk_publication_prepared_by_id')),
    sa.ForeignKeyConstraint(['published_by_id'], ['account.id'], name=op.f('fk_publication_published_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('identity', name=op.f('uq_publication_identity')),
    sa.UniqueConstraint('number', 'version', name=op.f('uq_publication_number_version'))
    )
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.create_index('ix_publication_year', ['year', 'state'], unique=False)
        batch_op.create_index('ix_publication_territory', ['territory_key', 'period_key'], unique=False)

    op.create_table('publication_table',
    sa.Column('publication_id', sa.Uuid(), nullable=False),
    sa.Column('breakdown', sa.String(length=30), nullable=False),
    sa.Column('evidence', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_publication_table_publication_id')),
    sa.PrimaryKeyConstraint('publication_id', 'breakdown', name=op.f('pk_publication_table'))
    )

    op.create_table('published_place',
    sa.Column('publication_id', sa.Uuid(), nullable=False),
    sa.Column('node', sa.String(length=30), nullable=False),
    sa.Column('parent', sa.String(length=30), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_published_place_publication_id')),
    sa.PrimaryKeyConstraint('publication_id', 'node', name=op.f('pk_published_place'))
    )
    with op.batch_alter_table('published_place', schema=None) as batch_op:
        batch_op.create_index('ix_published_place_parent', ['publication_id', 'parent'], unique=False)

    op.create_table('published_row',
    sa.Column('publication_id', sa.Uuid(), nullable=False),
    sa.Column('node', sa.String(length=30), nullable=False),
    sa.Column('span', sa.String(length=10), nullable=False),
    sa.Column('breakdown', sa.String(length=30), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('kept_from', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_published_row_publication_id')),
    sa.PrimaryKeyConstraint('publication_id', 'node', 'span', 'breakdown', name=op.f('pk_published_row'))
    )
    with op.batch_alter_table('published_row', schema=None) as batch_op:
        batch_op.create_index('ix_published_row_node', ['node', 'span', 'breakdown'], unique=False)


def downgrade() -> None:
    op.drop_table('published_row')
    op.drop_table('published_place')
    op.drop_table('publication_table')
    op.drop_table('publication')
    op.drop_table('publication_ledger')
