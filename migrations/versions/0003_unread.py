"""unread"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_unread",
            ["operation_id", "day"],
            unique=False,
            postgresql_where=sa.text("state = 'unread'"),
            sqlite_where=sa.text("state = 'unread'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_entry_unread", postgresql_where=sa.text("state = 'unread'"), sqlite_where=sa.text("state = 'unread'")
        )
