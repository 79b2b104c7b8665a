"""Say how to recognise what an alert tells, keep what each alert said before, and a form sent twice once."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('safety_alert', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signs', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('form_key', sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(op.f('uq_safety_alert_form_key'), ['form_key'])

    op.create_table('safety_alert_version',
    sa.Column('alert_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('signs', sa.Text(), nullable=False),
    sa.Column('advice', sa.Text(), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['alert_id'], ['safety_alert.id'], name=op.f('fk_safety_alert_version_alert_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['account.id'], name=op.f('fk_safety_alert_version_written_by_id')),
    sa.PrimaryKeyConstraint('alert_id', 'number', name=op.f('pk_safety_alert_version'))
    )


def downgrade() -> None:
    op.drop_table('safety_alert_version')
    with op.batch_alter_table('safety_alert', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('uq_safety_alert_form_key'), type_='unique')
        batch_op.drop_column('form_key')
        batch_op.drop_column('signs')
