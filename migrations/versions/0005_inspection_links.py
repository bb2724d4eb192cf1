"""inspection links"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspection_link",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("passcode_hash", sa.Text(), nullable=True),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("amounts", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "code", name=op.f("pk_inspection_link")),
        sa.UniqueConstraint("operation_id", "secret_hash", name=op.f("uq_inspection_link_operation_id_secret_hash")),
    )
    op.create_table(
        "link_view",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "id", name=op.f("pk_link_view")),
    )
    with op.batch_alter_table("link_view", schema=None) as batch_op:
        batch_op.create_index("ix_link_view_link", ["operation_id", "link", "id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "secret_hash", name=op.f("pk_visit")),
    )


def downgrade() -> None:
    op.drop_table("visit")
    with op.batch_alter_table("link_view", schema=None) as batch_op:
        batch_op.drop_index("ix_link_view_link")

    op.drop_table("link_view")
    op.drop_table("inspection_link")
