"""The minutes of a rating meeting and the list for recognition: what the marks of their templates stand for."""

from collections.abc import Sequence
from datetime import date

from chat.dates import say_day, say_time
from chat.texts import Texts
from reports.letters import Letter, letter
from reports.meeting import Meeting, Rated
from rules.figures import percent
from rules.rating import GRADES
from storage.instants import local_day

OUTCOMES = (*GRADES, "khong-phan-loai", "chua-danh-gia")


def minutes_letter(texts: Texts, meeting: Meeting, folder: str = "") -> Letter:
    """What the meeting saw and closed with, then everybody by the branch's list."""
    words = meeting.words.splitlines()[1:]  # the first line is the heading, which the paper has of its own
    rows = [_row(texts, member) for member in meeting.members]
    marks = _marks(texts, meeting, local_day(meeting.closed_at)) | {"lines": words, "rows": rows}
    return letter("rating-minutes", texts, marks, folder)


def recognition_letter(texts: Texts, meeting: Meeting, folder: str = "") -> Letter:
    """Everybody by the grade, the highest first; who got none stands last, with the reason."""
    ordered = sorted(meeting.members, key=lambda member: OUTCOMES.index(member.decided))
    rows = [_row(texts, member) | {"number": str(at)} for at, member in enumerate(ordered, 1)]
    asked = texts(f"recognition-paper-{meeting.act or 'recognise'}")
    marks = _marks(texts, meeting, local_day(meeting.made_at)) | {"asked": asked, "rows": rows}
    return letter("recognition-list", texts, marks, folder)


def _marks(texts: Texts, meeting: Meeting, day: date) -> dict[str, object]:
    return {
        "unit": meeting.unit.upper(),
        "above": meeting.above.upper(),
        "to": meeting.above,
        "year": str(meeting.year),
        "day": say_day(meeting.day, texts),
        "date": texts("letter-date", day=f"{day:%d}", month=f"{day:%m}", year=str(day.year)),
        "counts": _counts(texts, meeting),
        "mark": texts(
            "meeting-paper-mark",
            by=meeting.closed_by or texts("forms-somebody"),
            closed=say_time(meeting.closed_at, texts),
            made=say_time(meeting.made_at, texts),
            fingerprint=meeting.fingerprint,
        ),
    }


def _counts(texts: Texts, meeting: Meeting) -> Sequence[str]:
    """Each grade with its share of the classified; who is not classified is counted beside (PN-24)."""
    counts = meeting.counts
    classified = sum(counts[grade] for grade in GRADES)
    shared = [
        texts(
            "share-line",
            grade=texts(f"outcome-{grade}"),
            count=counts[grade],
            percent=percent(counts[grade], classified),
        )
        for grade in GRADES
    ]
    beside = [other for other in OUTCOMES if other not in GRADES and counts[other]]
    return [*shared, *(texts("share-beside", grade=texts(f"outcome-{one}"), count=counts[one]) for one in beside)]


def _row(texts: Texts, member: Rated) -> dict[str, str]:
    def named(outcome: str) -> str:
        return texts(f"outcome-{outcome}") if outcome else "–"

    votes = [texts("meeting-paper-votes", grade=named(g), count=member.votes[g]) for g in GRADES if member.votes.get(g)]
    without = texts(f"stands-{member.standing}") if member.decided not in GRADES else ""
    return {
        "roll": str(member.roll or "–"),
        "name": member.name,
        "proposed": named(member.proposed),
        "computed": named(member.computed),
        "votes": "; ".join(votes) or "–",
        "decided": named(member.decided),
        "reason": ". ".join(filter(None, (without, member.reason, member.remarks))),
    }
