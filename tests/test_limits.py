"""What may be set within the limits above, and which forms a later rule looks at again (domain.md 4.3, 7)."""

from datetime import date

import pytest

from rules.limits import DAYS, OWN_MATTER, THAWED, Bound, Sent, new_faults, obstacle_to_set
from rules.policy import SWITCHES, policy

DEFAULT = Bound("2026-12-15")
SET_ABOVE = Bound("2026-12-15", 1)

OBSTACLES = [
    # the unit whose year it is sets freely
    ("registration", "2027-01-31", None, False, None),
    ("excellent", "95", None, False, None),
    ("excellent", "70", None, False, "grades-askew"),
    ("excellent", "71", None, False, None),
    ("good", "50", None, False, "grades-askew"),
    ("excellent", "101", None, False, "no-such-value"),
    ("colour", "red", None, False, "no-such-value"),
    ("excellent", "90", None, False, "same"),
    # a day may be earlier than above, never later, whoever has set it
    ("registration", "2026-12-14", DEFAULT, False, None),
    ("registration", "2026-12-16", DEFAULT, False, "later-than-above"),
    ("registration", "2026-12-14", SET_ABOVE, False, None),
    ("registration", "2026-12-16", SET_ABOVE, False, "later-than-above"),
    # anything else is free until a unit above has set it
    ("minimum", "2", Bound("1"), False, None),
    ("minimum", "2", Bound("1", 1), False, "fixed-above"),
    ("excellent", "95", Bound("90", 1), False, "fixed-above"),
    # once forms exist
    ("excellent", "95", None, True, "frozen"),
    ("registration", "2026-12-14", None, True, "frozen"),
    ("supplement_counts", "no", None, True, "frozen"),
    ("minimum", "2", None, True, None),
    ("rating", "2027-10-01", None, True, None),
    ("rating", "2027-10-11", Bound("2027-10-10"), True, "later-than-above"),
    # how and when a unit is reminded is its own matter: neither bound by the level above nor ever frozen
    ("remind_registration", "7 3", Bound("14 7 3 1 0 -1", 1), True, None),
    ("remind_entry", "none", Bound("14 7 3 1 0 -1", 1), True, None),
    ("remind_interim", "7 0", None, True, None),
    ("remind_self", "7", Bound("14 7 3 1 0 -1"), True, None),
    ("remind_rating", "14 7", Bound("14 10 7 3 1 0 -1", 1), True, None),
    ("remind_at", "19:00", Bound("08:00", 1), True, None),
    ("digest_at", "06:00", Bound("07:30", 1), True, None),
    ("quiet_from", "20:00", Bound("21:00", 1), True, None),
    ("quiet_until", "06:30", Bound("07:00", 1), True, None),
    ("days_off", "none 2027-03-26", Bound("national", 1), True, None),
    ("escalate_after", "5", Bound("2", 1), True, None),
    ("phones", "yes", Bound("no", 1), True, None),
    ("remind_at", "08:00", Bound("08:00", 1), True, "same"),
    ("remind_at", "8:00", Bound("08:00", 1), True, "no-such-value"),
]


@pytest.mark.parametrize(("name", "value", "above", "frozen", "code"), OBSTACLES)
def test_what_a_unit_may_set(name: str, value: str, above: Bound | None, frozen: bool, code: str | None) -> None:
    assert obstacle_to_set(2027, {}, name, value, above, frozen=frozen) == code


def test_what_the_unit_has_set_itself_may_go_back_to_the_day_above() -> None:
    assert (
        obstacle_to_set(2027, {"registration": "2026-12-01"}, "registration", "2026-12-15", DEFAULT, frozen=False)
        is None
    )


SENT = Sent(contents=2, groups=2, groups_there=5, late=True, last_due=date(2027, 5, 15))

AGAIN = [
    ({"minimum": "2"}, ()),
    ({"minimum": "3"}, ("too-few",)),
    ({"one_per_group": "yes"}, ("group-missing",)),
    ({"late": "yes"}, ()),
    ({"late": "no"}, ("late",)),
    ({"rating_schools": "2027-05-15"}, ()),
    ({"rating_schools": "2027-05-14"}, ("due-late",)),
    ({"rating": "2027-01-01"}, ()),
    ({"appeal_days": "5"}, ()),
]


@pytest.mark.parametrize(("changed", "codes"), AGAIN)
def test_a_later_rule_lists_what_it_would_not_have_let_through(changed: dict[str, str], codes: tuple[str, ...]) -> None:
    """products.md row 45."""
    assert new_faults(policy(2027, {}), policy(2027, changed), "truong-hoc", SENT) == codes


def test_what_was_against_the_old_rule_already_is_no_news() -> None:
    before, after = policy(2027, {"minimum": "3"}), policy(2027, {"minimum": "4"})
    assert new_faults(before, after, "truong-hoc", SENT) == ()


def test_every_limit_is_about_a_switch() -> None:
    assert {*DAYS, *THAWED, *OWN_MATTER} <= set(SWITCHES)
    assert not {*DAYS, *THAWED} & {*OWN_MATTER}
    assert {*OWN_MATTER} <= {name for name, *_ in OBSTACLES}
