"""Files that members sent, of every platform: what was the web chat's own, and what is fetched as it comes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "user", "key"),
    )
    op.create_index("ix_upload_at", "upload", ["at"], unique=False)
    op.execute(
        'INSERT INTO upload (platform, "user", key, state, size, at, content)'
        " SELECT 'web', session, key, 'kept', length(content) / 4 * 3, at, content FROM web_upload ORDER BY id"
    )
    op.drop_table("web_upload")


def downgrade() -> None:
    op.create_table(
        "web_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session", "key"),
    )
    op.create_index("ix_web_upload_at", "web_upload", ["at"], unique=False)
    op.execute(
        "INSERT INTO web_upload (session, key, name, kind, content, at)"
        " SELECT \"user\", key, '', '', content, at FROM upload WHERE platform = 'web' ORDER BY id"
    )
    op.drop_table("upload")
