"""Files that members sent and that nobody has asked for yet: whose, how many, how much, and until when."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from chat.message import Address, FileRef, Reply
from rules.evidence import MOST_BYTES
from storage import schema
from storage.evidence import EvidenceBox
from storage.session import session_for
from storage.uploads import LONGEST_KEY, MOST, MOST_KEPT, Uploads
from tests.scenes_progress import PNG
from tests.school import AN, School, later, link, school_at
from tests.world import START

HERE, STRANGER = Address("telegram", "an"), Address("telegram", "nobody")
FAR = "https://photos.example.vn/" + "a" * LONGEST_KEY


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@pytest.fixture
def uploads(school: School) -> Uploads:
    return Uploads(school.database)


async def kept(school: School) -> list[str]:
    return [str(key) for (key,) in await school.rows("SELECT key FROM upload ORDER BY id")]


async def test_a_file_is_found_by_its_account_and_by_nobody_else(uploads: Uploads) -> None:
    await uploads.keep(HERE, "f1", PNG, START)
    await uploads.keep(HERE, FAR, PNG + b"2", START)
    assert (await uploads.find(HERE, "f1"), await uploads.find(HERE, FAR)) == (PNG, PNG + b"2")
    for at, file in ((STRANGER, "f1"), (Address("zalo", "an"), "f1"), (HERE, "f2"), (HERE, FAR + "b")):
        assert await uploads.find(at, file) is None


@pytest.mark.parametrize("state", ["waiting", "ended"])
async def test_of_who_is_no_member_by_this_account_nothing_is_kept(
    school: School, uploads: Uploads, state: str
) -> None:
    await link(school, await school.person(AN), "an-z", platform="zalo", state=state)
    for at in (STRANGER, Address("zalo", "an-z")):
        await uploads.keep(at, "f1", PNG, START)
        assert not await uploads.expect(at, ["f2"], START)
    assert await kept(school) == []


async def test_an_account_has_the_newest_few(school: School, uploads: Uploads) -> None:
    for n in range(MOST):
        await uploads.keep(HERE, f"f{n}", PNG, START)
    assert await uploads.expect(HERE, ["x", "y"], START)
    assert await kept(school) == [*(f"f{n}" for n in range(2, MOST)), "x", "y"]


async def test_an_account_has_so_many_bytes(school: School, uploads: Uploads) -> None:
    """Bytes that are fetched later count when they are here."""
    assert MOST_KEPT == 5 * MOST_BYTES
    await school.does(
        'INSERT INTO upload (platform, "user", key, state, size, at)'
        " VALUES ('telegram', 'an', 'old', 'kept', 1, ''), ('telegram', 'an', 'large', 'kept', :size, '')",
        size=MOST_KEPT - len(PNG) - 1,
    )
    assert await uploads.expect(HERE, ["f1"], START)
    (file,) = await uploads.waiting(START, timedelta(0))
    await uploads.arrived(file, PNG)
    assert await kept(school) == ["old", "large", "f1"]
    await uploads.keep(HERE, "f2", b"x", START)
    assert await kept(school) == ["large", "f1", "f2"]
    await uploads.keep(HERE, "f3", b"x", START)
    assert await kept(school) == ["f1", "f2", "f3"]


async def test_what_is_expected_waits_until_it_is_settled_and_then_stays_so(school: School, uploads: Uploads) -> None:
    await uploads.expect(HERE, [FAR, "big", "gone"], START)
    await uploads.expect(HERE, [FAR], later(minutes=1))
    assert await uploads.waiting(START, timedelta(seconds=1)) == []
    far, big, gone = await uploads.waiting(START, timedelta(0))
    assert (far.at, far.source, far.since) == (HERE, FAR, START)
    assert await uploads.find(HERE, FAR) is None
    await uploads.arrived(far, PNG)
    await uploads.too_big(big)
    await uploads.forget(gone)
    for file in (far, big, gone):  # another process comes late
        await uploads.forget(file)
        await uploads.too_big(file)
        await uploads.arrived(file, b"other")
    assert [await uploads.find(HERE, file) for file in (FAR, "big", "gone")] == [PNG, "big", None]
    assert await school.rows("SELECT state, source, size FROM upload") == [
        ("kept", None, len(PNG)),
        ("big", None, 0),
    ]


@pytest.mark.parametrize("ends", ["kept", "failed"])
async def test_a_file_that_has_become_evidence_or_cannot_is_not_kept_twice(
    school: School, uploads: Uploads, ends: str
) -> None:
    """Unless the same file is to be evidence of another content, too."""
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Hiến máu")
    await uploads.keep(HERE, FAR, PNG, START)
    await uploads.keep(HERE, "f2", PNG, START)
    first, second = sorted(line.criterion for line in await school.reads().year_lines(card))
    async with school.writes() as store:
        for criterion in (first, second):
            await store.hand_in(card.id, criterion, card.person, "file", FileRef(FAR, "a.png"), HERE)
    box = EvidenceBox(school.database)
    for left, file in zip((2, 1), await box.waiting(START, timedelta(0)), strict=True):
        if ends == "kept":
            await box.keep(file, "a.png", "image/png", PNG)
        else:
            await box.fail(file, Reply("x"), START)
        assert len(await kept(school)) == left
    assert await kept(school) == ["f2"]


@pytest.mark.parametrize("how", ["unlinks", "withdraws"])
async def test_with_the_account_go_its_files_whatever_the_platform(school: School, uploads: Uploads, how: str) -> None:
    an = await school.member(AN)
    await link(school, an.person, "an-z", platform="zalo", state="active")
    zalo, binh = Address("zalo", "an-z"), Address("telegram", "binh")
    for at in (HERE, zalo, binh):
        await uploads.keep(at, f"of {at}", PNG, START)
    async with school.writes() as store:
        if how == "withdraws":
            await store.withdraw(an, "telegram")
        else:
            for account in await store.accounts(an.person):
                await store.unlink(account, an.person, "telegram")
    assert await kept(school) == [f"of {binh}"]


async def test_a_file_of_the_web_chat_is_still_there_under_its_new_name(empty: str) -> None:
    await schema.downgrade(empty, "0010")
    async with session_for(empty) as session:
        await (await session.connection()).execute(
            text(
                "INSERT INTO web_upload (session, key, name, kind, content, at)"
                " VALUES ('s', 'k', 'a.png', 'image/png', 'iVBORw==', '2026-11-22T00:00:00Z')"
            )
        )
        await session.commit()
    await schema.upgrade(empty)
    async with school_at(empty) as school:
        assert await Uploads(school.database).find(Address("web", "s"), "k") == PNG[:4]
    await schema.downgrade(empty, "0010")
    async with session_for(empty) as session:
        rows = await (await session.connection()).execute(text("SELECT session, key, content FROM web_upload"))
        assert [tuple(row) for row in rows] == [("s", "k", "iVBORw==")]
