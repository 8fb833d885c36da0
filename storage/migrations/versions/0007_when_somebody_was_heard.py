"""When somebody was last heard on a platform that counts from it, and since when they refuse its templates."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("link", sa.Column("heard_at", sa.String(), nullable=True))
    op.add_column("link", sa.Column("opted_out_at", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("link", "opted_out_at")
    op.drop_column("link", "heard_at")
