"""Files of evidence on their way into the store: from each platform, with its limits, by whoever is first."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.platform import Adapter, Fetched, Handle, Later, Outcome, Refused, Sent, Unknown
from bot.fetching import Fetching
from chat.message import Address, FileRef, Reply
from rules.evidence import MOST_BYTES
from storage.evidence import EvidenceBox
from storage.forms import Card
from tests import line as telegram
from tests.doubles.telegram import TelegramDouble
from tests.player import TEXTS, Clock
from tests.scenes import ACTION
from tests.scenes_progress import PNG
from tests.school import AN, School, school_at
from tests.web import form, open_site
from tests.world import START

HERE = Address("telegram", "an")


@dataclass
class Shelf(Adapter):
    """A platform that hands out what the test put there, in turn."""

    platform: str = "telegram"
    answers: list[Fetched | Exception] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def run(self, handle: Handle) -> None:
        raise NotImplementedError

    async def send(self, to: Address, reply: Reply) -> Outcome:
        return Sent()

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        return Sent()

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        self.asked.append((at.user, file.id))
        if isinstance(answer := self.answers.pop(0), Exception):
            raise answer
        return answer


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def fetching(school: School, shelf: Shelf, clock: Clock, told: Sequence[str] | None = None) -> Fetching:
    heard = told if isinstance(told, list) else []
    return Fetching(EvidenceBox(school.database), {"telegram": shelf}, TEXTS, clock, lambda: heard.append("told"))


async def hands_in(school: School, name: str = "ảnh.png", at: datetime = START) -> Card:
    card = await school.sends(AN, "Đọc 3 cuốn sách")
    async with school.writes(at) as store:
        await store.hand_in(card.id, "1.1", card.person, "file", FileRef("f 1", name, 9), HERE)
    return card


async def states(school: School) -> list[tuple[object, ...]]:
    rows = await school.rows("SELECT state, name, media, size, platform, reference FROM evidence ORDER BY id")
    return [tuple(row) for row in rows]


async def test_a_file_is_kept_once_and_its_address_forgotten(school: School) -> None:
    card = await hands_in(school)
    clock, shelf = Clock(START), Shelf(answers=[PNG, PNG])
    assert await fetching(school, shelf, clock).drain() == 1
    assert shelf.asked == [("an", "f 1")]
    assert await states(school) == [("kept", "ảnh.png", "image/png", len(PNG), None, None)]
    (proof,) = await school.reads().evidence_of(card.id)
    assert await school.reads().content_of(proof) == PNG
    assert await fetching(school, shelf, clock).drain() == 0
    assert len(str(await school.one("SELECT sha256 FROM evidence_content"))) == 64


async def test_two_processes_and_a_member_who_takes_it_back_change_nothing_twice(school: School) -> None:
    card = await hands_in(school)
    box = EvidenceBox(school.database)
    (file,) = await box.waiting(START, timedelta(0))
    assert await box.keep(file, "a.png", "image/png", PNG)
    assert not await box.keep(file, "b.png", "image/png", PNG)
    assert not await box.fail(file, Reply("x"), START)
    (proof,) = await school.reads().evidence_of(card.id)
    async with school.writes() as store:
        await store.take_back(proof, card.person)
        await store.hand_in(card.id, "1.1", card.person, "file", FileRef("f2"), HERE)
    (late,) = await box.waiting(START, timedelta(0))
    async with school.writes() as store:
        await store.take_back((await store.evidence_of(card.id))[0], card.person)
    assert not await box.keep(late, "c.png", "image/png", PNG)
    assert await school.one("SELECT count(*) FROM evidence_content") == 0
    assert await school.one("SELECT count(*) FROM outbox WHERE kind = 'evidence-lost'") == 0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"MZ", "không phải là ảnh"),
        (b"", "tệp rỗng"),
        (b"%PDF-" + bytes(MOST_BYTES), "vượt mức tối đa 10 MB"),
        (Refused("file is too big"), "vượt mức tối đa"),
        (Refused("no longer kept"), "gửi lại nhé"),
    ],
    ids=["kind", "empty", "big", "too big for the platform", "gone"],
)
async def test_what_cannot_be_kept_is_told_to_the_member_once(school: School, answer: Fetched, says: str) -> None:
    card = await hands_in(school, "bài.pdf")
    told: list[str] = []
    assert await fetching(school, Shelf(answers=[answer]), Clock(START), told).drain() == 1
    ((person, raw),) = await school.rows("SELECT person_id, reply FROM outbox WHERE kind = 'evidence-lost'")
    assert person == card.person
    assert says in raw
    assert "bài.pdf" in raw
    assert (told, (await states(school))[0][0]) == (["told"], "failed")
    assert await school.reads().evidence_of(card.id) == ()
    assert [line.evidence for line in await school.reads().year_lines(card)] == [0]


async def test_a_platform_that_cannot_be_reached_is_asked_again_for_a_day(school: School) -> None:
    await hands_in(school)
    clock, shelf = (
        Clock(START),
        Shelf(answers=[Unknown("TimedOut"), Later(5), RuntimeError(), Unknown("x"), Unknown("x")]),
    )
    work = fetching(school, shelf, clock)
    assert await work.drain() == 0
    assert await work.drain() == 0
    assert len(shelf.asked) == 1, "not before its pause is over"
    clock.passes(seconds=30)
    assert await work.drain() == 0
    clock.passes(seconds=5)
    assert await work.drain() == 0
    clock.passes(hours=23)
    assert await work.drain() == 0
    clock.passes(hours=1)
    assert await work.drain() == 1
    assert len(shelf.asked) == 5
    assert (await states(school))[0][0] == "failed"


async def test_another_process_leaves_a_new_file_to_the_one_that_took_it(school: School) -> None:
    await hands_in(school)
    shelf = Shelf(answers=[PNG])
    assert await fetching(school, shelf, Clock(START)).drain(timedelta(seconds=30)) == 0
    assert await fetching(school, shelf, Clock(START + timedelta(seconds=30))).drain(timedelta(seconds=30)) == 1


# The platforms


async def until(line: telegram.Line, query: str) -> None:
    """As soon as the query finds something."""
    async with asyncio.timeout(5):
        while not await line.rows(query):
            await asyncio.sleep(0)


async def test_telegram_hands_out_a_photo_and_says_what_it_will_not(
    world_sqlite: Path, tmp_path: Path, framework: str
) -> None:
    path = shutil.copy(world_sqlite, tmp_path / "telegram.db")
    async with TelegramDouble() as double:
        line = await telegram.line_to(double, f"sqlite:///{path}", telegram={"framework": framework})
        async with line.up() as app:
            await line.says(telegram.AN, "/dangky")
            await line.says(telegram.AN, f"1.2 | {ACTION} | quý 1 | ở nhà")
            code = (await line.taps(telegram.AN, "Gửi ban chấp hành xác nhận")).text.partition("DK-")[2][:5]
            await line.says(telegram.BINH, f"duyet DK-{code}")
            await until(line, "SELECT 1 FROM form WHERE state = 'confirmed'")
            await line.says(telegram.AN, "/tiendo 1.2 xong")
            update = double.sends_photo(telegram.AN, b"\xff\xd8\xff" + bytes(9), caption="Đã đọc xong 3 cuốn")
            shown = await double.next_reply(telegram.AN, after=update)
            assert "Đã nhận tệp: photo.jpg" in shown.text
            assert "Ghi chú: Đã đọc xong 3 cuốn" in shown.text
            await line.says(telegram.AN, "xong")

            await until(line, "SELECT 1 FROM evidence WHERE state = 'kept'")
            assert [tuple(r) for r in await line.rows("SELECT state, media FROM evidence")] == [("kept", "image/jpeg")]
            double.says(telegram.BINH, f"minhchung DK-{code} 1.2 1")
            await double.until(lambda: [c for c in double.calls if c.method == "sendPhoto"] or None)
            assert [c.params["photo"].name for c in double.calls if c.method == "sendPhoto"] == ["photo.jpg"]

            adapter, at = app.adapters["telegram"], Address("telegram", str(telegram.AN))
            big = double.world.keep_file("a.pdf", b"%PDF-", "application/pdf", 20_000_001)
            assert await adapter.fetch(FileRef(big.id), at) == Refused("file is too big")
            assert isinstance(await adapter.fetch(FileRef("nonsense"), at), Refused)
            small = double.world.keep_file("ảnh 1.png", PNG, "image/png")
            double.fails("getFile", "too_many", value=7)
            assert await adapter.fetch(FileRef(small.id), at) == Later(7)
            double.fails("getFile", "bad_gateway")
            assert isinstance(await adapter.fetch(FileRef(small.id), at), Unknown)
            assert await adapter.fetch(FileRef(small.id), at) == PNG


async def test_the_web_chat_hands_out_what_its_session_sent(world: str) -> None:
    clock = Clock(START)
    async with open_site(world, clock) as site, site.visitor() as visitor:
        await visitor.opens()
        await visitor.says("/start cd_ABCD2345")
        await visitor.says("Nguyễn Văn An")
        await visitor.says("24/12/2009")
        await visitor.taps("Đúng là tôi")
        await visitor.taps("Tôi đồng ý")
        async with visitor.posts(form(PNG, kind="text/plain"), "files") as answer:
            assert answer.status == 200
        ((session, key),) = await site.rows('SELECT "user", key FROM upload')
        adapter = site.app.adapters["web"]
        assert await adapter.fetch(FileRef(key), Address("web", session)) == PNG
        assert isinstance(await adapter.fetch(FileRef(key), Address("web", "another")), Refused)
