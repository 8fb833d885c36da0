"""What was sent is counted when it is sent: the index for counting it goes, and with it the way past a person's own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SENT = sa.text("state = 'sent'")


def upgrade() -> None:
    op.drop_index("ix_outbox_sent", "outbox")


def downgrade() -> None:
    op.create_index(
        "ix_outbox_sent", "outbox", ["platform", "sent_at"], unique=False, sqlite_where=SENT, postgresql_where=SENT
    )
