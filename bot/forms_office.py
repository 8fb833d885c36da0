"""The operator and the forms on paper: a branch's forms written into an archive."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.gathering_forms import forms
from bot.office import Done, Fail, Office
from chat.texts import Texts, load_texts
from reports.drawing import draw
from reports.form_document import read_forms
from storage.criteria import OpenCycle
from storage.store import Store

TEXTS: Texts = load_texts()
OFFICIAL = "official"
KINDS = {"xlsx": "forms-zip", "docx": "forms-docx", OFFICIAL: "forms-official"}
BLANK_KINDS = {"xlsx": "forms-blank-zip", "docx": "forms-blank-docx"}


async def write_pack(office: Office, unit: str, out: Path, now: datetime, *, blank: bool, kind: str = "xlsx") -> Done:
    """The archive that `/phieu` gives."""
    kinds = BLANK_KINDS if blank else KINDS
    if kind not in kinds:
        raise Fail(TEXTS("cli-error-format", format=kind, formats=", ".join(kinds)))
    papers = office.config.papers
    if kind == OFFICIAL and not papers.official:
        raise Fail(TEXTS("cli-error-no-official"))
    async with office.opened() as database:
        store = Store(database.read, None, now)
        number, cycle = await found(store, unit)
        if not await store.year_forms(number, cycle.id):
            raise Fail(TEXTS("cli-error-no-members", unit=unit))
        document = await forms(store, number, cycle, blank=blank)
    made = draw(kinds[kind], document, office.config.bot.address, papers.templates, papers.official)
    if not made.content:
        raise Fail(made.fault)
    try:
        await asyncio.to_thread(out.write_bytes, made.content)
    except OSError:
        raise Fail(TEXTS("cli-error-not-written", path=str(out))) from None
    members = read_forms(document).members
    missing = [member.roll for member in members if not member.state]
    written = len(members) if blank else len(members) - len(missing)
    told = {"unit": unit, "year": cycle.year, "out": str(out), "blank": blank, "forms": written, "missing": missing}
    line = TEXTS("cli-forms-done", unit=unit, count=written, missing=len(missing), path=str(out))
    return Done({**told, "fault": made.fault}, list(filter(None, (line, made.fault))))


async def found(store: Store, unit: str) -> tuple[int, OpenCycle]:
    """The unit of this code and the year that is open for it."""
    number = await store.called(unit)
    if number is None:
        raise Fail(TEXTS("cli-error-no-such-unit", unit=unit))
    cycle = await store.cycle(number, (await store.path(number))[0].sector)
    if cycle is None:
        raise Fail(TEXTS("cli-error-no-open-cycle", unit=unit))
    return number, cycle
