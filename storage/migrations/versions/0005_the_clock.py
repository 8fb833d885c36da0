"""The clock: the ledger of reminders, how somebody wants to be told, announcements, who answers for a sector."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PLANNED = sa.text("state = 'planned'")
SENT = sa.text("state = 'sent'")


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_announcement_unit_id", "announcement", ["unit_id"], unique=False)
    op.create_table(
        "announced",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"]),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("announcement_id", "person_id"),
    )
    op.create_index("ix_announced_outbox_id", "announced", ["outbox_id"], unique=False)
    op.create_index("ix_announced_person_id", "announced", ["person_id"], unique=False)
    op.create_table(
        "preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("opens", sa.String(), nullable=True),
        sa.Column("closes", sa.String(), nullable=True),
        sa.Column("snoozed_until", sa.String(), nullable=True),
        sa.CheckConstraint("frequency IN ('every', 'fewer', 'last')", name="ck_preference_frequency"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due_at", sa.String(), nullable=False),
        sa.Column("planned_at", sa.String(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sent_at", sa.String(), nullable=True),
        sa.Column("opened_at", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'claimed', 'sent', 'skipped', 'failed', 'expired', 'unknown')",
            name="ck_reminder_state",
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "step", "person_id", "days_before", "seat"),
    )
    op.create_index(
        "ix_reminder_due", "reminder", ["due_at", "id"], unique=False, sqlite_where=PLANNED, postgresql_where=PLANNED
    )
    op.create_index("ix_reminder_outbox_id", "reminder", ["outbox_id"], unique=False)
    op.create_index("ix_reminder_person", "reminder", ["person_id", "state"], unique=False)
    op.create_index("ix_reminder_unit", "reminder", ["unit_id", "cycle_id"], unique=False)
    op.create_table(
        "telling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "unit_id", "step", "days_before"),
    )
    op.create_index("ix_telling_unit_id", "telling", ["unit_id"], unique=False)
    op.create_index(
        "ix_outbox_sent", "outbox", ["platform", "sent_at"], unique=False, sqlite_where=SENT, postgresql_where=SENT
    )
    op.add_column("outbox", sa.Column("doubtful", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("link", sa.Column("unreachable_at", sa.String(), nullable=True))
    op.add_column("person", sa.Column("phone", sa.String(), nullable=True))
    op.add_column("role", sa.Column("sector", sa.String(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("role", "sector")
    op.drop_column("person", "phone")
    op.drop_column("link", "unreachable_at")
    op.drop_column("outbox", "doubtful")
    op.drop_index("ix_outbox_sent", "outbox")
    for table in ("telling", "reminder", "announced", "announcement", "preference"):
        op.drop_table(table)
