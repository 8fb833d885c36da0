"""How a year is rated, by the rules alone: one line for each side of each boundary."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ages import born_until, grown
from rules.eligibility import Facts, Standing, Stay, Succession, answers_for, came_from, months_after, standing
from rules.policy import Policy, policy
from rules.rating import (
    LEVELS,
    OUTCOMES,
    Judged,
    Trace,
    most_excellent,
    rating_mode,
    recomputed,
    too_many_points,
    trace,
)

ELIGIBLE = Standing("eligible", date(2026, 1, 1), "months", "PN-26")
DAY = date(2027, 10, 10)
POLICY = policy(2027, {})
HERE, OLD, NEW = 1, 2, 3


def lines(done: int, registered: int, partly: int = 0) -> list[Judged]:
    levels = ["done"] * done + ["partly"] * partly + ["not-done"] * (registered - done - partly)
    return [Judged(f"1.{n}", level) for n, level in enumerate(levels)]  # type: ignore[arg-type]


def of(year: int, **settings: str) -> Policy:
    return policy(year, settings)


@pytest.mark.parametrize(
    ("done", "registered", "outcome", "percent"),
    [
        (9, 10, "xuat-sac", "90.00"),  # scenario 9
        (17, 19, "tot", "89.47"),  # scenario 10
        (7, 10, "tot", "70.00"),  # scenario 11
        (69, 100, "hoan-thanh", "69.00"),
        (3, 6, "hoan-thanh", "50.00"),
        (49, 100, "khong-hoan-thanh", "49.00"),
        (5, 11, "khong-hoan-thanh", "45.45"),
        (0, 0, "khong-hoan-thanh", "0.00"),  # scenario 12
    ],
)
def test_scenarios_9_to_12_the_share_of_what_was_registered_decides(
    done: int, registered: int, outcome: str, percent: str
) -> None:
    made = trace(POLICY, ELIGIBLE, DAY, lines(done, registered))
    assert (made.outcome, f"{float(made.percent):.2f}", made.source) == (outcome, percent, "PN-24")


@pytest.mark.parametrize(
    ("groups", "outcome"), [((18,) * 5, "xuat-sac"), ((18, 18, 18, 18, 17), "tot"), ((20,) * 5, "xuat-sac")]
)
def test_scenario_13_points_of_five_groups(groups: tuple[int, ...], outcome: str) -> None:
    scored = {str(n): points for n, points in enumerate(groups, 1)}
    assert trace(of(2027, mode="points"), ELIGIBLE, DAY, (), scored).outcome == outcome


@pytest.mark.parametrize(("points", "refused"), [(-1, True), (0, False), (20, False), (21, True)])
def test_scenario_13_a_group_has_at_most_20_points(points: int, refused: bool) -> None:
    assert too_many_points(points) is refused


@pytest.mark.parametrize(("counts", "done", "registered"), [(True, 9, 10), (False, 8, 8)], ids=["counts", "does not"])
def test_scenario_14_a_supplement_is_in_the_sum_or_beside_it(counts: bool, done: int, registered: int) -> None:
    added = [Judged("2.1", "done", supplement=True, counts=counts), Judged("2.2", "not-done", True, counts)]
    made = trace(POLICY, ELIGIBLE, DAY, [*lines(8, 8), *added])
    assert (made.done, made.of, made.outcome) == (done, registered, "xuat-sac")


@pytest.mark.parametrize(("switch", "done", "registered"), [("no", 1, 3), ("yes", 3, 6)])
def test_partly_done_counts_nothing_or_half(switch: str, done: int, registered: int) -> None:
    made = trace(of(2027, partly_done_counts=switch), ELIGIBLE, DAY, lines(1, 3, partly=1))
    assert (made.done, made.of) == (done, registered)


@pytest.mark.parametrize(
    ("since", "day", "code"),
    [
        (date(2023, 4, 10), date(2023, 10, 10), "eligible"),
        (date(2023, 4, 11), date(2023, 10, 10), "short"),
        (date(2022, 8, 31), date(2023, 2, 28), "eligible"),
        (date(2022, 8, 31), date(2023, 2, 27), "short"),
    ],
)
def test_scenario_16_six_months_to_the_day_of_the_evaluation(since: date, day: date, code: str) -> None:
    facts = Facts(HERE, [Stay(HERE, since)], registered=True)
    assert standing(of(2023), facts, day).code == code


@pytest.mark.parametrize(
    ("remarks", "code", "ground"),
    [
        ("", "wait-remarks", ""),
        ("asked", "wait-remarks", ""),
        ("given", "eligible", "remarks"),
        ("waived", "eligible", "waived"),
    ],
)
def test_scenario_17_who_came_lately_is_rated_on_the_old_units_word(remarks: str, code: str, ground: str) -> None:
    stays = [Stay(OLD, date(2020, 1, 1), date(2023, 7, 1)), Stay(HERE, date(2023, 7, 1))]
    facts = Facts(HERE, stays, registered=True, remarks=remarks)  # type: ignore[arg-type]
    found = standing(of(2023), facts, date(2023, 10, 10))
    assert (found.code, found.ground, found.source) == (code, ground, "PN-27")
    assert came_from(facts) == OLD


@pytest.mark.parametrize(
    ("became", "answers"),
    [([], OLD), ([Succession(OLD, NEW, date(2025, 7, 1))], NEW), ([Succession(OLD, None, date(2025, 7, 1))], None)],
    ids=["it is still there", "another unit followed it", "nothing followed it"],
)
def test_scenario_18_who_speaks_for_a_unit(became: list[Succession], answers: int | None) -> None:
    assert answers_for(OLD, became, date(2025, 10, 10)) == answers


@pytest.mark.parametrize(
    ("registered", "settings", "code"),
    [
        (False, {}, "after-registration"),
        (True, {}, "eligible"),
        (False, {"admitted_after": "register"}, "eligible"),
    ],
)
def test_scenario_19_admitted_after_registration_waits(registered: bool, settings: dict[str, str], code: str) -> None:
    facts = Facts(HERE, [Stay(HERE, date(2023, 3, 26))], admitted=date(2023, 3, 26), registered=registered)
    assert standing(of(2023, **settings), facts, date(2023, 10, 10)).code == code


@pytest.mark.parametrize(
    ("admitted", "settings", "code"),
    [
        (date(2021, 6, 30), {}, "eligible"),
        (date(2021, 7, 1), {}, "admitted-lately"),
        (date(2021, 9, 1), {}, "admitted-lately"),
        (date(2021, 12, 31), {}, "admitted-lately"),
        (date(2021, 7, 1), {"admitted_last_months": "rated"}, "eligible"),
        (date(2021, 10, 1), {"admitted_months": "3"}, "admitted-lately"),
        (date(2021, 9, 30), {"admitted_months": "3", "eligible_months": "0"}, "eligible"),
    ],
)
def test_scenario_20_admitted_in_the_last_months_is_not_classified(
    admitted: date, settings: dict[str, str], code: str
) -> None:
    facts = Facts(HERE, [Stay(HERE, admitted)], admitted=admitted, registered=True)
    found = standing(of(2021, **settings), facts, date(2022, 1, 5))
    assert found.code == code
    if code == "admitted-lately":
        assert trace(of(2021), found, DAY, lines(3, 3)).outcome == "khong-phan-loai"


@pytest.mark.parametrize(
    ("heads", "scattered", "mode"),
    [(14, False, "collective"), (15, False, "committee"), (12, True, "committee"), (12, False, "collective")],
)
def test_scenario_21_who_rates_follows_from_the_head_count(heads: int, scattered: bool, mode: str) -> None:
    assert rating_mode(POLICY, heads, scattered=scattered) == mode


@pytest.mark.parametrize("weeks", [4, 13, 26])
def test_scenario_leave_does_not_break_the_months(weeks: int) -> None:
    """domain.md 4.5: on maternity leave, or away for study or work, somebody stays on the list of the branch."""
    away = Facts(HERE, [Stay(HERE, DAY - timedelta(weeks=52))], registered=True)
    interrupted = [Stay(HERE, DAY - timedelta(weeks=52), DAY - timedelta(weeks=weeks)), Stay(HERE, DAY)]
    assert standing(POLICY, away, DAY).code == "eligible"
    assert standing(POLICY, replace(away, stays=interrupted), DAY).code != "eligible"  # struck off and taken in again


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        (date(1997, 10, 11), ""),
        (date(1996, 10, 11), ""),
        (date(1996, 10, 10), "over-30"),
        (date(1991, 10, 11), "over-30"),
        (date(1991, 10, 10), "over-35"),
        (date(1992, 2, 29), "over-30"),
    ],
)
def test_scenario_ages_over_30_may_stay_and_over_35_is_pointed_out(birth: date, code: str) -> None:
    """domain.md 4.4: whatever the age, the rating goes on; only the list is to be looked at."""
    day = date(2027, 10, 10)
    assert grown(birth, day) == code
    assert (birth <= born_until(day)) is (code == "over-35")


@pytest.mark.parametrize(("switch", "since"), [("continues", date(2020, 1, 1)), ("restarts", date(2027, 8, 15))])
def test_a_merger_of_units_does_not_restart_the_clock_unless_the_switch_says_so(switch: str, since: date) -> None:
    merged = date(2027, 8, 15)
    stays = [Stay(OLD, date(2020, 1, 1), merged), Stay(HERE, merged)]
    facts = Facts(HERE, stays, [Succession(OLD, HERE, merged)], registered=True)
    found = standing(of(2027, clock_on_merger=switch), facts, DAY)
    assert found.since == since
    assert came_from(facts) is None
    assert found.code == ("eligible" if switch == "continues" else "short")


@pytest.mark.parametrize(
    ("facts", "settings", "code"),
    [
        ({"party": True}, {}, "eligible"),
        ({"party": True}, {"party_members": "not-rated"}, "party"),
        ({"paper": True}, {}, "paper"),
        ({"paper": True, "party": True}, {"party_members": "not-rated"}, "party"),
    ],
)
def test_scenario_party_members_by_the_switch_and_the_armed_forces_on_paper(
    facts: dict[str, bool], settings: dict[str, str], code: str
) -> None:
    somebody = replace(Facts(HERE, [Stay(HERE, date(2020, 1, 1))], registered=True), **facts)  # type: ignore[arg-type]
    assert standing(of(2027, **settings), somebody, DAY).code == code


@pytest.mark.parametrize(("cap", "classified", "most"), [("off", 40, None), ("20", 40, 8), ("20", 44, 8), ("20", 4, 0)])
def test_a_cap_on_excellent_where_the_cycle_has_one(cap: str, classified: int, most: int | None) -> None:
    assert most_excellent(of(2027, cap_excellent=cap), classified) == most


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 7, 1), 6, date(2028, 1, 1)),
        (date(2027, 12, 15), 0, date(2027, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


judged = st.builds(
    Judged, st.from_regex(r"[1-5]\.[1-9]", fullmatch=True), st.sampled_from(LEVELS), st.booleans(), st.booleans()
)
standings = st.sampled_from(
    ["eligible", "short", "wait-remarks", "admitted-lately", "after-registration", "paper", "party"]
).map(lambda code: Standing(code, date(2026, 1, 1)))  # type: ignore[arg-type]
groups = st.dictionaries(st.sampled_from("12345"), st.integers(0, 20), max_size=5)


@given(
    st.lists(judged, max_size=30),
    groups,
    standings,
    st.sampled_from(["ratio", "points"]),
    st.sampled_from(["yes", "no"]),
    st.lists(st.integers(1, 100), min_size=3, max_size=3, unique=True).map(sorted),
)
def test_a_trace_recomputed_gives_the_same_outcome_also_out_of_its_json(
    lines: list[Judged], points: dict[str, int], stands: Standing, mode: str, partly: str, marks: list[int]
) -> None:
    marks_named = dict(zip(("fair", "good", "excellent"), map(str, marks), strict=True))
    made = trace(of(2027, mode=mode, partly_done_counts=partly, **marks_named), stands, DAY, lines, points)
    assert Trace.from_json(made.as_json()) == made
    assert recomputed(made) == made.outcome
    assert made.outcome in OUTCOMES
    assert (made.done, made.of) >= (0, 0)
    assert made.done <= made.of
