"""The year's figures counted once more out of raw rows: another way than the program's, and no code of it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

Told = Mapping[str, int]

EVERYBODY = """
    SELECT branch.code, form.state, rating.outcome, rating.standing, rating.state,
           (SELECT count(*) FROM appeal WHERE appeal.rating_id = rating.id AND appeal.state = 'open')
    FROM membership AS listed
    JOIN unit AS branch ON branch.id = listed.unit_id
    LEFT JOIN form
      ON form.person_id = listed.person_id
     AND form.cycle_id = (SELECT id FROM cycle WHERE year = :year)
     AND form.state NOT IN ('draft', 'returned', 'recalled')
    LEFT JOIN rating
      ON rating.person_id = listed.person_id
     AND rating.cycle_id = (SELECT id FROM cycle WHERE year = :year)
     AND rating.state NOT IN ('open', 'returned', 'reopened')
    WHERE listed.since <= :day AND coalesce(listed.until, '9999') > :day
"""
"""Whoever is on a list on that day, one row each."""

GRADES = {"xuat-sac": "excellent", "tot": "good", "hoan-thanh": "fair", "khong-hoan-thanh": "failed"}
WHY = {
    "short": "short",
    "admitted-lately": "admitted_lately",
    "after-registration": "after_registration",
    "party": "party",
}
SETTLED = ("reported", "recognised", "noted")


def recounted(path: Path, year: int, day: str) -> tuple[Told, Mapping[str, Told]]:
    """All together, and branch by branch; the file is only read."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute(EVERYBODY, {"year": year, "day": day}).fetchall()
    branches: dict[str, Counter[str]] = {}
    for branch, *member in rows:
        branches.setdefault(branch, Counter()).update(_places(*member))
    return sum(branches.values(), Counter()), branches


def _places(
    form: str | None, outcome: str | None, standing: str | None, state: str | None, appeals: int
) -> Iterable[str]:
    """Every column of the figures that a member is counted in."""
    yield "members"
    yield "registered" if form else "unregistered"
    if form == "confirmed":
        yield "confirmed"
    if state in SETTLED:
        yield state
    if appeals:
        yield "appeals"
    if outcome in GRADES:
        yield from ("classified", GRADES[outcome]) if form else ("unregistered_rated",)
    elif outcome == "khong-phan-loai":
        why = WHY.get(standing or "", "unclassified_otherwise")
        yield from ("unclassified", why) if form else ("unregistered_unclassified",)
    elif form:
        yield "not_assessed"
