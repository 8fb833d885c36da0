"""Rules at their boundaries, one line a side, with the requirement they come from."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import codes, joining, registration, wording
from rules.classify import Thresholds, grade, share
from rules.codes import KINDS, any_code, code_of, number_of
from rules.permissions import Case, obstacle_to_decide, obstacle_to_see, obstacle_to_see_evidence
from rules.policy import SWITCHES, NoSuch, policy, read_setting
from rules.privacy import mask

POLICY = policy(2027, {})


@pytest.mark.parametrize(
    ("done", "registered", "expected"),
    [
        (9, 10, "xuat-sac"),
        (17, 19, "tot"),
        (7, 10, "tot"),
        (69, 100, "hoan-thanh"),
        (3, 6, "hoan-thanh"),
        (49, 100, "khong-hoan-thanh"),
        (5, 11, "khong-hoan-thanh"),
        (0, 0, "khong-hoan-thanh"),
        (0, 8, "khong-hoan-thanh"),
        (8, 8, "xuat-sac"),
    ],
    ids=[
        "PN-24 scenario 9: 90 %",
        "PN-24 scenario 10: 89,47 % is not 90",
        "PN-24 scenario 11: 70 %",
        "PN-24: 69 %",
        "PN-24 scenario 11: 50 %",
        "PN-24: 49 %",
        "PN-24 scenario 11: 45,45 %",
        "PN-24 scenario 12: registered nothing",
        "PN-24: did nothing",
        "PN-24: did all",
    ],
)
def test_a_grade_follows_from_what_was_registered_and_done(done: int, registered: int, expected: str) -> None:
    assert grade(done, registered) == expected


def test_a_share_is_never_rounded_before_it_is_compared() -> None:
    assert share(17, 19) == Fraction(1700, 19)
    assert grade(899_999, 1_000_000) == "tot"
    assert grade(8, 10, Thresholds(excellent=80)) == "xuat-sac"


@pytest.mark.parametrize(("done", "registered"), [(2, 1), (-1, 3), (1, 0)], ids=["TV-07", "negative", "of 0"])
def test_a_rate_that_cannot_be_is_a_bug(done: int, registered: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        share(done, registered)


@given(st.integers(0, 50), st.integers(1, 50))
def test_more_done_is_never_a_worse_grade(done: int, registered: int) -> None:
    order = ["khong-hoan-thanh", "hoan-thanh", "tot", "xuat-sac"]
    done = min(done, registered - 1)
    assert order.index(grade(done, registered)) <= order.index(grade(done + 1, registered))


DAY = POLICY.registration


@pytest.mark.parametrize(
    ("state", "paper", "joined", "today", "expected"),
    [
        (None, False, DAY, DAY, None),
        (None, False, DAY, DAY + timedelta(1), None),
        (None, False, DAY + timedelta(1), DAY + timedelta(1), "wait"),
        (None, False, DAY + timedelta(1), DAY, None),
        (None, True, DAY, DAY, "paper"),
        ("sent", False, DAY, DAY, "sent"),
        ("opened", False, DAY, DAY, "opened"),
        ("confirmed", False, DAY, DAY, "confirmed"),
        ("returned", False, DAY, DAY + timedelta(30), None),
        ("recalled", False, DAY + timedelta(9), DAY + timedelta(30), None),
        ("sent", True, DAY, DAY, "paper"),
    ],
    ids=[
        "PN-03 on the day",
        "PN-03 scenario 3: the day after, late but received",
        "PN-28 scenario 19: admitted after the day waits",
        "PN-28: the day is not over yet",
        "PN-06 scenario 6: paper",
        "sent",
        "opened",
        "confirmed",
        "PN-15: a returned form is mended at any time",
        "a form taken back too",
        "PN-06 before all else",
    ],
)
def test_what_stands_against_registering(
    state: str | None, paper: bool, joined: date, today: date, expected: str | None
) -> None:
    assert registration.obstacle(POLICY, state=state, paper=paper, joined=joined, today=today) == expected


@pytest.mark.parametrize(
    ("joined", "today", "opened", "expected"),
    [
        (DAY, DAY + timedelta(1), False, None),
        (DAY + timedelta(1), DAY, False, None),
        (DAY + timedelta(1), DAY + timedelta(1), False, "wait"),
        (DAY + timedelta(1), DAY + timedelta(1), True, None),
    ],
    ids=["joined on the day", "the day is not over", "PN-28: waits for guidance", "scenario 19: opened late"],
)
def test_who_was_admitted_after_the_day(joined: date, today: date, expected: str | None, *, opened: bool) -> None:
    told = {"state": None, "paper": False, "joined": joined, "today": today}
    assert registration.obstacle(POLICY, **told, opened=opened) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [("late", "no", "closed"), ("late", "yes", None), ("admitted_after", "register", None)],
)
def test_a_switch_changes_what_stands_against_it(setting: str, value: str, expected: str | None) -> None:
    changed = policy(2027, {setting: value})
    joined = DAY + timedelta(1) if setting == "admitted_after" else DAY
    today = DAY + timedelta(1)
    assert registration.obstacle(changed, state=None, paper=False, joined=joined, today=today) == expected


@pytest.mark.parametrize(
    ("inclusive", "today", "late"),
    [("yes", DAY, False), ("yes", DAY + timedelta(1), True), ("no", DAY - timedelta(1), False), ("no", DAY, True)],
    ids=["inclusive on the day", "inclusive after it", "exclusive before it", "exclusive on the day"],
)
def test_before_the_day_has_one_declared_meaning(inclusive: str, today: date, late: bool) -> None:
    assert policy(2027, {"inclusive": inclusive}).is_late(today) is late


@pytest.mark.parametrize(
    ("sector", "settings", "expected"),
    [
        ("truong-hoc", {}, date(2027, 5, 15)),
        ("dia-ban", {}, date(2027, 10, 10)),
        ("", {}, date(2027, 10, 10)),
        ("truong-hoc", {"rating_schools": "2027-08-20"}, date(2027, 8, 20)),
        ("truong-hoc", {"latest_due": "2027-04-30"}, date(2027, 4, 30)),
    ],
    ids=["PN-09 schools", "PN-09 others", "no sector", "a school that rates in August", "a date of its own"],
)
def test_the_latest_due_date_is_the_rating_of_the_sector(sector: str, settings: dict[str, str], expected: date) -> None:
    assert policy(2027, settings).last_due(sector) == expected


GROUPS = {"1.1": "1", "1.2": "1", "2.1": "2"}


@pytest.mark.parametrize(
    ("settings", "chosen", "expected"),
    [
        ({}, [], "too-few"),
        ({}, ["1.1"], None),
        ({"minimum": "2"}, ["1.1"], "too-few"),
        ({"minimum": "2"}, ["1.1", "1.2"], None),
        ({"one_per_group": "yes"}, ["1.1", "1.2"], "group-missing"),
        ({"one_per_group": "yes"}, ["1.1", "2.1"], None),
    ],
)
def test_how_many_contents_are_enough(settings: dict[str, str], chosen: list[str], expected: str | None) -> None:
    assert registration.too_few(policy(2027, settings), chosen, GROUPS) == expected


def test_missing_groups_come_in_the_order_of_the_catalogue() -> None:
    assert registration.missing_groups(["2.1"], GROUPS) == ("1",)
    assert registration.missing_groups([], GROUPS) == ("1", "2")


@pytest.mark.parametrize("name", SWITCHES)
def test_every_default_is_a_value_that_the_switch_takes(name: str) -> None:
    assert read_setting(name, SWITCHES[name].default(2027)) is None
    assert SWITCHES[name].source


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("color", "red", "no-such-setting"),
        ("registration", "15/12/2026", "no-such-value"),
        ("registration", "2026-02-30", "no-such-value"),
        ("excellent", "101", "no-such-value"),
        ("excellent", "0", "no-such-value"),
        ("minimum", "-1", "no-such-value"),
        ("inclusive", "maybe", "no-such-value"),
        ("late", "", "no-such-value"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_with_what_does(name: str, value: str, code: str) -> None:
    refused = read_setting(name, value)
    assert isinstance(refused, NoSuch)
    assert refused.code == code
    assert refused.allowed


OWNER, OTHER = 1, 2
BRANCH, ABOVE, ELSEWHERE = 10, 20, 30


@pytest.mark.parametrize(
    ("person", "offices", "in_committee", "decide", "see"),
    [
        (OWNER, {BRANCH}, True, "own-form", None),
        (OWNER, {ABOVE}, False, "own-form", None),
        (OTHER, {BRANCH}, False, None, None),
        (OTHER, {BRANCH}, True, None, None),
        (OTHER, {ABOVE}, True, None, None),
        (OTHER, {ABOVE}, False, "not-yours", "not-yours"),
        (OTHER, {ELSEWHERE}, True, "not-yours", "not-yours"),
        (OTHER, set(), True, "not-yours", "not-yours"),
    ],
    ids=[
        "scenario 22: own form",
        "own form, office above",
        "the branch's committee",
        "a colleague's form",
        "domain.md 4.3: the unit above decides a committee member's",
        "but not a plain member's",
        "an office elsewhere is none here",
        "no office",
    ],
)
def test_who_may_decide_and_see(
    person: int, offices: set[int], in_committee: bool, decide: str | None, see: str | None
) -> None:
    case = Case(OWNER, BRANCH, ABOVE, in_committee)
    assert obstacle_to_decide(person, offices, case) == decide
    assert obstacle_to_see(person, offices, case) == see


@pytest.mark.parametrize(
    ("person", "offices", "obstacle"),
    [
        (OWNER, (), None),
        (OTHER, (BRANCH,), None),
        (OTHER, (ABOVE,), None),
        (OTHER, (ABOVE + 100,), "not-yours"),
        (OTHER, (), "not-yours"),
    ],
    ids=["own", "the branch's committee", "the one above", "another committee", "no office"],
)
def test_evidence_is_seen_by_its_owner_and_two_committees(
    person: int, offices: tuple[int, ...], obstacle: str | None
) -> None:
    assert obstacle_to_see_evidence(person, offices, Case(OWNER, BRANCH, ABOVE, owner_in_committee=False)) == obstacle
    assert obstacle_to_see_evidence(OTHER, (), Case(OWNER, BRANCH, None, owner_in_committee=True)) == "not-yours"


@pytest.mark.parametrize(
    ("text", "code", "soft"),
    [
        ("", "wording-empty", False),
        ("…", "wording-empty", False),
        ("- . -", "wording-empty", False),
        ("theo doi thoi su", "wording-copied", False),
        ("Theo dõi, thời sự!", "wording-copied", False),
        ("doc sach", "wording-vague", True),
        ("doc sach moi", "wording-vague", True),
        ("doc that nhieu sach hay", "wording-vague", True),
        ("doc 3 cuon sach", None, False),
        ("doc sach moi ngay", None, False),
        ("du hoc lop ba buoi", None, False),
    ],
)
def test_an_action_must_be_assessable(text: str, code: str | None, soft: bool) -> None:
    from chat.fold import fold

    doubt = wording.doubt_about_action(text, fold(text), "theo doi thoi su")
    assert (doubt and doubt.code) == code
    assert doubt is None or doubt.soft is soft


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "wording-empty"), ("???", "wording-empty"), ("doc 3 cuon sach.", "wording-repeated"), ("o thu vien", None)],
)
def test_the_means_are_more_than_the_action_again(text: str, code: str | None) -> None:
    doubt = wording.doubt_about_means(text, text, "doc 3 cuon sach")
    assert (doubt and doubt.code) == code


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nguyễn Văn An", "Nguyễn V** An"),
        ("Lê Hoàng Bảo Ngọc", "Lê H** B** Ngọc"),
        ("Trần An", "Trần A**"),
        ("An", "A**"),
    ],
)
def test_a_name_is_shown_only_to_who_knows_it(name: str, shown: str) -> None:
    assert mask(name) == shown


@pytest.mark.parametrize(("wrong", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (500, 60)])
def test_wrong_answers_slow_down_and_never_lock_out(wrong: int, minutes: int) -> None:
    assert joining.wait_after(wrong) == timedelta(minutes=minutes)


@given(st.integers(1, 5_000_000))
def test_a_form_code_is_read_back(number: int) -> None:
    code = codes.form_code(number)
    assert codes.form_number(code) == number
    assert codes.form_number(code.lower().replace("-", " ")) == number


@given(st.integers(1, 900_000), st.integers(0, 4), st.sampled_from(codes.SIGNS))
def test_a_single_slip_is_no_code(number: int, at: int, sign: str) -> None:
    signs = codes.form_code(number).removeprefix(codes.PREFIX)
    slipped = signs[:at] + sign + signs[at + 1 :]
    assert slipped == signs or codes.form_number(slipped) is None


@given(st.integers(1, 900_000), st.integers(0, 3))
def test_two_signs_swapped_are_no_code(number: int, at: int) -> None:
    signs = codes.form_code(number).removeprefix(codes.PREFIX)
    swapped = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
    assert swapped == signs or codes.form_number(swapped) is None


@pytest.mark.parametrize("text", ["", "DK-", "DK-1234", "DK-FE46", "DK-FE4655", "DK-OO0I1", "xin chào", "😀😀😀😀😀"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert codes.form_number(text) is None


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_every_kind_of_thing_has_codes_of_its_own(kind: str) -> None:
    code = code_of(kind, 7)
    assert number_of(kind, f"{code.lower()} lần 2") == 7
    assert code_of(kind, 582) == f"{code[:3]}DKZ54"
    assert number_of(kind, f"{code[:3]}DKZ54") == 582
    assert any_code(code)
    others = set(KINDS.values()) - {kind}
    assert [other for other in others if number_of(other, code) is not None] == []


@pytest.mark.parametrize("word", ["", "XL-", "XL7F3K9", "QQ-22222", "-22222", "xong"])
def test_what_is_no_code_names_nothing(word: str) -> None:
    assert number_of("rating", word) is None
    assert not any_code(word)
