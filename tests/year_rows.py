"""What must hold of a year's rows after whatever anybody did, read by plain SQL that shares nothing with the program.

Who may do what is said here once more, from domain.md 4.3, so that the program's own rules are held against it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Values = Mapping[str, Any]
Snapshot = Mapping[str, Mapping[Any, Values]]
"""Every row of every table, by its number, without the count of its changes."""

ASIDE = ("decision", "chain", "outbox", "talk", "inbox", "criterion", "catalogue", "alembic_version")
GRADES = ("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh")
SETTLED = ("decided", "reported", "recognised", "noted")
PARENTS = {
    "line": ("form", "form_id"),
    "assessment_line": ("assessment", "assessment_id"),
    "assessment_points": ("assessment", "assessment_id"),
    "rating_line": ("rating", "rating_id"),
    "rating_points": ("rating", "rating_id"),
}
RECORDED = ("form", "assessment", "supplement", "rating", "rating_round", "appeal")
BY_MEMBER = ("sent", "recalled", "supplement-sent", "supplement-withdrawn", "appealed", "appeal-withdrawn")
ABOUT_ONE = (
    *("opened", "confirmed", "returned", "supplement-confirmed", "supplement-returned"),
    *("rated", "rating-lines", "rating-points", "rating-remarked"),
)
BY_BRANCH = ("round-opened", "round-entered", "round-closed", "round-reported", "rating-reported")
FROM_ABOVE = ("recognised", "noted", "rating-returned")
RULED = ("appeal-kept", "appeal-changed", "rating-changed")


@dataclass(frozen=True, slots=True)
class Rows:
    """The database file, looked at from outside."""

    file: sqlite3.Connection

    @classmethod
    def of(cls, path: Path) -> "Rows":
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return cls(connection)

    def all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.file.execute(sql, values).fetchall()

    def numbers(self, sql: str, *values: Any) -> list[int]:
        return [row[0] for row in self.all(sql, *values)]

    def snapshot(self) -> Snapshot:
        tables = self.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: self._table(name) for (name,) in tables if name not in ASIDE}

    def _table(self, name: str) -> Mapping[Any, Values]:
        rows = [dict(row) for row in self.all(f'SELECT * FROM "{name}"')]  # noqa: S608 - a name of the schema
        for row in rows:
            row.pop("rev", None)
        return {row.get("id", tuple(row.values())): row for row in rows}

    def newest(self) -> int:
        return self.numbers("SELECT coalesce(max(id), 0) FROM decision")[0]

    def since(self, newest: int) -> list[sqlite3.Row]:
        return self.all("SELECT * FROM decision WHERE id > ? ORDER BY id", newest)

    def offices(self, person: int | None, today: str) -> list[int]:
        """The units in which somebody holds an office on this day; the day on which it ends is the first without."""
        held = "SELECT unit_id FROM role WHERE person_id = ? AND since <= ? AND (until IS NULL OR until > ?)"
        return self.numbers(held, person, today, today)

    def above(self, unit: int) -> int | None:
        found = self.numbers("SELECT parent_id FROM unit_parent WHERE unit_id = ? AND until IS NULL", unit)
        return found[0] if found else None

    def path(self, unit: int | None) -> Iterator[int]:
        while unit is not None:
            yield unit
            unit = self.above(unit)


@dataclass(frozen=True, slots=True)
class Done:
    """What one person's talk has changed: the rows before and after, and what was recorded."""

    rows: Rows
    actor: int | None
    today: str
    before: Snapshot
    after: Snapshot
    deeds: Sequence[sqlite3.Row]

    def changed(self) -> Iterator[tuple[str, Any]]:
        for table, rows in self.after.items():
            old = self.before[table]
            yield from ((table, key) for key in {**old, **rows} if old.get(key) != rows.get(key))

    @property
    def can_be_undone(self) -> bool:
        return any(deed["was"] is not None for deed in self.deeds)

    def holds(self) -> None:
        """Nobody acted outside role, unit and term; nothing changed that is not on the record or one's own."""
        for deed in self.deeds:
            told = dict(deed)
            assert deed["actor_id"] == self.actor, told
            assert self._may(deed), f"{self.actor} with {self.rows.offices(self.actor, self.today)}: {told}"
        self._is_recorded()
        self._stands_as_before()

    def _may(self, deed: sqlite3.Row) -> bool:
        act, unit, owner = deed["act"], deed["unit_id"], deed["person_id"]
        mine = self.rows.offices(self.actor, self.today)
        path = list(self.rows.path(unit))
        if act in BY_MEMBER:
            return bool(self.actor == owner)
        if act == "rated" and deed["value"] == "chua-danh-gia" and deed["batch"]:
            return unit in mine  # the round has closed before the old unit spoke
        if act in ABOUT_ONE:
            return self._decides(unit, owner)
        if act in BY_BRANCH:
            return unit in mine or (path[1] in mine and not self._sit_in(unit))
        if act in FROM_ABOVE:
            return self._decides(path[1], owner)
        if act == "reopened":
            return self.actor != owner and not set(mine).isdisjoint(path[1:])
        if act in RULED:
            return self._hears(deed, owner, mine)
        if act == "undone":
            undone = self.rows.all("SELECT * FROM decision WHERE id = ?", deed["undoes"])[0]
            return undone["actor_id"] == self.actor and not set(mine).isdisjoint(path)
        raise AssertionError(f"nobody has said who may do this: {act}")

    def _decides(self, unit: int, owner: int) -> bool:
        """The unit's own committee; the one above where the owner sits in it, or nobody does. Never the owner."""
        mine = self.rows.offices(self.actor, self.today)
        sit = self._sit_in(unit)
        higher = self.rows.above(unit) in mine and (owner in sit or not sit)
        return self.actor != owner and (unit in mine or higher)

    def _sit_in(self, unit: int) -> list[int]:
        sit = "SELECT person_id FROM role WHERE unit_id = ? AND since <= ? AND (until IS NULL OR until > ?)"
        return self.rows.numbers(sit, unit, self.today, self.today)

    def _hears(self, deed: sqlite3.Row, owner: int, mine: Sequence[int]) -> bool:
        appeals = [one["subject"] for one in self.deeds if one["kind"] == "appeal"]
        appeal = self.after["appeal"][appeals[0]]
        rating = self.before["rating"][appeal["rating_id"]]
        deciders = {rating["decided_by"], rating["settled_by"] if rating["state"] == "recognised" else None}
        return appeal["unit_id"] in mine and self.actor not in {owner, *deciders}

    def _is_recorded(self) -> None:
        named = {(deed["kind"] or "form", deed["subject"] or deed["form_id"]) for deed in self.deeds}
        opened = any(deed["act"] in ("round-opened", "round-entered") for deed in self.deeds)
        for table, key in self.changed():
            row = self.after[table].get(key) or self.before[table][key]
            of, column = PARENTS.get(table, (table, "id"))
            if of in RECORDED:
                assert (of, row[column]) in named or (table == "rating" and opened), (table, row)
            elif table == "vote":
                owner = self.after["rating"][row["rating_id"]]["person_id"]
                assert self.actor == row["person_id"] != owner, row
            elif table == "progress":
                assert self.actor == self.after["form"][row["form_id"]]["person_id"], row
            else:
                raise AssertionError(f"nobody has said who may change this: {table} {row}")

    def _stands_as_before(self) -> None:
        """Of what was taken back, each row is as the record says that it was."""
        back = [deed["undoes"] for deed in self.deeds if deed["act"] == "undone"]
        found = [self.rows.all("SELECT * FROM decision WHERE id = ?", number)[0] for number in back]
        first: dict[tuple[str, int], Values] = {}
        for deed in sorted(found, key=lambda one: one["id"]):
            if deed["was"]:
                first.setdefault((deed["kind"] or "form", deed["subject"] or deed["form_id"]), json.loads(deed["was"]))
        for (table, key), was in first.items():
            row = self.after[table][key]
            assert {**row, **{name: value for name, value in was.items() if name != "rev"}} == row, (was, row)


def same(before: Snapshot, after: Snapshot) -> None:
    """The identical state but for what is no act: that the committee has read, and how a member stands by now."""
    for table, rows in after.items():
        for key in {*rows, *before[table]}:
            old, new = _undecided(table, before[table].get(key, {})), _undecided(table, rows.get(key, {}))
            assert old == new, (table, key, {name: (old.get(name), new.get(name)) for name in {**old, **new}})


def _undecided(table: str, row: Values) -> Values:
    if table == "assessment" and row.get("state") == "opened":
        return {**row, "opened_at": None, "opened_by": None, "state": "sent"}
    if table == "rating" and row.get("state") in ("open", "returned", "reopened"):
        return {**row, "form_id": None, "standing": ""}
    return row


STANDING = "SELECT * FROM decision d WHERE NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.id)"


def every_grade_was_decided(rows: Rows) -> None:
    """The newest standing act about a grade gave it, and was not the member's; what it follows from is confirmed."""
    for rating in rows.all("SELECT * FROM rating WHERE outcome IS NOT NULL"):
        deed = _last(rows, "kind = 'rating' AND act IN ('rated', 'rating-changed')", "subject", rating["id"])
        assert deed is not None, dict(rating)
        assert deed["value"] == rating["outcome"], (dict(rating), dict(deed))
        if rating["outcome"] in GRADES:
            assert deed["actor_id"] not in (None, rating["person_id"]), dict(deed)
        if rating["state"] in ("recognised", "noted"):
            act = f"act = '{rating['state']}'"
            assert _last(rows, f"kind = 'rating' AND {act}", "subject", rating["id"]), dict(rating)
    for rating in rows.all("SELECT * FROM rating WHERE outcome IS NULL AND state NOT IN ('open')"):
        raise AssertionError(dict(rating))


def everything_confirmed_was_confirmed_by_another(rows: Rows) -> None:
    for form in rows.all("SELECT * FROM form WHERE state IN ('confirmed', 'returned')"):
        acts = f"kind IS NULL AND version = {form['version']} AND act IN ('confirmed', 'returned')"
        deed = _last(rows, acts, "form_id", form["id"])
        assert deed is not None, dict(form)
        assert (deed["act"], deed["actor_id"]) == (form["state"], form["decided_by"]), dict(form)
        assert deed["actor_id"] != form["person_id"]
    for added in rows.all("SELECT * FROM supplement WHERE state IN ('confirmed', 'returned')"):
        deed = _last(rows, f"act = 'supplement-{added['state']}'", "subject", added["id"])
        assert deed is not None, dict(added)
        assert deed["actor_id"] != added["person_id"]
    for appeal in rows.all("SELECT * FROM appeal WHERE state IN ('kept', 'changed')"):
        assert _last(rows, f"act = 'appeal-{appeal['state']}'", "subject", appeal["id"]), dict(appeal)


def every_grade_stands_on_a_confirmed_form(rows: Rows) -> None:
    told = "SELECT r.* FROM rating r LEFT JOIN form f ON f.id = r.form_id WHERE r.trace <> '' AND"
    for rating in rows.all(f"{told} (f.id IS NULL OR f.state <> 'confirmed')"):
        assert not json.loads(rating["trace"])["lines"], dict(rating)


def _last(rows: Rows, acts: str, column: str, number: int) -> sqlite3.Row | None:
    found = rows.all(f"{STANDING} AND {acts} AND {column} = ? ORDER BY id DESC LIMIT 1", number)
    return found[0] if found else None


def recounted(rows: Rows, unit: int, today: str) -> Mapping[str, int]:
    """The figures of a branch, member by member."""
    now = "since <= ? AND (until IS NULL OR until > ?)"
    people = rows.numbers(f"SELECT person_id FROM membership WHERE unit_id = ? AND {now}", unit, today, today)  # noqa: S608
    forms = set(rows.numbers("SELECT person_id FROM form WHERE state IN ('sent', 'opened', 'confirmed')"))
    ratings = {row["person_id"]: row for row in rows.all("SELECT * FROM rating WHERE unit_id = ?", unit)}
    counts = dict.fromkeys(("registered", "classified", "unclassified", "not_assessed"), 0)
    for person in people:
        if person not in forms:
            continue
        rating = ratings.get(person)
        outcome = rating["outcome"] if rating and rating["state"] in SETTLED else None
        place = (
            "classified" if outcome in GRADES else "unclassified" if outcome == "khong-phan-loai" else "not_assessed"
        )
        counts["registered"] += 1
        counts[place] += 1
    return {"members": len(people), **counts}


def graded(trace: Values) -> str:
    """The grade of a trace by the share of its lines, in whole numbers (PN-24)."""
    counted = [level for _, level, _, counts in trace["lines"] if counts]
    done = 100 * counted.count("done")
    bounds = zip(trace["thresholds"], GRADES, strict=False)
    return next((grade for bound, grade in bounds if counted and done >= bound * len(counted)), GRADES[-1])


Check = Callable[[Rows], None]
ALWAYS: Sequence[Check] = (
    every_grade_was_decided,
    everything_confirmed_was_confirmed_by_another,
    every_grade_stands_on_a_confirmed_form,
)
