"""What the doctor looks at, each well and each ill, on both databases."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.config import Config
from bot.doctor import OVERDUE, Check, examine, revision
from bot.office import Fail, Office
from chat.texts import load_texts
from storage import schema
from storage.instants import instant
from storage.session import session_for
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.world import LINKED, START

TEXTS = load_texts()
LATE, IN_TIME = instant(START - OVERDUE - timedelta(seconds=1)), instant(START - OVERDUE)
CHECKS = (
    *("database", "integrity", "inbox", "set-aside", "outbox", "failed", "held", "cycle", "committee", "ages"),
    *("channel", "safe-mode"),
)


def settings(url: str, *, telegram: bool = True, safe: bool = False) -> Config:
    token = "100:double" if telegram else ""
    return Config.model_validate({"database": {"url": url}, "telegram": {"token": token}, "bot": {"safe_mode": safe}})


async def examined(config: Config) -> Mapping[str, Check]:
    return {check.name: check for check in await examine(config, START)}


async def does(url: str, statement: str) -> None:
    async with session_for(url) as session:
        await (await session.connection()).execute(text(statement))


def delivery(received_at: str, problem: str = "NULL") -> str:
    columns = "account, delivery, received_at, body, problem"
    return f"INSERT INTO inbox ({columns}) VALUES ('telegram', '1', '{received_at}', '', {problem})"  # noqa: S608


def notice(state: str, due_at: str) -> str:
    columns = "person_id, kind, state, due_at, created_at, attempts"
    return f"INSERT INTO outbox ({columns}) SELECT min(id), 'x', '{state}', '{due_at}', '{due_at}', 0 FROM person"  # noqa: S608


async def test_a_world_in_order_has_nothing_to_look_at(world: str) -> None:
    checks = await examined(settings(world))
    assert tuple(checks) == CHECKS
    assert all(check.ok for check in checks.values()), checks
    assert (checks["cycle"].detail, checks["channel"].detail) == ("2027", "telegram")
    assert checks["database"].detail == schema.newest()


ILL = [
    (delivery(LATE), "inbox", "1"),
    (delivery(IN_TIME, "'ValueError'"), "set-aside", "1"),
    (notice("due", LATE), "outbox", "1"),
    (notice("claimed", LATE), "outbox", "1"),
    (notice("failed", IN_TIME), "failed", "1"),
    (notice("unknown", IN_TIME), "failed", "1"),
    (notice("held", IN_TIME), "held", "1"),
    ("UPDATE cycle SET state = 'closed'", "cycle", "–"),
    ("UPDATE role SET until = '2026-11-22'", "committee", "12A1"),
    ("UPDATE person SET birth = '1990-11-23' WHERE id = 4", "ages", "1: 12A1/7"),
]


@pytest.mark.parametrize(
    ("statement", "name", "detail"), ILL, ids=[f"{name} {i}" for i, (_, name, _) in enumerate(ILL)]
)
async def test_what_is_wrong_is_found_and_nothing_else(statement: str, name: str, detail: str, world: str) -> None:
    await does(world, statement)
    checks = await examined(settings(world))
    assert [check.name for check in checks.values() if not check.ok] == [name]
    assert checks[name].detail == detail


WELL = [delivery(IN_TIME), notice("due", IN_TIME), notice("claimed", IN_TIME), notice("sent", LATE)]
WELL += [notice("dropped", LATE), "UPDATE person SET birth = '1990-11-24'"]
WELL += ["UPDATE person SET birth = '1980-01-01' WHERE id = 1"]


@pytest.mark.parametrize("statement", WELL)
async def test_what_is_on_its_way_is_nothing_to_look_at(statement: str, world: str) -> None:
    await does(world, statement)
    assert all(check.ok for check in (await examined(settings(world))).values())


async def test_a_bot_without_a_channel_is_pointed_out(world: str) -> None:
    checks = await examined(settings(world, telegram=False))
    assert [check.name for check in checks.values() if not check.ok] == ["channel"]


async def test_safe_mode_is_pointed_out_as_long_as_it_is_on(world: str) -> None:
    """Products row 102: whoever forgets it wonders why nobody is told."""
    checks = await examined(settings(world, safe=True))
    assert [check for check in checks.values() if not check.ok] == [Check("safe-mode", False, "safe_mode = true")]
    assert (await examined(settings(world)))["safe-mode"].detail == "safe_mode = false"


async def test_an_empty_database_is_the_only_thing_to_say(tmp_path: Path) -> None:
    """To look for a file must not make it."""
    path = tmp_path / "none.db"
    config = settings(f"sqlite:///{path}")
    assert list(await examine(config, START)) == [Check("database", False, f"– ≠ {schema.newest()}")]
    assert await revision(config.database.url) is None
    assert not path.exists()


async def test_a_database_of_another_version_is_the_only_thing_to_say(empty: str) -> None:
    await does(empty, "UPDATE alembic_version SET version_num = '9999'")
    assert list(await examine(settings(empty), START)) == [Check("database", False, f"9999 ≠ {schema.newest()}")]


async def test_a_database_that_cannot_be_used_is_the_only_thing_to_say(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("no database " * 100)
    (check,) = await examine(settings(f"sqlite:///{tmp_path / 'bad.db'}"), START)
    assert check == Check("database", False, "file is not a database")
    (check,) = await examine(settings("postgresql://user:secret@127.0.0.1:1/name"), START)
    assert (check.name, check.ok) == ("database", False)
    assert "127.0.0.1" in check.detail
    assert "secret" not in check.detail


DAMAGE = [(0, "database disk image is malformed"), (100, "*** in database main ***")]


@pytest.mark.parametrize(("since", "detail"), DAMAGE, ids=["page", "rows"])
async def test_a_damaged_file_is_found(since: int, detail: str, world_sqlite: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(world_sqlite, path)
    with closing(sqlite3.connect(path)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'")
        ((size,),) = connection.execute("PRAGMA page_size")
    with path.open("r+b") as file:
        file.seek((page - 1) * size + since)
        file.write(b"\xff" * (size - since))
    checks = await examine(settings(f"sqlite:///{path}"), START)
    assert [check.name for check in checks if not check.ok] == ["integrity"]
    assert not {"inbox", "outbox"} & {check.name for check in checks}
    assert checks[1].detail == detail


async def test_the_operator_gets_every_line_and_one_sentence_at_the_end(world: str) -> None:
    office = Office(settings(world), TEXTS, START)
    done = await office.doctor()
    assert done.document["ok"] is True
    assert len(done.lines) == len(CHECKS)
    assert all(line.startswith("Tốt: ") for line in done.lines)

    await does(world, delivery(LATE))
    await does(world, "UPDATE cycle SET state = 'closed'")
    with pytest.raises(Fail) as caught:
        await office.doctor()
    assert caught.value.sentence == "Có 2 điều cần xem: tin đến chưa được trả lời, chương trình đang mở."
    found = caught.value.found
    assert found is not None
    assert found.document["ok"] is False
    assert [line for line in found.lines if not line.startswith("Tốt: ")] == [
        "CẦN XEM: tin đến chưa được trả lời (1)",
        "CẦN XEM: chương trình đang mở (–)",
    ]


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloBotDouble]:
    async with ZaloBotDouble() as double:
        yield double


def on_zalo(url: str, zalo: ZaloBotDouble, token: str = "") -> Config:
    settings = {"token": token or zalo.token, "api_url": zalo.url}
    return Config.model_validate({"database": {"url": url}, "zalo": settings})


async def test_zalos_token_is_tried_and_its_plan_told(world: str, zalo: ZaloBotDouble) -> None:
    checks = await examined(on_zalo(world, zalo))
    assert all(check.ok for check in checks.values()), checks
    assert (checks["zalo"].detail, checks["plan"].detail) == (zalo.world.bot["account_name"], "0/3000, 0/50")
    assert checks["channel"].detail == "zalo"


@pytest.mark.parametrize("answer", ["401", "404-html"])
async def test_a_token_that_zalo_does_not_know_is_pointed_out(world: str, zalo: ZaloBotDouble, answer: str) -> None:
    zalo.switch(unknown_token=answer)
    found = (await examined(on_zalo(world, zalo, "12345689:wrong")))["zalo"]
    assert not found.ok
    assert "wrong" not in found.detail


@pytest.mark.parametrize(("sent", "ok"), [(2399, True), (2400, False)])
async def test_a_plan_that_is_nearly_used_up_is_pointed_out(
    world: str, zalo: ZaloBotDouble, sent: int, ok: bool
) -> None:
    """At 80 % of the month's messages, of the month in Viet Nam."""
    await does(world, f"INSERT INTO tally (platform, month, count) VALUES ('zalo', '2026-11', {sent})")  # noqa: S608
    await does(world, "INSERT INTO tally (platform, month, count) VALUES ('zalo', '2026-10', 3000)")
    found = (await examined(on_zalo(world, zalo)))["plan"]
    assert (found.ok, found.detail) == (ok, f"{sent}/3000, 0/50")


async def test_people_near_the_plans_end_are_pointed_out(world: str, zalo: ZaloBotDouble) -> None:
    await does(world, "UPDATE link SET platform = 'zalo'")
    assert (await examined(on_zalo(world, zalo)))["plan"].detail == f"0/3000, {len(LINKED)}/50"


@pytest.mark.parametrize(
    ("state", "days", "ok"),
    [
        (None, 0, False),
        ("good", 0, True),
        ("good", 88, True),
        ("good", 89, False),
        ("asked", 0, True),
        ("asked", 1, False),
        ("spent", 0, False),
    ],
)
async def test_whether_somebody_has_to_log_in_to_the_official_account(
    world: str, state: str | None, days: int, ok: bool
) -> None:
    """A refresh token is good for three months, once; who began to buy with it a day ago is no more (zalo.md B.1)."""
    zalo = {"app_id": "1", "app_secret": "s", "oa_id": "oa1", "oa_secret_key": "k"}
    http = {"listen": "127.0.0.1:8080", "public_url": "https://a.vn"}
    config = Config.model_validate({"database": {"url": world}, "zalo_oa": zalo, "http": http})
    at = instant(START - timedelta(days=days))
    if state:
        columns = "account, version, state, access, access_until, refresh, asked_at"
        values = f"'oa1', 1, '{state}', 'secret-a', '{at}', 'secret-r', '{at}'"
        await does(world, f"INSERT INTO oa_token ({columns}) VALUES ({values})")  # noqa: S608
    found = (await examined(config))["zalo-oa"]
    assert (found.ok, found.detail) == (ok, at if state else "–")
