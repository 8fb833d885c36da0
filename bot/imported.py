"""What the operator is told of an import: a document for scripts, and a line for each thing to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chat.texts import Texts
from reports.roster import Sheet, explain
from rules.roster import Checked, RowProblem
from storage.rosters import Imported


@dataclass(frozen=True, slots=True)
class Told:
    """An import into a unit: what was read, and what came of it."""

    unit: str
    sheet: Sheet
    checked: Checked
    result: Imported

    @property
    def problems(self) -> Sequence[RowProblem]:
        """By row; those that keep their row out."""
        return _by_row((*self.checked.problems, *self.result.problems))

    @property
    def warnings(self) -> Sequence[RowProblem]:
        return _by_row((*self.checked.warnings, *self.result.warnings))

    def document(self, texts: Texts, *, dry_run: bool, refused: bool) -> Mapping[str, object]:
        """Where it was refused, nothing is new and nothing has changed."""
        counts = self._counts(refused=refused)
        return {
            "unit": self.unit,
            **counts,
            "offices": 0 if refused else self.result.offices,
            "dry_run": dry_run,
            "errors": _explained(self.problems, texts),
            "warnings": _explained(self.warnings, texts),
            "ignored": list(self.sheet.passed_over),
        }

    def lines(self, texts: Texts, *, dry_run: bool, refused: bool) -> Sequence[str]:
        line = texts(
            "cli-import-roster-dry" if dry_run else "cli-import-roster-done",
            unit=self.unit,
            **self._counts(refused=refused),
        )
        rows = [explain(problem, texts) for problem in _by_row((*self.problems, *self.warnings))]
        columns = [texts(f"roster-ignored-{field}", unit=self.unit) for field in self.sheet.passed_over]
        return [*([] if refused else [line]), *rows, *columns]

    def _counts(self, *, refused: bool) -> Mapping[str, int]:
        new, changed = (0, 0) if refused else (self.result.new, self.result.changed)
        read, unchanged = len(self.sheet.rows), self.result.unchanged
        return {"read": read, "imported": new, "changed": changed, "unchanged": unchanged}


def _by_row(problems: Iterable[RowProblem]) -> Sequence[RowProblem]:
    return sorted(problems, key=lambda problem: problem.row)


def _explained(problems: Iterable[RowProblem], texts: Texts) -> list[Mapping[str, object]]:
    return [{"row": p.row, "field": p.field, "reason": explain(p, texts)} for p in problems]
