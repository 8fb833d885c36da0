"""Everything out into one file and back into an empty database, on either kind, identical (products 78)."""

import asyncio
import csv
import shutil
import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlmodel import SQLModel

from bot.archive_office import PATIENCE, Progress, export, restore
from bot.auditing import verify_record
from bot.office import Fail
from storage import schema
from storage.archive import ARCHIVED, LEFT_OUT, snapshot
from tests.archives import (
    PHOTO,
    Parts,
    archived,
    fill,
    first_row,
    honest,
    kept,
    overlapping,
    pack,
    parts_of,
    rows_of,
    told,
    with_a_second,
)
from tests.conftest import finished
from tests.office import Operator, renluyen
from tests.school import AN, add_member, add_unit, school_at
from tests.test_commands import desk
from tests.test_simulate import DATABASE, MEMBERS, play
from tests.world import START

ROOT = Path(__file__).parents[1]
SILENT: Callable[[str], None] = lambda _: None  # noqa: E731


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A year that a hundred members have played, with evidence, and something in every table beside."""
    folder = play(tmp_path_factory.mktemp("year"), MEMBERS).folder
    finished(fill(f"sqlite:///{folder / DATABASE}"))
    return f"sqlite:///{folder / DATABASE}"


@pytest.fixture(scope="module")
def whole(year: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive."""
    path = tmp_path_factory.mktemp("whole") / "year.zip"

    async def work() -> None:
        await archived(year, path)

    finished(work())
    return path


@pytest.fixture(scope="module")
def small(world_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the small world with something in every table."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copy(world_sqlite, folder / "small.db")

    async def work() -> None:
        await fill(f"sqlite:///{folder / 'small.db'}")
        await archived(f"sqlite:///{folder / 'small.db'}", folder / "small.zip")

    finished(work())
    return folder / "small.zip"


# --- there and back


async def test_a_played_year_goes_out_and_comes_back_the_same(
    whole: Path, empty: str, empty_sqlite: Path, tmp_path: Path
) -> None:
    """From SQLite into either database, out of that, and into SQLite again."""
    done = await restore(desk(empty), whole, SILENT)
    parts = parts_of(whole)
    assert sum(1 for name in parts if name.startswith("files/")) == done.document["files"] == 3
    again = await archived(empty, tmp_path / "again.zip")
    assert parts_of(again) == parts

    shutil.copy(empty_sqlite, tmp_path / "third.db")
    third = f"sqlite:///{tmp_path / 'third.db'}"
    await restore(desk(third), again, SILENT)
    assert parts_of(await archived(third, tmp_path / "third.zip")) == parts


async def test_a_database_that_was_restored_goes_on(whole: Path, empty: str) -> None:
    """The record holds, new rows get new numbers, and what waits to be sent is said."""
    done = await restore(desk(empty), whole, SILENT)
    office = desk(empty)
    found = (await verify_record(office, None, None)).document
    async with school_at(empty) as school:
        assert found["links"] == await school.one("SELECT count(*) FROM decision WHERE seq IS NOT NULL")
        assert done.document["waiting"] == await school.one("SELECT count(*) FROM outbox WHERE state = 'due'")
        unit = await add_unit(school, "NEW")
        assert unit == rows_of(parts_of(whole), "unit")[-1]["id"] + 1
        assert await add_member(school, unit, 1) == rows_of(parts_of(whole), "person")[-1]["id"] + 1
    assert f"Có {done.document['waiting']} tin đang chờ gửi" in "\n".join(done.lines)


async def test_every_table_and_column_went_along(whole: Path) -> None:
    parts = parts_of(whole)
    for name in ARCHIVED:
        rows = rows_of(parts, name)
        assert rows, name
        assert list(rows[0]) == [column.name for column in SQLModel.metadata.tables[name].columns], name


async def test_the_same_database_is_the_same_archive(year: str, whole: Path, tmp_path: Path) -> None:
    assert (await archived(year, tmp_path / "again.zip")).read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("revision", ["0008", "0004"])
async def test_an_archive_of_an_older_program_is_brought_up(
    revision: str, year: str, empty: str, tmp_path: Path
) -> None:
    """It stands as if the program had been upgraded first."""
    shutil.copy(year.removeprefix("sqlite:///"), tmp_path / "old.db")
    old = f"sqlite:///{tmp_path / 'old.db'}"
    await schema.downgrade(old, revision)
    before = await archived(old, tmp_path / "before.zip")
    await schema.upgrade(old)
    upgraded = parts_of(await archived(old, tmp_path / "upgraded.zip"))

    done = await restore(desk(empty), before, SILENT)
    assert f"Tệp được ghi ở bản {revision} của cơ sở dữ liệu, đã nâng lên bản {schema.newest()}." in done.lines
    assert await schema.current(empty) == schema.newest()
    await schema.check(empty)
    assert parts_of(await archived(empty, tmp_path / "restored.zip")) == upgraded


async def test_what_is_written_meanwhile_is_not_in_it_and_is_not_held_up(world: str) -> None:
    """It is one moment, on both databases, while a bot goes on writing."""
    async with school_at(world) as school, snapshot(world) as seen:
        before = await school.rows("SELECT id FROM person ORDER BY id")
        await school.does("UPDATE person SET name = 'Later'")
        await add_unit(school, "LATER")
        found = {table.name: [r async for rows in seen.rows(table) for r in rows] for table in seen.tables}
        assert await school.one("SELECT count(*) FROM unit WHERE code = 'LATER'") == 1, "it was written already"
        assert [(row["id"],) for row in found["person"]] == before
        assert "Later" not in {row["name"] for row in found["person"]}
        assert "LATER" not in {row["code"] for row in found["unit"]}


# --- what leaves, and what does not


def test_every_table_is_known_to_leave_or_to_stay() -> None:
    """Whoever adds a table decides it here and says it in docs/personal-data.md."""
    assert set(SQLModel.metadata.tables) == ARCHIVED | LEFT_OUT
    assert not ARCHIVED & LEFT_OUT
    told = (ROOT / "docs" / "personal-data.md").read_text("utf-8").partition("## Taking everything out")[2]
    assert [name for name in LEFT_OUT if f"`{name}`" not in told.partition("\n## ")[0]] == []


def test_nothing_that_leaves_points_to_what_stays() -> None:
    for name in ARCHIVED:
        assert not {key.column.table.name for key in SQLModel.metadata.tables[name].foreign_keys} & LEFT_OUT, name


async def test_what_opens_something_stays_behind(whole: Path) -> None:
    """Each of these tables had a row, in which its name stood."""
    parts = parts_of(whole)
    assert orjson.loads(parts["manifest.json"])["left_out"] == sorted(LEFT_OUT)
    for name, content in parts.items():
        if name != "manifest.json":
            assert not [secret for secret in LEFT_OUT if f"{secret} =1+1".encode() in content], name


def test_people_can_read_it(small: Path) -> None:
    """Excel reads the letters, computes nothing, and a file is opened by its name."""
    parts = parts_of(small)
    people = parts["tables/person.csv"].decode("utf-8-sig")
    assert parts["tables/person.csv"].startswith(b"\xef\xbb\xbf")
    header, first, *_ = csv.reader(StringIO(people, newline=""))
    assert header[:2] == ["id", "name"]
    assert first[:2] == ["1", "'=HYPERLINK(1)"]
    assert rows_of(parts, "person")[0]["name"] == "=HYPERLINK(1)", "what counts is as it was"
    evidence = rows_of(parts, "evidence")[0]["id"]
    assert parts[f"files/evidence_content/{evidence}.jpg"] == PHOTO
    assert f"files/evidence_content/{evidence}.jpg" in parts["tables/evidence_content.csv"].decode()


# --- the commands


@pytest.fixture
def operator(world_sqlite: Path, tmp_path: Path) -> Operator:
    shutil.copy(world_sqlite, tmp_path / "world.db")
    return renluyen(tmp_path, f"sqlite:///{tmp_path / 'world.db'}")


def test_the_operator_takes_everything_out_and_moves_it(operator: Operator) -> None:
    out = operator.json("export", "out.zip")
    assert (out["rows"]["person"], out["revision"], out["left_out"]) == (9, schema.newest(), sorted(LEFT_OUT))
    path = operator.folder / "out.zip"
    assert out["bytes"] == path.stat().st_size
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not [file.name for file in operator.folder.iterdir() if file.name.startswith(".")]
    assert "đã có dữ liệu" in operator.fails("restore", "out.zip")

    (operator.folder / "new").mkdir()
    new = renluyen(operator.folder / "new", f"sqlite:///{operator.folder / 'new.db'}")
    new.does("init")
    assert new.json("restore", "../out.zip")["rows"] == out["rows"]


async def test_an_export_says_what_is_in_it_and_writes_over_nothing(operator: Operator) -> None:
    office, path = desk(operator.config.database.url), operator.folder / "out.zip"
    said = "\n".join((await export(office, path, START, SILENT)).lines)
    assert "dữ liệu cá nhân" in said
    assert "Không có trong tệp: khóa của Zalo Official Account" in said
    with pytest.raises(Fail, match=r"Đã có .*out\.zip\."):
        await export(office, path, START, SILENT)


async def test_without_a_database_it_is_said_how_to_begin(small: Path, tmp_path: Path) -> None:
    with pytest.raises(Fail, match="renluyen init"):
        await restore(desk(f"sqlite:///{tmp_path / 'none.db'}"), small, SILENT)


async def test_a_file_that_cannot_be_written_is_one_sentence(operator: Operator) -> None:
    with pytest.raises(Fail, match="Không ghi được"):
        await export(desk(operator.config.database.url), operator.folder / "no" / "out.zip", START, SILENT)


async def test_an_export_that_fails_leaves_no_file(operator: Operator) -> None:
    """Content that is no base64, as nobody but another program can have written it."""
    async with school_at(operator.config.database.url) as school:
        await fill(school.url)
        await school.does("UPDATE upload SET content = 'not base64!'")
        before = set(operator.folder.iterdir())
        with pytest.raises(ValueError, match="base64"):
            await export(desk(school.url), operator.folder / "out.zip", START, SILENT)
        assert set(operator.folder.iterdir()) == before


def test_what_takes_long_says_how_far_it_is() -> None:
    said: list[str] = []
    times = iter([0, 1, PATIENCE, PATIENCE + 1, 2 * PATIENCE])
    progress = Progress(said.append, lambda: next(times))
    for rows in range(1, 6):
        progress("form", rows * 1000)
    assert said == ["… form: 3.000 dòng", "… form: 5.000 dòng"]


# --- damage

Change = Callable[[Parts], Parts]


def without(ending: str) -> Change:
    return lambda parts: {name: content for name, content in parts.items() if not name.endswith(ending)}


def also(name: str, content: bytes = b"") -> Change:
    return lambda parts: {**parts, name: content}


def instead(ending: str, before: bytes, after: bytes) -> Change:
    """Some bytes of one part, without a word in the manifest."""

    def change(parts: Parts) -> Parts:
        (name,) = (name for name in parts if name.endswith(ending))
        assert before in parts[name]
        return {**parts, name: parts[name].replace(before, after, 1)}

    return change


def row(table: str, **values: Any) -> Change:
    return lambda parts: first_row(parts, table, lambda found: found.update(values))


def pops(table: str, column: str) -> Change:
    return lambda parts: first_row(parts, table, lambda found: found.pop(column))


def manifest(**values: Any) -> Change:
    return lambda parts: told(parts, **values)


def with_table(name: str, *, there: bool) -> Change:
    """The manifest names a table more, or one fewer, and its parts are as it says."""

    def change(parts: Parts) -> Parts:
        tables = dict(orjson.loads(parts["manifest.json"])["tables"])
        tables[name] = tables["unit"]
        if not there:
            del tables[name]
            return told(without(f"/{name}.csv")(without(f"/{name}.jsonl")(parts)), tables=tables)
        return told(honest({**parts, f"tables/{name}.jsonl": b"", f"tables/{name}.csv": b""}), tables=tables) | {
            f"tables/{name}.{kind}": parts[f"tables/unit.{kind}"] for kind in ("jsonl", "csv")
        }

    return change


def file_renamed(parts: Parts) -> Parts:
    (photo,) = (name for name in kept(parts) if name.endswith(".jpg"))
    renamed = {("files/upload/99.jpg" if name == photo else name): content for name, content in parts.items()}
    return first_row(renamed, "evidence_content", lambda row: row["content"].update(file="files/upload/99.jpg"))


def twice_the_row(parts: Parts) -> Parts:
    return honest({**parts, "tables/unit.jsonl": parts["tables/unit.jsonl"] * 2})


LONG = b'{"id":1,"code":"' + b"".join(b"%08x" % (n * 2654435761 % 2**32) for n in range(1 << 14)) * 260

DAMAGES: list[tuple[str, Change, str]] = [
    ("no manifest", without("manifest.json"), "manifest.json"),
    ("a manifest that is none", also("manifest.json", b"{"), "manifest.json"),
    ("a manifest of something else", also("manifest.json", b'{"tables":[]}'), "manifest.json"),
    ("a number as text", manifest(format="1"), "manifest.json"),
    ("a newer format", manifest(format=2), "bản mới hơn"),
    ("a newer schema", manifest(revision="0999"), "bản mới hơn"),
    ("a row changed", instead("tables/unit.jsonl", b"12A1", b"12B1"), "tables/unit.jsonl trong tệp đã hỏng"),
    ("a row more", instead("tables/unit.jsonl", b"\n", b"\n\n"), "tables/unit.jsonl trong tệp đã hỏng"),
    ("a cell changed", instead("tables/unit.csv", b"12A1", b"12B1"), "tables/unit.csv trong tệp đã hỏng"),
    ("rows missing", without("tables/form.jsonl"), "thiếu phần tables/form.jsonl"),
    ("no newline at the end", lambda p: honest({**p, "tables/talk.jsonl": b"{}"}), "tables/talk.jsonl trong"),
    ("no JSON", lambda p: honest({**p, "tables/unit.jsonl": b"unit\n"}), "Bảng unit"),
    ("a list", lambda p: honest({**p, "tables/unit.jsonl": b"[]\n"}), "Bảng unit"),
    ("a column more", row("unit", secret="x"), "Các cột của bảng unit"),
    ("a column fewer", pops("unit", "sector"), "Các cột của bảng unit"),
    ("text for a number", row("form", version="1"), "Bảng form"),
    ("a number for text", row("unit", code=1), "Bảng unit"),
    ("true for one", row("form", late=True), "Bảng form"),
    ("half a number", row("form", late=0.5), "Bảng form"),
    ("a number that is too wide", row("form", late=1 << 31), "Bảng form"),
    ("a list in a cell", row("unit", code=[]), "Bảng unit"),
    ("nothing where something must be", row("unit", code=None), "Bảng unit"),
    ("a row that points nowhere", row("consent", person_id=999), "Bảng consent"),
    ("a state that there is not", row("form", state="lost"), "Bảng form"),
    ("a row twice", twice_the_row, "Bảng unit"),
    ("an unknown table", with_table("unit2", there=True), "bảng không được nhận: unit2"),
    ("tokens", with_table("oa_token", there=True), "bảng không được nhận: oa_token"),
    ("a table missing", with_table("consent", there=False), "thiếu bảng consent"),
    ("a way out of the folder", also("../../evil.sh"), "phần lạ: ../../evil.sh"),
    ("a way from the root", also("/etc/passwd"), "phần lạ: /etc/passwd"),
    (
        "a file that nobody named",
        also("files/../../evil.sh"),
        "4 tệp (ảnh, tài liệu, tệp đã lập), nhưng danh sách ghi 3",
    ),
    ("a file missing", without(".jpg"), "2 tệp (ảnh, tài liệu, tệp đã lập), nhưng danh sách ghi 3"),
    ("a file changed", instead(".jpg", bytes(range(9)), bytes(9)), ".jpg trong tệp đã hỏng"),
    ("a file of another row", file_renamed, "Bảng evidence_content"),
    ("a file that is none", row("evidence_content", content="files/x"), "Bảng evidence_content"),
    ("bytes that unfold", lambda p: honest({**p, "tables/unit.csv": bytes(64 << 20)}), "lớn quá mức"),
    ("a line without an end", lambda p: honest({**p, "tables/unit.jsonl": LONG}), "lớn quá mức"),
]


@pytest.mark.parametrize(("change", "sentence"), [pytest.param(*rest, id=id_) for id_, *rest in DAMAGES])
async def test_a_damaged_archive_changes_nothing_and_says_what_is_wrong(
    change: Change, sentence: str, small: Path, empty: str, tmp_path: Path
) -> None:
    await refused(pack(tmp_path / "damaged.zip", change(parts_of(small))), sentence, empty)


CUTS: list[tuple[str, Callable[[Path], bytes], str]] = [
    ("cut off", lambda path: path.read_bytes()[:-100], "Không đọc được"),
    ("half of it", lambda path: path.read_bytes()[: path.stat().st_size // 2], "Không đọc được"),
    ("nothing", lambda _: b"", "Không đọc được"),
    ("no zip", lambda _: b"PK" * 1000, "Không đọc được"),
    ("a part twice", lambda path: with_a_second(path, "tables/unit.jsonl"), "hai phần trùng tên"),
    ("parts of the same bytes", overlapping, "lớn quá mức"),
    ("a flipped bit", lambda path: flipped(path.read_bytes(), b"tables/talk.jsonl"), "tables/talk.jsonl trong tệp"),
]


def flipped(packed: bytes, part: bytes) -> bytes:
    """One bit behind the name of a part, in what is packed there."""
    at = packed.index(part) + len(part) + 60
    return packed[:at] + bytes([packed[at] ^ 4]) + packed[at + 1 :]


@pytest.mark.parametrize(("cut", "sentence"), [pytest.param(*rest, id=id_) for id_, *rest in CUTS])
async def test_a_file_that_is_not_whole_changes_nothing(
    cut: Callable[[Path], bytes], sentence: str, small: Path, empty: str, tmp_path: Path
) -> None:
    (tmp_path / "damaged.zip").write_bytes(cut(small))
    await refused(tmp_path / "damaged.zip", sentence, empty)


async def test_a_file_that_is_not_there_is_one_sentence(empty: str, tmp_path: Path) -> None:
    await refused(tmp_path / "none.zip", "Không đọc được", empty)


async def test_an_old_archive_that_is_damaged_leaves_the_new_tables(small: Path, empty: str, tmp_path: Path) -> None:
    """The tables went back for it, and are as they were."""
    parts = told(parts_of(small), revision="0004")
    await refused(pack(tmp_path / "damaged.zip", parts), "bảng không được nhận: ", empty)
    await schema.check(empty)


async def refused(path: Path, sentence: str, url: str) -> None:
    with pytest.raises(Fail) as fail:
        await restore(desk(url), path, SILENT)
    assert sentence in fail.value.sentence
    assert fail.value.sentence.endswith("Chưa có gì thay đổi.")
    assert await schema.current(url) == schema.newest()
    async with school_at(url) as school:
        for name in SQLModel.metadata.tables:
            assert await school.one(f"SELECT count(*) FROM {name}") == 0, name  # noqa: S608 - a name of the schema


@pytest.mark.parametrize("something", ["unit", "oa_token"])
async def test_nothing_comes_into_a_database_that_has_something(something: str, small: Path, empty: str) -> None:
    """Not even beside what an archive never holds: the tables may have to go back for it."""
    async with school_at(empty) as school:
        if something == "unit":
            await add_unit(school, "12A1")
        else:
            columns = "account, version, state, access, access_until, refresh"
            await school.does(f"INSERT INTO oa_token ({columns}) VALUES ('1', 1, 'good', 'a', '', 'r')")  # noqa: S608
        with pytest.raises(Fail, match=f"đã có dữ liệu .bảng {something}"):
            await restore(desk(empty), small, SILENT)
        assert await school.one(f"SELECT count(*) FROM {something}") == 1  # noqa: S608


async def test_two_who_restore_at_once_do_not_mix(small: Path, empty: str) -> None:
    """One comes first; the other finds that something is there."""
    ends = await asyncio.gather(*(restore(desk(empty), small, SILENT) for _ in range(2)), return_exceptions=True)
    refusals = [end for end in ends if isinstance(end, Fail)]
    assert len(refusals) == 1
    assert "đã có dữ liệu" in refusals[0].sentence
    async with school_at(empty) as school:
        assert await school.person(AN)
