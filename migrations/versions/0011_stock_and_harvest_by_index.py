"""stock and harvest by index"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_posting_harvested",
            ["operation_id", "day"],
            unique=False,
            postgresql_include=["product", "place", "mass_mg", "units_micro", "seq", "lot_id"],
            postgresql_where=sa.text("account = 'stock' AND against = 'harvested'"),
            sqlite_where=sa.text("account = 'stock' AND against = 'harvested'"),
        )
        batch_op.create_index(
            "ix_posting_stock",
            ["operation_id", "lot_id"],
            unique=False,
            postgresql_include=["place", "units_micro", "mass_mg"],
            postgresql_where=sa.text("account = 'stock'"),
            sqlite_where=sa.text("account = 'stock'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_posting_stock",
            postgresql_include=["place", "units_micro", "mass_mg"],
            postgresql_where=sa.text("account = 'stock'"),
            sqlite_where=sa.text("account = 'stock'"),
        )
        batch_op.drop_index(
            "ix_posting_harvested",
            postgresql_include=["product", "place", "mass_mg", "units_micro", "seq", "lot_id"],
            postgresql_where=sa.text("account = 'stock' AND against = 'harvested'"),
            sqlite_where=sa.text("account = 'stock' AND against = 'harvested'"),
        )
