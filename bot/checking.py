"""The command that recomputes somebody's tables: what it says, and the document that a script reads (TV-10)."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from bot.office import Done, Fail
from chat.texts import Texts
from reports.tables import Seen, look_through, said, summary
from rules.numerals import PLACES, half_up
from rules.sums import Finding


def check_tables(path: Path, texts: Texts) -> Done:
    """What could not be read is said, too, but only what is wrong makes the command fail."""
    seen = look_through(path)
    if not isinstance(seen, Seen):
        raise Fail(texts(f"tables-refused-{seen.code}", **seen.values))
    sentences = [said(finding, texts, several=seen.several) for finding in seen.findings]
    wrong = sum(finding.sure for finding in seen.findings)
    document = {
        "ok": not wrong,
        "tables": seen.tables,
        "numbers": seen.numbers,
        "bases": [{"sheet": base.sheet, "cell": base.cell} for base in seen.bases],
        "hidden": seen.hidden,
        "findings": [_finding(f, sentence) for f, sentence in zip(seen.findings, sentences, strict=True)],
    }
    done = Done(document, [*sentences, *summary(seen, texts)])
    if wrong:
        raise Fail(texts("cli-error-check", count=wrong), done)
    return done


def _finding(finding: Finding, sentence: str) -> Mapping[str, object]:
    """Numbers as a script wants them; the rest is in the sentence."""
    return {
        "code": finding.code,
        "sure": finding.sure,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "written": _number(finding.written),
        "truth": _number(finding.truth),
        "text": sentence,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(half_up(value, PLACES))
