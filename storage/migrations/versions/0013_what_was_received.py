"""When a platform said that a message was on the phone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("received_at", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "received_at")
