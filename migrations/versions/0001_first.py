"""first"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "person", name=op.f("pk_account")),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "subject", "code", "key", name=op.f("pk_acknowledgement")),
    )
    op.create_table(
        "api_token",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "secret_hash", name=op.f("pk_api_token")),
    )
    op.create_table(
        "application",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("to_code", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "seq", "lot_id", "to_code", name=op.f("pk_application")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index("ix_application_lot", ["operation_id", "lot_id"], unique=False)
        batch_op.create_index("ix_application_to", ["operation_id", "to_code"], unique=False)

    op.create_table(
        "browser_session",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "secret_hash", name=op.f("pk_browser_session")),
    )
    op.create_table(
        "counted",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("received_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "seq", "n", name=op.f("pk_counted")),
    )
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.create_index("ix_counted_day", ["operation_id", "day"], unique=False)
        batch_op.create_index("ix_counted_lot", ["operation_id", "lot"], unique=False)

    op.create_table(
        "device",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("jwk", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "code", name=op.f("pk_device")),
        sa.UniqueConstraint("operation_id", "secret_hash", name=op.f("uq_device_operation_id_secret_hash")),
    )
    op.create_table(
        "enrolment",
        sa.Column("operation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("thumbprint", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "code_hash", name=op.f("pk_enrolment")),
    )
    op.create_table(
        "entry",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("at_us", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("dev", sa.Text(), nullable=True),
        sa.Column("dseq", sa.BigInteger(), nullable=True),
        sa.Column("received_us", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "seq", name=op.f("pk_entry")),
        sa.UniqueConstraint("operation_id", "event_id", name=op.f("uq_entry_operation_id_event_id")),
        sa.UniqueConstraint("operation_id", "sha256", name=op.f("uq_entry_operation_id_sha256")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_device", ["operation_id", "dev", "dseq"], unique=False)
        batch_op.create_index("ix_entry_kind", ["operation_id", "kind", "day"], unique=False)
        batch_op.create_index("ix_entry_received", ["operation_id", "received_us"], unique=False)
        batch_op.create_index(
            "ix_entry_release",
            ["operation_id", "code"],
            unique=False,
            postgresql_where=sa.text("type = 'release'"),
            sqlite_where=sa.text("type = 'release'"),
        )
        batch_op.create_index(
            "ix_entry_waiting",
            ["operation_id", "seq"],
            unique=False,
            postgresql_where=sa.text("state IN ('held', 'quarantined')"),
            sqlite_where=sa.text("state IN ('held', 'quarantined')"),
        )

    op.create_table(
        "finding",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("opens_day", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "subject", "code", "key", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("ix_finding_seq", ["operation_id", "seq"], unique=False)
        batch_op.create_index("ix_finding_severity", ["operation_id", "severity"], unique=False)

    op.create_table(
        "link",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("target_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("mass_mg", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "source_id", "target_id", "seq", "kind", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_event", ["operation_id", "seq"], unique=False)
        batch_op.create_index("ix_link_target", ["operation_id", "target_id"], unique=False)

    op.create_table(
        "lot",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("claimed", sa.Text(), nullable=True),
        sa.Column("cap", sa.Text(), nullable=True),
        sa.Column("overclaimed", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("first_us", sa.BigInteger(), nullable=True),
        sa.Column("began_us", sa.BigInteger(), nullable=True),
        sa.Column("emptied_us", sa.BigInteger(), nullable=True),
        sa.Column("made_mg", sa.BigInteger(), nullable=False),
        sa.Column("made_units", sa.BigInteger(), nullable=False),
        sa.Column("stock_mg", sa.BigInteger(), nullable=False),
        sa.Column("stock_units", sa.BigInteger(), nullable=False),
        sa.Column("mean_mg", sa.BigInteger(), nullable=False),
        sa.Column("mean_units", sa.BigInteger(), nullable=False),
        sa.Column("deficits", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "id", name=op.f("pk_lot")),
        sa.UniqueConstraint("operation_id", "code", name=op.f("uq_lot_operation_id_code")),
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index("ix_lot_emptied", ["operation_id", "emptied_us"], unique=False)
        batch_op.create_index(
            "ix_lot_odd",
            ["operation_id", "product"],
            unique=False,
            postgresql_where=sa.text("deficits IS NOT NULL OR overclaimed"),
            sqlite_where=sa.text("deficits IS NOT NULL OR overclaimed"),
        )
        batch_op.create_index(
            "ix_lot_overclaimed",
            ["operation_id", "id"],
            unique=False,
            postgresql_where=sa.text("overclaimed"),
            sqlite_where=sa.text("overclaimed"),
        )
        batch_op.create_index("ix_lot_product", ["operation_id", "product", "code"], unique=False)

    op.create_table(
        "making",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("permitted", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "lot_id", "seq", "n", name=op.f("pk_making")),
    )
    op.create_table(
        "mention",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "what", "code", "seq", name=op.f("pk_mention")),
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("mass_unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("code", name=op.f("uq_operation_code")),
    )
    op.create_table(
        "personal",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "type", "code", name=op.f("pk_personal")),
    )
    op.create_table(
        "planting_place",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "lot_id", "seq", name=op.f("pk_planting_place")),
    )
    with op.batch_alter_table("planting_place", schema=None) as batch_op:
        batch_op.create_index("ix_planting_place_place", ["operation_id", "place"], unique=False)

    op.create_table(
        "posting",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("mass_mg", sa.BigInteger(), nullable=False),
        sa.Column("units_micro", sa.BigInteger(), nullable=False),
        sa.Column("low_mg", sa.BigInteger(), nullable=True),
        sa.Column("high_mg", sa.BigInteger(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("into_id", sa.BigInteger(), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("into_product", sa.Text(), nullable=True),
        sa.Column("into_status", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "lot_id", "seq", "part", "n", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index("ix_posting_event", ["operation_id", "seq"], unique=False)
        batch_op.create_index(
            "ix_posting_into",
            ["operation_id", "into_id"],
            unique=False,
            postgresql_where=sa.text("into_id IS NOT NULL"),
            sqlite_where=sa.text("into_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_posting_returned",
            ["operation_id", "lot_id"],
            unique=False,
            postgresql_where=sa.text("against = 'returned'"),
            sqlite_where=sa.text("against = 'returned'"),
        )
        batch_op.create_index(
            "ix_posting_statement",
            ["operation_id", "product", "day"],
            unique=False,
            postgresql_include=["against", "status", "into_product", "into_status", "mass_mg", "units_micro", "seq"],
        )
        batch_op.create_index(
            "ix_posting_unread",
            ["operation_id", "day"],
            unique=False,
            postgresql_where=sa.text("basis = 'unread'"),
            sqlite_where=sa.text("basis = 'unread'"),
        )

    op.create_table(
        "registry_record",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "type", "code", name=op.f("pk_registry_record")),
    )
    op.create_table(
        "run",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first_us", sa.BigInteger(), nullable=False),
        sa.Column("last_us", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_day", sa.Integer(), nullable=False),
        sa.Column("unaccounted_mg", sa.BigInteger(), nullable=True),
        sa.Column("favourable_gain_mg", sa.BigInteger(), nullable=False),
        sa.Column("odd", sa.Boolean(), nullable=False),
        sa.Column("unweighed", sa.Boolean(), nullable=False),
        sa.Column("empty", sa.Boolean(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("lots", sa.Text(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("deficits", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "key", name=op.f("pk_run")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index("ix_run_closed", ["operation_id", "closed_day"], unique=False)
        batch_op.create_index(
            "ix_run_odd", ["operation_id"], unique=False, postgresql_where=sa.text("odd"), sqlite_where=sa.text("odd")
        )

    op.create_table(
        "tag_meaning",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "seq", "n", name=op.f("pk_tag_meaning")),
    )
    with op.batch_alter_table("tag_meaning", schema=None) as batch_op:
        batch_op.create_index("ix_tag_meaning_lot", ["operation_id", "lot"], unique=False)
        batch_op.create_index(
            "ix_tag_meaning_unknown",
            ["operation_id"],
            unique=False,
            postgresql_where=sa.text("lot IS NULL OR value IS NULL"),
            sqlite_where=sa.text("lot IS NULL OR value IS NULL"),
        )

    op.create_table(
        "tag_now",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("operation_id", "tag", name=op.f("pk_tag_now")),
    )
    op.create_table(
        "weighed",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mass_mg", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("operation_id", "seq", "n", name=op.f("pk_weighed")),
    )


def downgrade() -> None:
    op.drop_table("weighed")
    op.drop_table("tag_now")
    with op.batch_alter_table("tag_meaning", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_tag_meaning_unknown",
            postgresql_where=sa.text("lot IS NULL OR value IS NULL"),
            sqlite_where=sa.text("lot IS NULL OR value IS NULL"),
        )
        batch_op.drop_index("ix_tag_meaning_lot")

    op.drop_table("tag_meaning")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index("ix_run_odd", postgresql_where=sa.text("odd"), sqlite_where=sa.text("odd"))
        batch_op.drop_index("ix_run_closed")

    op.drop_table("run")
    op.drop_table("registry_record")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_posting_unread", postgresql_where=sa.text("basis = 'unread'"), sqlite_where=sa.text("basis = 'unread'")
        )
        batch_op.drop_index(
            "ix_posting_statement",
            postgresql_include=["against", "status", "into_product", "into_status", "mass_mg", "units_micro", "seq"],
        )
        batch_op.drop_index(
            "ix_posting_returned",
            postgresql_where=sa.text("against = 'returned'"),
            sqlite_where=sa.text("against = 'returned'"),
        )
        batch_op.drop_index(
            "ix_posting_into",
            postgresql_where=sa.text("into_id IS NOT NULL"),
            sqlite_where=sa.text("into_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_posting_event")

    op.drop_table("posting")
    with op.batch_alter_table("planting_place", schema=None) as batch_op:
        batch_op.drop_index("ix_planting_place_place")

    op.drop_table("planting_place")
    op.drop_table("personal")
    op.drop_table("operation")
    op.drop_table("mention")
    op.drop_table("making")
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.drop_index("ix_lot_product")
        batch_op.drop_index(
            "ix_lot_overclaimed", postgresql_where=sa.text("overclaimed"), sqlite_where=sa.text("overclaimed")
        )
        batch_op.drop_index(
            "ix_lot_odd",
            postgresql_where=sa.text("deficits IS NOT NULL OR overclaimed"),
            sqlite_where=sa.text("deficits IS NOT NULL OR overclaimed"),
        )
        batch_op.drop_index("ix_lot_emptied")

    op.drop_table("lot")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_target")
        batch_op.drop_index("ix_link_event")

    op.drop_table("link")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index("ix_finding_severity")
        batch_op.drop_index("ix_finding_seq")

    op.drop_table("finding")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_entry_waiting",
            postgresql_where=sa.text("state IN ('held', 'quarantined')"),
            sqlite_where=sa.text("state IN ('held', 'quarantined')"),
        )
        batch_op.drop_index(
            "ix_entry_release", postgresql_where=sa.text("type = 'release'"), sqlite_where=sa.text("type = 'release'")
        )
        batch_op.drop_index("ix_entry_received")
        batch_op.drop_index("ix_entry_kind")
        batch_op.drop_index("ix_entry_device")

    op.drop_table("entry")
    op.drop_table("enrolment")
    op.drop_table("device")
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.drop_index("ix_counted_lot")
        batch_op.drop_index("ix_counted_day")

    op.drop_table("counted")
    op.drop_table("browser_session")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index("ix_application_to")
        batch_op.drop_index("ix_application_lot")

    op.drop_table("application")
    op.drop_table("api_token")
    op.drop_table("acknowledgement")
    op.drop_table("account")
