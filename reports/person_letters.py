"""The letter with a member's result and the lists of candidates: what the marks of their templates stand for."""

from collections.abc import Sequence
from datetime import datetime

from chat.dates import say_time
from chat.texts import Texts
from reports.filenames import Listed, file_name, tame
from reports.letters import Letter, letter
from reports.packing import packed
from reports.year_results import Member, YearResults
from reports.year_share import said
from rules.candidates import votes_needed
from rules.rating import GRADES
from rules.recognition import FINAL
from storage.instants import local_day


def result_letter(texts: Texts, results: YearResults, folder: str = "") -> Letter:
    """Of the only member."""
    (member,) = results.members
    marks = _marks(texts, results) | {
        "name": member.name,
        "birth": member.birth,
        "outcome": _named(texts, member.outcome),
        "lines": _told(texts, results, member),
        "code": member.code,
    }
    return letter("result-letter", texts, marks, folder)


def letter_pack(texts: Texts, results: YearResults, folder: str = "") -> Letter:
    """Everybody's of the branch in one archive, "STT - Họ tên.docx", and who has none and why."""
    made = {_file(one): result_letter(texts, results.of(one), folder) for one in results.settled}
    files = {name: one.content for name, one in made.items()}
    if without := [one for one in results.members if not one.is_settled]:
        lines = [texts("result-letter-none", name=_whose(texts, one), why=_unsettled(texts, one)) for one in without]
        files[f"{texts('result-letter-missing')}.txt"] = "\r\n".join(lines).encode("utf-8-sig")
    return Letter(packed(files), next((one.fault for one in made.values() if one.fault), ""))


def commendation_letter(texts: Texts, results: YearResults, folder: str = "") -> Letter:
    """The highest grade, the highest share first (PN-13). A proposal: the meeting decides."""
    marks = _candidates(texts, results, party=False) | {"lines": [texts("commendation-list-says")]}
    return letter("commendation-list", texts, marks, folder)


def outstanding_letter(texts: Texts, results: YearResults, folder: str = "") -> Letter:
    """The same without those in the Party, and how many votes it takes (TV-12, domain.md 4.5)."""
    needed = f"{votes_needed(results.heads)}/{results.heads}"
    says = texts("outstanding-list-says", needed=needed, day=_day(results.made_at))
    marks = _candidates(texts, results, party=True) | {"lines": says.splitlines()}
    return letter("outstanding-list", texts, marks, folder)


def _marks(texts: Texts, results: YearResults) -> dict[str, object]:
    day = local_day(results.made_at)
    made = say_time(results.made_at, texts)
    return {
        "unit": results.unit.upper(),
        "branch": results.unit,
        "above": results.above.upper(),
        "over": results.above,
        "year": str(results.year),
        "date": texts("letter-date", day=f"{day:%d}", month=f"{day:%m}", year=str(day.year)),
        "mark": texts("person-paper-mark", made=made, fingerprint=results.fingerprint),
    }


def _told(texts: Texts, results: YearResults, member: Member) -> Sequence[str]:
    """How it came about, who decided, where it stands above: nothing is said to be recognised that is not."""
    graded = member.outcome in GRADES
    why = texts(f"stands-{member.standing}") if not graded else ""
    computed = _named(texts, member.computed) if graded and _differs(member) else ""
    lines = (
        texts("result-letter-sum", sum=said(texts, member.share)) if graded and member.share else "",
        texts("result-letter-paper") if graded and member.standing == "paper" else "",
        texts("result-letter-why", why=why) if why else "",
        texts("result-letter-differs", computed=computed) if computed else "",
        _by(texts, "result-letter-decided", member.decided_at, member.decided_by),
        _by(texts, "result-letter-changed", member.changed_at, ""),
        _above(texts, results, member),
        texts("result-letter-appealed") if member.appealed else "",
    )
    return [line for line in lines if line]


def _above(texts: Texts, results: YearResults, member: Member) -> str:
    who = member.settled_by or texts("forms-somebody")
    return texts(f"result-letter-{_way_up(results, member)}", day=_day(member.settled_at), name=who)


def _way_up(results: YearResults, member: Member) -> str:
    """How far the result is; what is not there yet, by what the unit above would do with it (PN-25)."""
    return member.state if member.state in FINAL else f"{member.state}-{results.act or 'alone'}"


def _candidates(texts: Texts, results: YearResults, *, party: bool) -> dict[str, object]:
    proposed = results.proposed(party=party)
    rows = [_row(texts, results, one) | {"number": str(at)} for at, one in enumerate(proposed, 1)]
    without: dict[str, list[str]] = {}
    for one in results.members:
        if why := one.left_out(party=party):
            without.setdefault(why, []).append(_whose(texts, one))
    said_why = [
        texts("candidates-left-out", why=texts(f"left-out-{why}"), count=len(names), names="; ".join(names))
        for why, names in without.items()
    ]
    return _marks(texts, results) | {"rows": rows, "without": said_why}


def _row(texts: Texts, results: YearResults, member: Member) -> dict[str, str]:
    differs = texts("candidates-differs") if _differs(member) else ""
    appealed = texts("candidates-appealed") if member.appealed else ""
    by = member.decided_by or texts("forms-somebody")
    return {
        "name": member.name,
        "roll": str(member.roll),
        "sum": said(texts, member.share) if member.share else "–",
        "by": texts("candidates-decided", day=_day(member.decided_at), by=by),
        "state": texts(f"candidates-{_way_up(results, member)}"),
        "votes_for": "",
        "note": "; ".join(filter(None, (appealed, differs))),
    }


def _differs(member: Member) -> bool:
    """Whether the rules made another grade of it; of whoever is on paper they make none (PN-06)."""
    return member.computed in GRADES and member.computed != member.outcome


def _by(texts: Texts, id_: str, at: datetime | None, who: str) -> str:
    return texts(id_, day=_day(at), name=who or texts("forms-somebody")) if at else ""


def _day(at: datetime | None) -> str:
    """As papers write it, without the day of the week."""
    return f"{local_day(at):%d/%m/%Y}" if at else "–"


def _whose(texts: Texts, member: Member) -> str:
    """Two of a branch may have the same name; whoever still waits for an answer is not passed over."""
    named = texts("meeting-whose", name=member.name, roll=str(member.roll)) if member.roll else member.name
    return texts("candidates-marked", name=named) if member.appealed else named


def _unsettled(texts: Texts, member: Member) -> str:
    assessed = member.outcome != "chua-danh-gia" or member.state in ("returned", "reopened")
    return texts("left-out-open" if assessed else "left-out-chua-danh-gia")


def _named(texts: Texts, outcome: str) -> str:
    return texts(f"outcome-{outcome}")


def _file(member: Member) -> str:
    """By the number on the list; whoever is no longer on it, by the result's code."""
    if member.roll is None:
        return f"{member.code} - {tame(member.name)}.docx"
    return file_name(Listed(member.roll, member.name), ".docx")
