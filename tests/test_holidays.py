"""The country's days off: the shipped file is sound and covers its years, a doubtful one is refused."""

from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from programmes.files import Refused
from programmes.holidays import Holiday, load, national_days

YEARS = range(2026, 2031)
SHIPPED = load(files("programmes") / "holidays.toml")
DAY = timedelta(days=1)
SATURDAY = 5

EXPECTED = {
    2026: "1/1 16/2 17/2 18/2 19/2 20/2 26/4 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 6/2 7/2 8/2 9/2 10/2 16/4 30/4 1/5 3/5 2/9 3/9 24/11",
    2028: "1/1 3/1 24/1 25/1 26/1 27/1 28/1 29/1 4/4 30/4 1/5 2/5 1/9 2/9 4/9 24/11",
    2029: "1/1 12/2 13/2 14/2 15/2 16/2 23/4 30/4 1/5 2/9 3/9 4/9 24/11 26/11",
    2030: "1/1 31/1 1/2 2/2 3/2 4/2 5/2 6/2 12/4 30/4 1/5 2/9 3/9 24/11 25/11",
}
NEW_YEAR = {2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 2)}
"""The first day of the lunar year."""


def holidays() -> tuple[Holiday, ...]:
    assert not isinstance(SHIPPED, Refused), SHIPPED
    return SHIPPED


@pytest.mark.parametrize("year", YEARS)
def test_the_days_off_of_a_year(year: int) -> None:
    days = sorted(day for day in national_days() if day.year == year)
    assert " ".join(f"{day.day}/{day.month}" for day in days) == EXPECTED[year]


def test_every_run_names_its_source_and_stands_in_order() -> None:
    assert all(holiday.name and holiday.source and holiday.certainty for holiday in holidays())
    assert all(before.last < after.first for before, after in pairwise(holidays()))
    assert {day.year for day in national_days()} == set(YEARS)
    assert national_days() is national_days(), "read once"


@pytest.mark.parametrize("year", YEARS)
def test_what_the_law_names_is_off(year: int) -> None:
    """Labour Code 2019, article 112: five days of the lunar new year, a day beside 2/9, a day for each at a weekend."""
    tet = date(year, *NEW_YEAR[year])
    first = next(holiday for holiday in holidays() if tet in holiday.days)
    assert tet - DAY in first.days
    assert sum(day.weekday() < SATURDAY for day in first.days) >= 5
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2), (11, 24)):
        assert date(year, month, day) in national_days()
    beside = date(year, 9, 2)
    assert {beside - DAY, beside + DAY} & national_days()


def test_what_is_decided_year_by_year_says_that_it_is_a_proposal() -> None:
    yearly = [holiday for holiday in holidays() if holiday.first.year > 2026 and holiday.name.startswith("Tết ")]
    assert {h.certainty for h in yearly if "Dương lịch" not in h.name} == {"medium"}
    assert {h.certainty for h in holidays() if "Văn hóa" in h.name} == {"medium"}


def test_no_catalogue_is_made_of_it() -> None:
    from programmes.catalogue import load as load_catalogue
    from programmes.catalogue import shipped

    assert "HOLIDAYS" not in shipped()
    refused = load_catalogue("holidays")
    assert isinstance(refused, Refused)
    assert refused.code == "unknown-catalogue"


# --- a file of one's own

GOOD = """
[[holiday]]
name = "Một"
from = 2027-02-04
to = 2027-02-10
source = ["nguồn"]
certainty = "medium"
[[holiday]]
name = "Hai"
from = 2027-02-11
to = 2027-02-11
source = ["nguồn"]
certainty = "high"
"""


def file(folder: Path, text: str) -> Path:
    path = folder / "holidays.toml"
    path.write_text(text, "utf-8")
    return path


def test_runs_may_touch_and_both_ends_count(tmp_path: Path) -> None:
    found = load(file(tmp_path, GOOD))
    assert not isinstance(found, Refused)
    one, two = found
    assert (one.days[0], one.days[-1], len(one.days)) == (date(2027, 2, 4), date(2027, 2, 10), 7)
    assert two.days == (date(2027, 2, 11),)


REFUSALS = [
    ("to = 2027-02-11", "to = 2027-02-10", "ends-before-it-begins"),
    ("from = 2027-02-11", "from = 2027-02-10", "day-twice"),
    ("to = 2027-02-10", "to = 2027-02-12", "day-twice"),
    ('name = "Hai"\n', "", "missing-key"),
    ("to = 2027-02-11\n", "", "missing-key"),
    ('certainty = "high"\n', "", "missing-key"),
    ('name = "Hai"', 'name = ""', "wrong-value"),
    ("to = 2027-02-11", 'to = "2027-02-11"', "wrong-value"),
    ("to = 2027-02-11", "to = 2027-02-11T00:00:00", "wrong-value"),
    ('certainty = "high"', 'certainty = "sure"', "wrong-value"),
    ('source = ["nguồn"]\ncertainty = "high"', 'source = []\ncertainty = "high"', "wrong-value"),
    ('source = ["nguồn"]\ncertainty = "high"', 'source = "nguồn"\ncertainty = "high"', "wrong-value"),
    ('name = "Hai"', 'name = "Hai"\nday = 1', "unknown-key"),
    (GOOD, f'title = "a"\n{GOOD}', "unknown-key"),
    (GOOD, "", "missing-key"),
    (GOOD, "holiday = 1", "missing-key"),
    (GOOD, "holiday = [1]", "missing-key"),
    (GOOD, "[[holiday", "not-toml"),
]


@pytest.mark.parametrize(("old", "new", "code"), REFUSALS)
def test_a_doubtful_file_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in GOOD
    refused = load(file(tmp_path, GOOD.replace(old, new)))
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Refused("no-file", {"file": "none.toml"})
