"""Create the tables of the need indicators that an operator loads, of what surrounds a territory, and find places by where they are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('need_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dataset', sa.String(length=20), nullable=False),
    sa.Column('level', sa.String(length=40), nullable=False),
    sa.Column('format', sa.String(length=16), nullable=False),
    sa.Column('vintage', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('territories', sa.Integer(), nullable=False),
    sa.Column('loaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_file')),
    sa.UniqueConstraint('dataset', 'level', name=op.f('uq_need_file_dataset_level'))
    )
    op.create_table('need_value',
    sa.Column('territory_key', sa.String(length=14), nullable=False),
    sa.Column('dataset', sa.String(length=20), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('weight', sa.Double(), nullable=True),
    sa.Column('derived_from', sa.String(length=40), nullable=True),
    sa.Column('covered', sa.Double(), nullable=False),
    sa.CheckConstraint('weight IS NULL OR weight >= 0', name=op.f('ck_need_value_weight')),
    sa.CheckConstraint('covered BETWEEN 0 AND 1', name=op.f('ck_need_value_covered')),
    sa.PrimaryKeyConstraint('territory_key', 'dataset', name=op.f('pk_need_value'))
    )
    op.create_table('commune_surroundings',
    sa.Column('commune_code', sa.String(length=5), nullable=False),
    sa.Column('area_km2', sa.Double(), nullable=True),
    sa.Column('nearest_km', sa.Double(), nullable=True),
    sa.Column('nearest_place_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['commune_code'], ['commune.code'], name=op.f('fk_commune_surroundings_commune_code')),
    sa.PrimaryKeyConstraint('commune_code', name=op.f('pk_commune_surroundings'))
    )
    op.create_table('territory_summary',
    sa.Column('territory_key', sa.String(length=14), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('territory_key', name=op.f('pk_territory_summary'))
    )
    op.create_index('ix_place_located', 'place', ['latitude', 'longitude'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_place_located', table_name='place')
    op.drop_table('territory_summary')
    op.drop_table('commune_surroundings')
    op.drop_table('need_value')
    op.drop_table('need_file')
