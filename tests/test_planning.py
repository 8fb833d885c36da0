"""Planning never misses anyone the rules say owes a step; whoever it finds too many is passed over with their reason.

Small worlds by chance: two branches, one with a calendar of its own, their members in any state of form, looking back,
self-assessment and rating, who come, leave, and sit in committees.
"""

import pytest
from hypothesis import HealthCheck, example, given, settings
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
)
switches = st.lists(
    st.sampled_from((("late", "no"), ("admitted_after", "register"), ("inclusive", "no"), ("interim", "quarter"))),
    unique=True,
    max_size=2,
)
worlds = st.builds(
    World,
    kind=st.sampled_from(("registration", "entry", "interim", "self", "rating")),
    offset=st.sampled_from((7, 0, -1)),
    sector=st.sampled_from(("dia-ban", "truong-hoc")),
    settings=switches.map(tuple),
    shifted=st.sampled_from((0, 0, 4, 5)),
    entered=st.tuples(st.booleans(), st.booleans()),
    round=st.tuples(*(st.sampled_from((None, "open", "closed", "reported")) for _ in range(2))),
    people=st.lists(people, min_size=1, max_size=6).map(tuple),
)
EMPTY = World("entry", people=(One(left="today", office=HERE),))
EVERY_STATE = tuple(One(form=form) for form in (None, "sent", "opened", "confirmed", "returned", "recalled"))


async def holds(url: str, world: World) -> None:
    async with school_at(url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
        rows = Rows(world)
        await rows.write(school.database)
        await plans(school, world.now)
        expected = {
            (rows.people[number], rows.branches[branch]): code
            for number, branch, code in world.owing()
            if world.is_told(branch)
        }
        owing = {who for who, code in expected.items() if code is None}
        assert owing <= await found(school, rows), "somebody owes the step and would not be told"

        post = Post()
        while await outbox(school, post, lambda: world.now).drain():
            pass
        for who, end in (await ends(school, rows)).items():
            code = expected.get(who, "not expected at all")
            assert end == (("sent", "") if code is None else ("skipped", code))
        assert {f"p{person}" for person, _ in owing} <= set(post.users)
        assert len(post.users) == len(set(post.users)), "one message each"


async def found(school: School, rows: Rows) -> set[tuple[int, int]]:
    return set(await ends(school, rows))


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


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@given(drawn=worlds)
@example(drawn=EMPTY)
@example(drawn=World("registration", people=EVERY_STATE))
@example(drawn=World("self", people=EVERY_STATE))
@settings(CHECKED, max_examples=150)
async def test_nobody_who_owes_a_step_is_missed(world: str, drawn: World) -> None:
    await holds(world, drawn)


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
@given(drawn=worlds)
@example(drawn=EMPTY)
@example(drawn=World("self", people=EVERY_STATE))
@settings(CHECKED, max_examples=15)
async def test_nobody_is_missed_on_the_other_database(world: str, drawn: World) -> None:
    await holds(world, drawn)
