"""One person on several channels: codes that tie an account, the channel one prefers, accounts tried in vain."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "link_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("person_id"),
    )
    op.add_column("preference", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("hops", sa.String(), nullable=True))
    with op.batch_alter_table("attempt") as attempt:
        attempt.alter_column("invitation_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM attempt WHERE invitation_id IS NULL")
    with op.batch_alter_table("attempt") as attempt:
        attempt.alter_column("invitation_id", existing_type=sa.Integer(), nullable=False)
    op.drop_column("outbox", "hops")
    op.drop_column("preference", "channel")
    op.drop_table("link_code")
