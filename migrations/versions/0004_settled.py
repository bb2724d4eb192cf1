"""settled"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settled_day",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sums", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "product", "day", name=op.f("pk_settled_day")),
    )


def downgrade() -> None:
    op.drop_table("settled_day")
