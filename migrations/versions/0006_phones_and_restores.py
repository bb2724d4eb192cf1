"""phones and restores"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restored",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("backed_up_us", sa.BigInteger(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "epoch", name=op.f("pk_restored")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("app", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("waiting", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("photos", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("clock_ms", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_ms", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_entry_clock",
            ["operation_id", "seq"],
            unique=False,
            postgresql_where=sa.text("clock_ms IS NOT NULL"),
            sqlite_where=sa.text("clock_ms IS NOT NULL"),
        )

    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("durable_seq", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.drop_column("durable_seq")

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_entry_clock",
            postgresql_where=sa.text("clock_ms IS NOT NULL"),
            sqlite_where=sa.text("clock_ms IS NOT NULL"),
        )
        batch_op.drop_column("clock_ms")

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("clock_ms")
        batch_op.drop_column("photos")
        batch_op.drop_column("waiting")
        batch_op.drop_column("app")

    op.drop_table("restored")
