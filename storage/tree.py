"""The tree of units on a day. Parents are dated: a unit that moved yesterday counts once, where it is now."""

from sqlalchemy import CompoundSelect, Integer, bindparam, cast, literal_column, select, union
from sqlalchemy.sql.selectable import CTE

from storage import tables as t
from storage.people import now_in

DEEPEST = 12  # levels; domain.md 4.1 knows eight, and a unit that is its own ancestor must not hold anything up


def path_up() -> CTE:
    """The unit `:unit` and all above it on the day `:today`, nearest first by `depth`."""
    here = select(cast(bindparam("unit"), Integer).label("unit"), literal_column("0", Integer).label("depth"))
    return climb(here.cte("up", recursive=True))


def climb(up: CTE) -> CTE:
    """Every row once more for each unit above its `unit`."""
    others = [column for column in up.c if column.name not in ("unit", "depth")]
    above = select(*others, t.unit_parent.c.parent_id, up.c.depth + literal_column("1", Integer)).join(
        up, t.unit_parent.c.unit_id == up.c.unit
    )
    return up.union_all(above.where(now_in(t.unit_parent), up.c.depth < literal_column(str(DEEPEST), Integer)))


def within_reach(levels: int) -> CompoundSelect[tuple[int]]:
    """The units of the offices that `:person` holds on the day `:today`, and those so many levels below them.

    Who may do what is decided by the rules; this only keeps a list from looking at every branch of the country.
    """
    own = select(t.role.c.unit_id).where(t.role.c.person_id == bindparam("person"), now_in(t.role))
    found = [own]
    for _ in range(levels):
        link = t.unit_parent.alias()
        found.append(select(link.c.unit_id).where(link.c.parent_id.in_(found[-1]), now_in(link)))
    return union(*found)


def units_below() -> CTE:
    """The unit `:unit` and all units below it on the day `:today`, each once."""
    below = select(cast(bindparam("unit"), Integer).label("unit")).cte("below", recursive=True)
    children = select(t.unit_parent.c.unit_id).join(below, t.unit_parent.c.parent_id == below.c.unit)
    return below.union(children.where(now_in(t.unit_parent)))
