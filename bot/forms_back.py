"""Filled forms read back: each file finds its member by number and name, or is listed; nothing is guessed (PN-05)."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.forms_office import found
from bot.office import Done, Fail, Office
from chat.dates import explain, read_due
from chat.fold import fold, spelling
from chat.texts import Texts, Value, load_texts
from reports.filenames import Listed, Mismatch, whose_file
from reports.form_reading import ZIP, Filled, Written, labels, read_forms_in, unpack
from reports.workbook import Refused
from rules import registration, wording
from rules.due import Due
from rules.forms import Item, YearForm
from storage.criteria import OpenCycle
from storage.database import Database
from storage.frame import Frame
from storage.people import Member
from storage.store import Store

TEXTS: Texts = load_texts()
CHANNEL = "paper"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: "taken", "has-form", "refused"; why not, in words, and on which number of the list."""

    file: str
    state: str
    roll: int | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """What the files are read against."""

    code: str
    cycle: OpenCycle
    members: Mapping[int, YearForm]
    now: datetime
    today: date
    dry_run: bool


async def read_back(office: Office, file: Path, unit: str, now: datetime, *, dry_run: bool) -> Done:
    """A form, or an archive of them: every file is taken whole or not at all, and each has its line."""
    with TemporaryDirectory() as folder:
        files = await asyncio.to_thread(_files, file, Path(folder))
        async with office.opened() as database:
            store = Store(database.read, None, now)
            number, cycle = await found(store, unit)
            members = {one.roll: one for one in await store.year_forms(number, cycle.id)}
            branch = Branch((await store.path(number))[0].code, cycle, members, now, store.today, dry_run)
            forms = await asyncio.to_thread(read_forms_in, [place for _, place in files], labels(TEXTS))
            outcomes = [
                await _settle(database, branch, name, read) for (name, _), read in zip(files, forms, strict=True)
            ]
    counts = Counter(outcome.state for outcome in outcomes)
    told = {state: counts[state] for state in ("taken", "has-form", "refused")}
    files_told = [asdict(outcome) for outcome in outcomes]
    document = {"unit": unit, "year": cycle.year, "dry_run": dry_run, **told, "files": files_told}
    line = TEXTS(
        "cli-import-forms-dry" if dry_run else "cli-import-forms-done",
        unit=unit,
        taken=told["taken"],
        kept=told["has-form"],
        refused=told["refused"],
    )
    done = Done(document, [line, *map(_line, outcomes)])
    if counts["refused"]:
        raise Fail(TEXTS("cli-error-forms", count=counts["refused"]), done)
    return done


def _files(file: Path, folder: Path) -> Sequence[tuple[str, Path]]:
    """The forms in it, without the list of who is missing that the bot lays beside them."""
    if file.suffix.casefold() != ZIP:
        return [(file.name, file)]
    unpacked = unpack(file, folder)
    if isinstance(unpacked, Refused):
        raise Fail(_refusal(unpacked))
    return [(name, place) for name, place in unpacked if Path(name).stem != TEXTS("form-missing")]


async def _settle(database: Database, branch: Branch, name: str, read: Filled | Refused) -> Outcome:
    if isinstance(read, Refused):
        return Outcome(name, "refused", None, (_refusal(read),))
    whose = _whose(branch, name, read)
    if isinstance(whose, tuple):
        return Outcome(name, "refused", None, whose)
    async with database.transaction() as run:
        return await _take(Store(run, run, branch.now), branch, name, whose, read)


def _whose(branch: Branch, name: str, read: Filled) -> YearForm | tuple[str, ...]:
    """The file's name, the code and the name on the form must all mean the same member; else why not."""
    whose = whose_file(name, [Listed(one.roll, one.name) for one in branch.members.values()])
    if isinstance(whose, Mismatch):
        candidates = ", ".join(f"{one.roll} - {one.name}" for one in whose.candidates)
        return (TEXTS(f"form-mismatch-{whose.code}", candidates=candidates or "–"),)
    expected = f"{branch.code}/{whose.roll}/{branch.cycle.year}"
    if read.code != expected:
        return (TEXTS("form-mismatch-code", code=read.code or "–", expected=expected),)
    if spelling(read.name) != spelling(whose.name):
        return (TEXTS("form-mismatch-inside", inside=read.name or "–", name=whose.name),)
    return branch.members[whose.roll]


async def _take(store: Store, branch: Branch, name: str, whose: YearForm, read: Filled) -> Outcome:
    """By the rules of a registration in chat, but that on paper everybody may register (PN-06)."""
    cycle = branch.cycle
    member = await store.member(whose.person)
    if await store.has_form(whose.person, cycle.id) or member is None:
        return Outcome(name, "has-form", whose.roll)
    frame = await store.frame(cycle, whose.audience)
    items, faults = _items(branch, frame, read.lines)
    faults += await _obstacles(store, branch, member, frame, items) if not faults else []
    if faults:
        return Outcome(name, "refused", whose.roll, tuple(faults))
    if not branch.dry_run:
        sent = await store.submit(member, cycle, items, CHANNEL, by_operator=True)
        if sent is None:
            return Outcome(name, "has-form", whose.roll)
        await store.announce_arrival(await store.deciders(member.unit, member.person))
    return Outcome(name, "taken", whose.roll)


async def _obstacles(store: Store, branch: Branch, member: Member, frame: Frame, items: Sequence[Item]) -> list[str]:
    cycle = branch.cycle
    against = registration.obstacle(
        cycle.policy,
        state=None,
        paper=False,
        joined=date.fromisoformat(member.since),
        today=branch.today,
        opened=await store.late_opened(member.person, cycle) is not None,
    )
    codes = [item.criterion for item in items]
    few = registration.too_few(cycle.policy, codes, frame.group_of)
    missing = ", ".join(registration.missing_groups(codes, frame.group_of))
    told = [TEXTS(f"form-fault-{against}")] if against else []
    return told + ([TEXTS(f"register-{few}", minimum=cycle.policy.minimum, groups=missing)] if few else [])


def _items(branch: Branch, frame: Frame, lines: Sequence[Written]) -> tuple[Sequence[Item], list[str]]:
    """The lines in the order of the catalogue, and what is wrong with each that cannot be taken."""
    items: dict[str, Item] = {}
    faults = []
    for line in lines:
        read = _item(branch, frame, line)
        twice = line.criterion in items
        if isinstance(read, Item) and not twice:
            items[line.criterion] = read
        else:
            why = TEXTS("form-fault-twice") if isinstance(read, Item) else read
            faults.append(TEXTS("form-fault-line", code=line.criterion or "–", why=why))
    return [items[code] for code in frame.codes if code in items], faults


def _item(branch: Branch, frame: Frame, line: Written) -> Item | str:
    """What the member registers, or why it cannot be taken. A soft doubt is the member's to overrule, and was."""
    if line.fault or line.criterion not in frame.contents:
        return TEXTS(f"form-fault-{line.fault or 'strange'}")
    content = frame[line.criterion]
    folded = fold(line.action)
    for doubt, said in (
        (wording.doubt_about_action(line.action, folded, fold(content.title)), line.action),
        (wording.doubt_about_means(line.how, fold(line.how), folded), line.how),
    ):
        if doubt and not doubt.soft:
            return TEXTS(doubt.code, typed=said)
    due = read_due(line.due, branch.cycle.window(branch.today))
    if not isinstance(due, Due):
        return explain(due, line.due, TEXTS)
    return Item(content.code, content.group_title, content.title, line.action, due, line.how)


def _refusal(refused: Refused) -> str:
    id_ = f"form-refused-{refused.code}"
    values: Mapping[str, Value] = refused.values
    return TEXTS(id_, **values) if id_ in TEXTS else TEXTS("form-refused-unreadable")


def _line(outcome: Outcome) -> str:
    return TEXTS(f"cli-import-forms-{outcome.state}", file=outcome.file, why="; ".join(outcome.why))
