"""Planning never misses anyone the rules say owes a step; whoever it finds too many is passed over with their reason.

Small worlds by chance: two branches, one with a calendar of its own, their members in any state of form, looking back,
self-assessment and rating, who come, leave, and sit in committees.
"""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger import plans
from tests.owing_world import HERE, THERE, One, Rows, World
from tests.post import Post, outbox
from tests.school import School, school_at

people = st.builds(
    One,
    branch=st.sampled_from((HERE, HERE, THERE)),
    joined=st.sampled_from(("early", "early", "before the day", "after the day", "today", "tomorrow")),
    left=st.sampled_from(("", "", "", "today", "tomorrow")),
    paper=st.sampled_from((False, False, False, True)),
    form=st.sampled_from((None, None, "sent", "opened", "confirmed", "confirmed", "confirmed", "returned", "recalled")),
    last_year=st.booleans(),
    let_in=st.booleans(),
    looked_back=st.sampled_from(("", "this", "another")),
    assessment=st.sampled_from((None, None, "sent", "opened", "recalled", "returned")),
    rating=st.sampled_from((None, None, "open", "decided", "reported", "recognised", "noted", "returned", "reopened")),
    office=st.sampled_from((None, HERE, HERE, THERE)),
    holds_it=st.sampled_from(("now", "now", "now", "until today", "from tomorrow")),
    twice=st.booleans(),
    leaves=st.sampled_from((False, False, False, True)),
)
SWITCHED = (("late", "no"), ("admitted_after", "register"), ("inclusive", "no"), ("interim", "quarter"))
SETTINGS = ((), *((switch,) for switch in SWITCHED))
worlds = st.builds(
    World,
    kind=st.sampled_from(("registration", "entry", "interim", "self", "rating")),
    offset=st.sampled_from((7, 0, -1)),
    sector=st.sampled_from(("dia-ban", "truong-hoc")),
    settings=st.lists(st.sampled_from(SWITCHED), unique=True, max_size=2).map(tuple),
    shifted=st.sampled_from((0, 0, 4, 5)),
    entered=st.tuples(st.booleans(), st.booleans()),
    round=st.tuples(*(st.sampled_from((None, "open", "closed", "reported")) for _ in range(2))),
    people=st.lists(people, min_size=1, max_size=9).map(tuple),
)
FORMS = (None, "sent", "opened", "confirmed", "returned", "recalled")
ASSESSMENTS = (None, "sent", "opened", "recalled", "returned")
RATINGS = (None, "open", "decided", "reported", "recognised", "noted", "returned", "reopened")
ROUNDS = (None, "open", "closed", "reported")
EVERY_YEAR = tuple(
    One(form=form, assessment=assessment, looked_back=looked_back, last_year=last_year)
    for form, assessment, looked_back, last_year in product(FORMS, ASSESSMENTS, ("", "this", "another"), (False, True))
)
EVERY_RATING = tuple(One(form="confirmed", rating=rating) for rating in RATINGS)
EVERY_COMING = tuple(
    One(joined=joined, form=form, let_in=let_in)
    for joined, form, let_in in product(("early", "before the day", "after the day", "today"), FORMS, (False, True))
)
OFFICES = tuple(
    One(office=HERE, holds_it=holds_it, leaves=leaves)
    for holds_it, leaves in product(("now", "until today", "from tomorrow"), (False, True))
)


async def holds(url: str, world: World) -> None:
    async with school_at(url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
        rows = Rows(world)
        await rows.write(school.database)
        await plans(school, world.now)
        planned = await ends(school, rows)
        missed = {who for who, code in named(rows).items() if code is None} - planned.keys()
        assert missed == set(), "these owe the step and would not be told"

        await rows.let_leave(school.database)
        post = Post()
        while await outbox(school, post, lambda: world.now).drain():
            pass
        expected = named(rows, later=True)
        for who, end in (await ends(school, rows)).items():
            assert end == (("sent", "") if expected[who] is None else ("skipped", expected[who]))
        assert len(post.users) == len(set(post.users)), "one message each"


def named(rows: Rows, *, later: bool = False) -> dict[tuple[int, int], str | None]:
    """What stands against the step, by person and branch as the database numbers them."""
    return {
        (rows.people[number], rows.branches[branch]): code for number, branch, code in rows.world.owing(later=later)
    }


async def ends(school: School, rows: Rows) -> dict[tuple[int, int], tuple[str, str]]:
    """What stands in the ledger of a world's step, by person and branch."""
    listed = await school.rows(
        "SELECT person_id, unit_id, state, reason FROM reminder WHERE cycle_id = :cycle AND step LIKE :kind",
        cycle=rows.cycle,
        kind=f"{rows.world.kind}%",
    )
    assert len({row[:2] for row in listed}) == len(listed)
    return {(person, unit): (state, reason) for person, unit, state, reason in listed}


CHECKED = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


EVERYTHING = [
    *(World(kind, people=EVERY_YEAR) for kind in ("registration", "interim", "self")),
    *(World(kind, round=("open", None), people=EVERY_RATING) for kind in ("registration", "interim", "self")),
    *(World("registration", offset, settings=set_, people=EVERY_COMING) for offset, set_ in product((7, -1), SETTINGS)),
    *(World("entry", entered=(done, False), people=OFFICES) for done in (False, True)),
    *(World("rating", round=(state, None), people=OFFICES) for state in ROUNDS),
    World("entry", people=(One(leaves=True), One(branch=THERE, office=HERE))),
    World("rating", people=(One(branch=THERE, office=HERE),)),
]


@pytest.mark.parametrize("drawn", EVERYTHING, ids=[f"{n} {one.kind}" for n, one in enumerate(EVERYTHING, 1)])
async def test_nobody_is_missed_in_whichever_state(world: str, drawn: World) -> None:
    await holds(world, drawn)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@given(drawn=worlds)
@settings(CHECKED, max_examples=100)
async def test_nobody_is_missed_in_a_world_by_chance(world: str, drawn: World) -> None:
    await holds(world, drawn)


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
@given(drawn=worlds)
@settings(CHECKED, max_examples=15)
async def test_nobody_is_missed_on_the_other_database(world: str, drawn: World) -> None:
    await holds(world, drawn)
