"""Who is on a list, and how everybody stands, is counted out of the indexes alone (docs/decisions/0023)."""

from collections.abc import Sequence

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STOOD = (
    ("ix_membership_person_id", "membership", ["person_id"]),
    ("ix_membership_unit_id", "membership", ["unit_id"]),
    ("ix_form_person_id", "form", ["person_id"]),
    ("ix_rating_person", "rating", ["person_id", "cycle_id"]),
)
STANDS = (
    ("ix_membership_person", "membership", ["person_id", "unit_id", "since", "until"]),
    ("ix_membership_unit", "membership", ["unit_id", "person_id", "since", "until"]),
    ("ix_form_person", "form", ["person_id", "cycle_id", "state"]),
    ("ix_rating_person", "rating", ["person_id", "cycle_id", "unit_id", "state", "outcome", "standing", "id"]),
)

Indexes = Sequence[tuple[str, str, list[str]]]


def upgrade() -> None:
    _replace(STOOD, STANDS)


def downgrade() -> None:
    _replace(STANDS, STOOD)


def _replace(these: Indexes, by: Indexes) -> None:
    for name, table, _ in these:
        op.drop_index(name, table)
    for name, table, columns in by:
        op.create_index(name, table, columns, unique=False)
