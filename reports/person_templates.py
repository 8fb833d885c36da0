"""The templates of papers about persons: the letter with a result, the two lists of candidates (`person_letters`)."""

from typing import Any

from chat.texts import Texts
from reports.layout import CENTRE, SMALL, foot, head, line, new_paper, saved
from reports.layout_tables import each, people


def result_letter(texts: Texts) -> bytes:
    """What a member shows where the result is used: at work, in the Party cell (PN-13)."""
    paper = new_paper()
    head(paper, texts, "result-letter-number")
    line(paper, texts("result-letter"), CENTRE, bold=True)
    line(paper, texts("result-letter-about"), CENTRE, bold=True)
    line(paper, "")
    for written in texts("result-letter-who").splitlines():
        line(paper, written)
    line(paper, texts("result-letter-outcome"), bold=True)
    each(paper, "line", "lines")
    line(paper, "")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    foot(paper, texts, "result-letter-recipients")
    return saved(paper)


def commendation_list(texts: Texts) -> bytes:
    """Whom the meeting may propose for commendation (PN-13)."""
    columns = {"number": 0.9, "name": 3.6, "roll": 1.0, "sum": 3.2, "by": 2.6, "state": 2.4, "note": 2.8}
    return _candidates(texts, "commendation-list-about", columns)


def outstanding_list(texts: Texts) -> bytes:
    """Whom the meeting may introduce as outstanding members, with a column for the votes (TV-12, domain.md 4.5)."""
    columns = {"number": 0.9, "name": 3.8, "roll": 1.0, "sum": 3.2, "state": 2.8, "votes_for": 2.0, "note": 2.8}
    return _candidates(texts, "outstanding-list-about", columns)


def _candidates(texts: Texts, about: str, columns: dict[str, float]) -> bytes:
    paper = new_paper()
    head(paper, texts, "recognition-paper-number")
    line(paper, texts("recognition-paper"), CENTRE, bold=True)
    line(paper, texts(about), CENTRE, bold=True)
    line(paper, texts("recognition-paper-about"), CENTRE, bold=True)
    line(paper, "")
    each(paper, "line", "lines")
    _table(paper, texts, columns)
    line(paper, "{%p if without %}")
    line(paper, texts("candidates-without"), bold=True)
    line(paper, "{%p endif %}")
    each(paper, "one", "without")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    foot(paper, texts)
    return saved(paper)


def _table(paper: Any, texts: Texts, columns: dict[str, float]) -> None:
    """Where nobody fits, a sentence says so instead of an empty table."""
    line(paper, "{%p if rows %}")
    people(paper, texts, columns)
    line(paper, "{%p else %}")
    line(paper, texts("candidates-none"))
    line(paper, "{%p endif %}")
