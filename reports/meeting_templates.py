"""The templates of the minutes of a rating meeting and of the list for recognition, filled by `meeting_letters`."""

from collections.abc import Sequence
from typing import Any

from chat.texts import Texts
from reports.layout import CENTRE, LEFT, SMALL, foot, head, line, new_paper, saved, undivided
from reports.layout_tables import each, people


def rating_minutes(texts: Texts) -> bytes:
    """Who presided and took notes is written by hand: the bot does not know; both sign."""
    paper = new_paper()
    head(paper, texts, "minutes-paper-number")
    line(paper, texts("minutes-paper"), CENTRE, bold=True)
    line(paper, texts("minutes-paper-about"), CENTRE, bold=True)
    line(paper, "")
    for written in texts("minutes-paper-by-hand").splitlines():
        line(paper, written)
    each(paper, "line", "lines")
    line(paper, texts("minutes-paper-members"), bold=True)
    people(
        paper,
        texts,
        {"roll": 1.0, "name": 3.4, "proposed": 2.1, "computed": 2.1, "votes": 2.4, "decided": 2.1, "reason": 3.4},
    )
    line(paper, texts("meeting-paper-counts"), bold=True)
    each(paper, "count", "counts")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    _signatures(paper, texts)
    return saved(paper)


def recognition_list(texts: Texts) -> bytes:
    """What the branch sends to the unit above (PN-25)."""
    paper = new_paper()
    head(paper, texts, "recognition-paper-number")
    line(paper, texts("recognition-paper"), CENTRE, bold=True)
    line(paper, "{{ asked }}", CENTRE, bold=True)
    line(paper, texts("recognition-paper-about"), CENTRE, bold=True)
    line(paper, "")
    line(paper, "{%p if to %}")
    line(paper, texts("recognition-paper-to"), CENTRE)
    line(paper, "{%p endif %}")
    people(paper, texts, {"number": 1.0, "name": 4.5, "roll": 1.6, "decided": 4.0, "reason": 5.4})
    line(paper, texts("meeting-paper-counts"), bold=True)
    each(paper, "count", "counts")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    foot(paper, texts)
    return saved(paper)


def _signatures(paper: Any, texts: Texts) -> None:
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    names: Sequence[str] = ("minutes-paper-notes", "minutes-paper-presides")
    for cell, name in zip(undivided(paper.add_table(1, 2).rows[0]).cells, names, strict=True):
        line(cell, texts(name), CENTRE, bold=True, first=True)
        for _ in range(4):
            line(cell, "")
        line(cell, texts("letter-signed"), CENTRE, italic=True)
    line(paper, texts("letter-recipients"), LEFT, bold=True, italic=True, size=SMALL)
    for recipient in texts("letter-recipients-list").splitlines():
        line(paper, recipient, LEFT, size=SMALL)
