"""What the operator's commands do and refuse, on both databases, and what they say about it."""

from collections.abc import Awaitable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import segno
from sqlalchemy import text
from sqlmodel import select

from bot.config import Config
from bot.office import Done, Fail, Office
from chat.texts import load_texts
from reports.roster import Sheet, read_roster
from rules.figures import percent
from rules.policy import SWITCHES
from rules.roster import Entry, check
from storage.instants import instant
from storage.models import Cycle, Form, Link, Membership, Person, Unit
from storage.organising import unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from tests.office import demo_roster
from tests.test_roster import AN, OFFICIAL, SIMPLE, save
from tests.world import START

TEXTS = load_texts()
MEGABYTE = 1 << 20
BINH = [1, "Lê Thị Bình", date(2009, 2, 14), "", "Bí thư", "", ""]
HOA = [8, "Trần Thị Hòa", date(2009, 12, 24), "", "", "", ""]


def desk(url: str, username: str = "", token: str = "") -> Office:
    telegram = {"username": username, "token": token}
    return Office(Config.model_validate({"database": {"url": url}, "telegram": telegram}), TEXTS, START)


@pytest.fixture
def office(empty: str) -> Office:
    return desk(empty)


@pytest.fixture
async def school(office: Office) -> Office:
    """A school with the branch 12A1, nobody in it."""
    await office.add_unit("DTHPT", "Đoàn trường THPT Hòa Bình", "doan-co-so", "truong-hoc", None)
    await office.add_unit("12A1", "Chi đoàn 12A1", "chi-doan", "truong-hoc", "DTHPT")
    return office


@pytest.fixture(scope="session")
def members(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Entry]:
    """Bình (1, secretary), An (7) and Hòa (8), read once: each reading is a process of its own."""
    sheet = read_roster(save(tmp_path_factory.mktemp("roster"), [SIMPLE, BINH, AN, HOA]))
    assert isinstance(sheet, Sheet)
    return check(sheet.rows, START.date()).entries


@pytest.fixture
async def branch(school: Office, members: Sequence[Entry]) -> Office:
    """The branch with its three members."""
    async with session_for(school.url) as session:
        unit = await unit_by_code(session, "12A1")
        assert isinstance(unit, Unit)
        assert (await import_roster(session, unit, members, START.date())).new == 3
    return school


@pytest.fixture
async def year(branch: Office) -> Office:
    """The branch in its year 2027."""
    await branch.load_catalogue("MAC-DINH-5N")
    await branch.open_cycle("DTHPT", 2027, "MAC-DINH-5N")
    return branch


async def imports(
    office: Office, file: Path, unit: str = "12A1", *, dry_run: bool = False, only_valid: bool = False
) -> Done:
    return await office.import_roster(file, unit, dry_run=dry_run, only_valid=only_valid)


async def refused(work: Awaitable[Done]) -> Fail:
    with pytest.raises(Fail) as caught:
        await work
    return caught.value


async def count(url: str, table: str) -> int:
    async with session_for(url) as session:
        connection = await session.connection()
        return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


async def sends(url: str, roll: int, state: str = "sent", *, late: int = 0) -> None:
    """A member's form in a state, as a conversation would have left it."""
    async with session_for(url) as session:
        held = await session.exec(select(Membership).where(Membership.roll == roll))
        membership, cycle = held.one(), (await session.exec(select(Cycle))).one()
        whose = {"person_id": membership.person_id, "unit_id": membership.unit_id}
        told = {"cycle_id": cycle.id, "state": state, "version": 1, "late": late, "sent_at": instant(START)}
        session.add(Form.model_validate({**whose, **told}))


# --- unit add


async def test_a_unit_is_added(office: Office, empty: str) -> None:
    done = await office.add_unit("DTHPT", "Đoàn trường", "doan-co-so", "truong-hoc", None)
    told = {"unit": "DTHPT", "name": "Đoàn trường", "kind": "doan-co-so", "sector": "truong-hoc", "parent": None}
    assert done == Done(told, ["Đã thêm đơn vị DTHPT: Đoàn trường."])
    below = await office.add_unit("12A1", "  Chi đoàn\t12A1 ", "chi-doan", "", "DTHPT")
    assert (below.document["name"], below.document["parent"]) == ("Chi đoàn 12A1", "DTHPT")
    assert await count(empty, "unit") == 2


UNITS = [
    (("12A1", "Lớp", "chi-doan", "", None), "Đơn vị 12A1 đã có. Chưa có gì thay đổi."),
    (("12A2", "Lớp", "lop", "", None), "Không có loại đơn vị lop. Các loại: trung-uong, tinh-doan,"),
    (("12A2", "Lớp", "chi-doan", "truong", None), "Không có khu vực truong. Các khu vực: truong-hoc, dia-ban,"),
    (("12A2", "Lớp", "chi-doan", "", "DTHP"), "Không có đơn vị DTHP."),
    (("12Á2", "Lớp", "chi-doan", "", None), "Mã đơn vị 12Á2 chỉ được gồm chữ không dấu, số và dấu gạch ngang."),
    (("12A2/1", "Lớp", "chi-doan", "", None), "Mã đơn vị 12A2/1 chỉ được gồm"),
    (("", "Lớp", "chi-doan", "", None), "chỉ được gồm"),
    (("12A2", " \n", "chi-doan", "", None), "Tên đơn vị đang trống."),
]


@pytest.mark.parametrize(("words", "sentence"), UNITS, ids=[sentence for _, sentence in UNITS])
async def test_a_unit_is_refused(
    words: tuple[str, str, str, str, str | None], sentence: str, school: Office, empty: str
) -> None:
    assert sentence in (await refused(school.add_unit(*words))).sentence
    assert await count(empty, "unit") == 2


# --- import roster (PN-05, PN-06)

NOTHING_WRONG: Mapping[str, object] = {"errors": [], "warnings": [], "ignored": []}


@pytest.mark.parametrize(
    ("roster", "read", "committee", "ignored"),
    [("12A1", 40, 2, []), ("KP3", 14, 3, ["phone"])],
    ids=["simple", "official"],
)
async def test_a_roster_of_either_layout_is_imported_and_the_second_time_changes_nothing(
    roster: str, read: int, committee: int, ignored: list[str], school: Office, empty: str
) -> None:
    counts = {"read": read, "imported": read, "changed": 0, "unchanged": 0, "offices": committee}
    done = await imports(school, demo_roster(roster))
    assert done.document == {"unit": "12A1", **counts, "dry_run": False, **NOTHING_WRONG, "ignored": ignored}
    assert done.lines[0] == f"12A1: đọc {read} dòng; {read} người mới, 0 người có thay đổi, 0 người như cũ."
    assert len(done.lines) == 1 + len(ignored)
    again = await imports(school, demo_roster(roster))
    assert again.document == {**done.document, "imported": 0, "unchanged": read, "offices": 0}
    assert (await count(empty, "person"), await count(empty, "membership")) == (read, read)
    assert await count(empty, "role") == committee


async def test_a_dry_run_tells_and_writes_nothing(school: Office, empty: str) -> None:
    done = await imports(school, demo_roster(), dry_run=True)
    assert (done.document["read"], done.document["imported"], done.document["dry_run"]) == (40, 40, True)
    assert done.lines[0].startswith("Chỉ kiểm tra, chưa nhập gì. 12A1: đọc 40 dòng; sẽ có 40 người mới")
    assert [await count(empty, table) for table in ("person", "membership", "role")] == [0, 0, 0]


async def test_what_the_list_says_anew_is_a_change(branch: Office, tmp_path: Path) -> None:
    soldier = [*HOA[:5], "LLVT", ""]
    done = await imports(branch, save(tmp_path, [SIMPLE, BINH, AN, soldier]))
    assert [done.document[name] for name in ("imported", "changed", "unchanged")] == [0, 1, 2]


BAD_ROWS: Sequence[Sequence[object]] = [
    SIMPLE,
    [3, "Phạm Ngọc Ánh", "31/02/2009", "", "", "", ""],
    AN,
    [9, "", "", "", "", "", ""],
    [9, "=cmd()", date(2009, 1, 1), "", "", "", ""],
]
REASONS = [
    (2, "birth", "Dòng 2: ngày sinh “31/02/2009” không có trong lịch."),
    (5, "name", "Dòng 5: họ và tên “=cmd()” bắt đầu bằng dấu “=”. Hãy bỏ dấu này."),
]


@pytest.mark.parametrize("dry_run", [False, True])
async def test_one_wrong_row_keeps_everything_out(dry_run: bool, school: Office, empty: str, tmp_path: Path) -> None:
    fail = await refused(imports(school, save(tmp_path, BAD_ROWS), dry_run=dry_run))
    assert fail.sentence == (
        "Chưa nhập gì, vì 2 dòng có lỗi. Hãy sửa tệp, hoặc thêm --only-valid để chỉ nhập các dòng đúng."
    )
    assert fail.found is not None
    errors = [{"row": row, "field": field, "reason": reason} for row, field, reason in REASONS]
    counts = {"read": 3, "imported": 0, "changed": 0, "unchanged": 0, "offices": 0}
    assert fail.found.document == {"unit": "12A1", **counts, "dry_run": dry_run, **NOTHING_WRONG, "errors": errors}
    assert fail.found.lines == [reason for *_, reason in REASONS]
    assert await count(empty, "person") == 0


async def test_only_valid_imports_the_good_rows_and_names_the_others(
    school: Office, empty: str, tmp_path: Path
) -> None:
    done = await imports(school, save(tmp_path, BAD_ROWS), only_valid=True)
    assert [done.document[name] for name in ("read", "imported")] == [3, 1]
    assert done.lines == [
        "12A1: đọc 3 dòng; 1 người mới, 0 người có thay đổi, 0 người như cũ.",
        *(reason for *_, reason in REASONS),
    ]
    assert await count(empty, "person") == 1


async def test_only_valid_and_dry_run_together_write_nothing(school: Office, empty: str, tmp_path: Path) -> None:
    done = await imports(school, save(tmp_path, BAD_ROWS), only_valid=True, dry_run=True)
    assert (done.document["imported"], await count(empty, "person")) == (1, 0)


async def test_what_contradicts_the_list_kept_so_far_is_reported_and_never_guessed(
    branch: Office, empty: str, tmp_path: Path
) -> None:
    """PN-05: a number that is somebody else's, a member under another number; a good row beside them waits."""
    somebody_else = [7, "Đỗ Quang Minh", date(2009, 4, 17), "", "", "", ""]
    other_number = [18, *HOA[1:]]
    new = [9, "Bùi Gia Hân", date(2009, 3, 19), "", "", "", ""]
    file = save(tmp_path, [SIMPLE, new, other_number, somebody_else])
    fail = await refused(imports(branch, file))
    assert fail.found is not None
    assert fail.found.lines == [
        TEXTS("roster-problem-roll-differs", row="3", field="số thứ tự", roll="8"),
        "Dòng 4: số thứ tự 7 đang là của người khác trong danh sách đã có.",
    ]
    assert await count(empty, "person") == 3
    done = await imports(branch, file, only_valid=True)
    assert (done.document["imported"], len(done.lines), await count(empty, "person")) == (1, 3, 4)


async def test_errors_come_in_the_order_of_the_rows(branch: Office, tmp_path: Path) -> None:
    taken = [7, "Đỗ Quang Minh", date(2009, 4, 17), "", "", "", ""]
    fail = await refused(imports(branch, save(tmp_path, [SIMPLE, taken, ["x", *HOA[1:]]])))
    assert fail.found is not None
    assert [line[:6] for line in fail.found.lines] == ["Dòng 2", "Dòng 3"]


def sized(folder: Path, size: int) -> Path:
    path = folder / "big.xlsx"
    with path.open("wb") as file:
        file.truncate(size)
    return path


FILES = [
    ("missing", lambda folder: folder / "no.xlsx", "roster-refused-no-file", {}),
    ("empty", lambda folder: sized(folder, 0), "roster-refused-empty", {}),
    ("20 MB", lambda folder: sized(folder, 20 * MEGABYTE), "roster-refused-not-excel", {}),
    ("more", lambda folder: sized(folder, 20 * MEGABYTE + 1), "roster-refused-too-big", {"size": 21, "limit": 20}),
    ("no header", lambda folder: save(folder, [["Đoàn trường"]]), "roster-refused-no-header", {}),
    ("no rows", lambda folder: save(folder, [OFFICIAL]), "roster-refused-no-rows", {}),
]


@pytest.mark.parametrize(("make", "id_", "values"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
async def test_a_file_that_is_no_roster_is_refused(
    make: "object", id_: str, values: dict[str, int], school: Office, empty: str, tmp_path: Path
) -> None:
    assert callable(make)
    assert (await refused(imports(school, make(tmp_path)))).sentence == TEXTS(id_, **values)
    assert await count(empty, "person") == 0


async def test_a_roster_for_a_unit_that_is_not_there_is_refused(school: Office) -> None:
    assert (await refused(imports(school, demo_roster(), "12A9"))).sentence == "Không có đơn vị 12A9."


# --- appoint


async def test_an_office_is_given_once_and_another_one_takes_its_place(branch: Office, empty: str) -> None:
    done = await branch.appoint("DTHPT", "12A1/7", "bi-thu")
    assert done == Done({"unit": "DTHPT", "member": "12A1/7", "office": "bi-thu"}, ["12A1/7 là bí thư của DTHPT."])
    before = await count(empty, "decision")
    assert await branch.appoint("DTHPT", "12A1/7", "bi-thu") == done
    assert (await count(empty, "role"), await count(empty, "decision")) == (2, before)
    await branch.appoint("DTHPT", "12A1/7", "pho-bi-thu")
    async with session_for(empty) as session:
        connection = await session.connection()
        held = await connection.execute(text("SELECT office FROM role WHERE until IS NULL ORDER BY id"))
        assert list(held.scalars()) == ["bi-thu", "pho-bi-thu"], "Binh's in the branch, An's new one in the school"


APPOINTMENTS = [
    (("12A9", "12A1/7", "bi-thu"), "Không có đơn vị 12A9."),
    (("12A1", "12A9/7", "bi-thu"), "Không có đơn vị 12A9."),
    (("12A1", "12A1/99", "bi-thu"), "Không có đoàn viên 12A1/99. Ghi dạng chi-đoàn/số-thứ-tự, ví dụ 12A1/7."),
    (("12A1", "12A1", "bi-thu"), "Không có đoàn viên 12A1."),
    (("12A1", "12A1/x", "bi-thu"), "Không có đoàn viên 12A1/x."),
    (("12A1", "12A1/-7", "bi-thu"), "Không có đoàn viên 12A1/-7."),
    (("12A1", "12A1/99999999999999999999", "bi-thu"), "Không có đoàn viên 12A1/99999999999999999999."),
    (("12A1", "12A1/7", "lop-truong"), "Không có chức vụ lop-truong. Các chức vụ: bi-thu, pho-bi-thu, uy-vien."),
]


@pytest.mark.parametrize(("words", "sentence"), APPOINTMENTS, ids=[" ".join(words) for words, _ in APPOINTMENTS])
async def test_an_office_is_refused(words: tuple[str, str, str], sentence: str, branch: Office, empty: str) -> None:
    assert (await refused(branch.appoint(*words))).sentence.startswith(sentence)
    assert await count(empty, "role") == 1


# --- invite


@pytest.mark.parametrize(("days", "ends", "day"), [(1, "2026-11-24", "24/11/2026"), (90, "2027-02-21", "21/02/2027")])
async def test_an_invitation_names_the_branch_and_ends_by_itself(
    days: int, ends: str, day: str, branch: Office
) -> None:
    done = await branch.invite("12A1", days, None)
    code = done.document["code"]
    assert done.document == {"unit": "12A1", "code": code, "expires_on": ends, "links": {}, "qr": None}
    assert done.lines == [
        f"Mã tham gia 12A1: {code}, dùng được đến hết ngày {day}.",
        "Chưa có đường dẫn, vì cấu hình chưa ghi telegram.username, cũng chưa mở trang web (http.public_url).",
    ]


@pytest.mark.parametrize("name", ["12A1.png", "12A1.svg", "12A1.PNG"])
async def test_the_picture_holds_the_link(name: str, branch: Office, empty: str, tmp_path: Path) -> None:
    done = await desk(empty, "mau_bot").invite("12A1", 90, tmp_path / name)
    link = f"https://t.me/mau_bot?start={done.document['code']}"
    assert done.document["links"] == {"telegram": link}
    assert done.lines[1:] == [link, f"Mã QR: {tmp_path / name}"]
    content = (tmp_path / name).read_bytes()
    assert content.startswith((b"\x89PNG\r\n", b"<?xml"))
    drawn = BytesIO()
    segno.make(link, error="h", micro=False).save(drawn, kind=name[-3:].lower(), scale=8)
    assert content == drawn.getvalue()


async def test_where_there_is_a_page_the_invitation_has_its_link_too(branch: Office, empty: str) -> None:
    web = {"listen": "127.0.0.1:8080", "public_url": "https://doan.example.vn/"}
    told = {"database": {"url": empty}, "http": web, "web": {"secret": "s" * 32}, "telegram": {"username": "mau_bot"}}
    done = await Office(Config.model_validate(told), TEXTS, START).invite("12A1", 90, None)
    code = done.document["code"]
    links = [f"https://t.me/mau_bot?start={code}", f"https://doan.example.vn/chat/?start={code}"]
    assert done.document["links"] == dict(zip(("telegram", "web"), links, strict=True))
    assert done.lines[1:] == links


@pytest.mark.parametrize("name", ["12A1.jpg", "12A1", "no/such/folder.png"])
async def test_where_no_picture_can_be_made_there_is_no_code_either(
    name: str, branch: Office, empty: str, tmp_path: Path
) -> None:
    fail = await refused(branch.invite("12A1", 90, tmp_path / name))
    assert fail.sentence in {
        "Mã QR chỉ ghi được vào tệp .png hoặc .svg.",
        f"Không ghi được {tmp_path / 'no/such/folder.png'}.",
    }
    assert await count(empty, "invitation") == 0


async def test_an_invitation_to_nowhere_is_refused(branch: Office) -> None:
    assert (await refused(branch.invite("12A9", 90, None))).sentence == "Không có đơn vị 12A9."


# --- paper (PN-06)


async def test_a_member_is_marked_as_registering_on_paper_and_back(branch: Office) -> None:
    done = await branch.paper("12A1/7", "no phone")
    assert done == Done({"member": "12A1/7", "paper": "no phone"}, ["Đã ghi: 12A1/7 đăng ký bằng giấy."])
    assert (await branch.status("12A1")).document["paper"] == 1
    assert (await branch.paper("12A1/7", None)).lines == ["Đã ghi: 12A1/7 đăng ký bằng bot."]
    assert (await branch.status("12A1")).document["paper"] == 0
    assert (await refused(branch.paper("12A1/9", None))).sentence.startswith("Không có đoàn viên 12A1/9.")


# --- catalogue load

SMALL = """
code = "NHO"
version = "1"
title = "Danh mục nhỏ"
source = ["tests"]
certainty = "low"
audiences = {tat_ca = "Tất cả"}
groups = [{code = "1", title = "Nhóm một"}]
[[criteria]]
code = "1.1"
group = "1"
title = "Đọc sách"
kind = "core"
audience = ["tat_ca"]
origin = "proposed"
certainty = "low"
source = ["tests"]
"""


def toml(folder: Path, content: str) -> str:
    path = folder / "nho.toml"
    path.write_text(content, "utf-8")
    return str(path)


async def test_a_shipped_catalogue_is_loaded_by_its_code_and_only_once(office: Office, empty: str) -> None:
    done = await office.load_catalogue("mac-dinh-5n")
    about = {"code": "MAC-DINH-5N", "version": done.document["version"], "criteria": 26}
    assert done.document == {**about, "new": True}
    assert done.lines == [f"Đã nạp danh mục MAC-DINH-5N, bản {about['version']}: 26 mục."]
    again = await office.load_catalogue("MAC-DINH-5N")
    assert again.document == {**about, "new": False}
    assert again.lines[0].endswith("đã được nạp từ trước: 26 mục. Chưa có gì thay đổi.")
    assert (await count(empty, "catalogue"), await count(empty, "criterion")) == (1, 26)


async def test_a_catalogue_is_loaded_from_a_file_and_a_loaded_version_never_changes(
    office: Office, empty: str, tmp_path: Path
) -> None:
    assert (await office.load_catalogue(toml(tmp_path, SMALL))).document["criteria"] == 1
    fail = await refused(office.load_catalogue(toml(tmp_path, SMALL.replace("Đọc sách", "Đọc báo"))))
    assert fail.sentence == (
        "Danh mục NHO, bản 1 đã được nạp với nội dung khác. Hãy ghi số bản mới vào tệp rồi nạp lại."
    )
    newer = SMALL.replace("Đọc sách", "Đọc báo").replace('version = "1"', 'version = "2"')
    assert (await office.load_catalogue(toml(tmp_path, newer))).document["version"] == "2"
    assert await count(empty, "catalogue") == 2


async def test_what_is_no_catalogue_is_refused(office: Office, empty: str, tmp_path: Path) -> None:
    refusals = {
        "KHONG-CO": "Không có danh mục “KHONG-CO”. Các danh mục có sẵn: ",
        "khong-co.toml": "Không tìm thấy tệp “khong-co.toml”.",
        toml(tmp_path, "code ="): "Tệp “nho.toml” viết chưa đúng kiểu TOML",
    }
    for source, sentence in refusals.items():
        assert (await refused(office.load_catalogue(source))).sentence.startswith(sentence)
    assert await count(empty, "catalogue") == 0


# --- cycle open, set, close


async def test_a_year_is_opened_once(branch: Office, empty: str) -> None:
    await branch.load_catalogue("MAC-DINH-5N")
    done = await branch.open_cycle("DTHPT", 2027, "MAC-DINH-5N")
    calendar = {
        "registration": "2026-12-15",
        "entry": "2026-12-20",
        "rating_schools": "2027-05-15",
        "rating": "2027-10-10",
    }
    assert (done.document["year"], done.document["calendar"], done.document["warnings"]) == (2027, calendar, ())
    version = done.document["version"]
    told = "Đã mở chương trình 2027 cho DTHPT và các đơn vị bên dưới, theo danh mục MAC-DINH-5N, bản"
    assert done.lines == [f"{told} {version}."]
    fail = await refused(branch.open_cycle("DTHPT", 2027, "MAC-DINH-5N"))
    assert fail.sentence == "Đơn vị DTHPT đã có chương trình 2027."
    assert await count(empty, "cycle") == 1


async def test_a_year_needs_its_unit_and_a_loaded_catalogue(branch: Office) -> None:
    assert (await refused(branch.open_cycle("X", 2027, "A"))).sentence == "Không có đơn vị X."
    assert (await refused(branch.open_cycle("DTHPT", 2027, "MAC-DINH-5N"))).sentence == (
        "Chưa nạp danh mục MAC-DINH-5N. Hãy chạy renluyen catalogue load MAC-DINH-5N trước."
    )


SETTINGS: dict[str, tuple[str, str]] = {
    "registration": ("2026-12-10", "10/12/2026"),
    "entry": ("2026-12-25", "2026-13-01"),
    "rating": ("2027-09-30", "soon"),
    "rating_schools": ("2027-05-20", "2027-02-30"),
    "inclusive": ("no", "maybe"),
    "excellent": ("95", "101"),
    "good": ("75", "0"),
    "fair": ("55", "-1"),
    "mode": ("points", "stars"),
    "minimum": ("30", "31"),
    "one_per_group": ("yes", "1"),
    "latest_due": ("2027-04-30", "never"),
    "late": ("yes", "perhaps"),
    "admitted_after": ("register", "go"),
    "supplement_counts": ("no", "true"),
    "partly_done_counts": ("yes", "half"),
    "admitted_last_months": ("rated", "x"),
    "party_members": ("not-rated", "x"),
    "cap_excellent": ("20", "21"),
    "clock_on_merger": ("restarts", "x"),
    "interim": ("quarter", "month"),
    "committee_from": ("20", "1"),
    "eligible_months": ("3", "13"),
    "admitted_months": ("3", "x"),
    "self_lead": ("90", "91"),
    "supplement_early": ("committee", "yes"),
    "appeal_days": ("5", "0"),
    "answer_days": ("15", "61"),
    "remind_registration": ("10 5 0", "0 5 10"),
    "remind_entry": ("none", "never"),
    "remind_interim": ("7 0", "61"),
    "remind_self": ("7 3 1", "7,3,1"),
    "remind_rating": ("14 7", "14 -15"),
    "remind_at": ("09:30", "9:30"),
    "digest_at": ("06:00", "24:00"),
    "quiet_from": ("20:00", "8 PM"),
    "quiet_until": ("06:30", "6"),
    "days_off": ("national 2027-02-03", "2027-02-03"),
    "escalate_after": ("3", "0"),
    "phones": ("yes", "1"),
}
"""For each setting a value that is not the default, and one that is none."""


def test_the_table_below_has_every_setting() -> None:
    assert set(SETTINGS) == set(SWITCHES)
    assert all(SWITCHES[name].default(2027) != good for name, (good, _) in SETTINGS.items())


async def kept(url: str) -> dict[str, str]:
    async with session_for(url) as session:
        connection = await session.connection()
        rows = await connection.execute(text("SELECT name, value FROM setting ORDER BY id"))
        return dict(tuple(row) for row in rows)


async def test_every_setting_takes_a_good_value(year: Office, empty: str) -> None:
    good = {name: value for name, (value, _) in SETTINGS.items()}
    done = await year.set_cycle("DTHPT", [f"{name}={value}" for name, value in good.items()])
    assert done.document == {"unit": "DTHPT", "set": good, "warnings": ()}
    assert done.lines == [f"DTHPT: {name} = {value}." for name, value in good.items()]
    assert await kept(empty) == good


async def test_no_setting_takes_a_bad_value(year: Office, empty: str) -> None:
    for name, (_, bad) in SETTINGS.items():
        fail = await refused(year.set_cycle("DTHPT", [f"{name}={bad}"]))
        assert fail.sentence.startswith(f"{name} không nhận giá trị “{bad}”. Giá trị được nhận: ")
    assert await kept(empty) == {}


ASSIGNMENTS = [
    (["minimum=2", "colour=red"], "Không có quy định “colour”. Các quy định: registration, entry,"),
    (["minimum=2", "late"], "“late” không có dạng KHÓA=GIÁ_TRỊ."),
    (["minimum=2", "late="], "late không nhận giá trị “”. Giá trị được nhận: consent | yes | no."),
    (["minimum=2", "=yes"], "Không có quy định “”."),
]


@pytest.mark.parametrize(("words", "sentence"), ASSIGNMENTS, ids=[words[1] for words, _ in ASSIGNMENTS])
async def test_one_wrong_assignment_keeps_all_others_out(
    words: list[str], sentence: str, year: Office, empty: str
) -> None:
    assert (await refused(year.set_cycle("DTHPT", words))).sentence.startswith(sentence)
    assert await kept(empty) == {}


async def test_a_setting_may_be_set_again_with_blanks_and_below_the_unit_of_the_year(year: Office, empty: str) -> None:
    await year.set_cycle("12A1", ["minimum=2"])
    assert (await year.set_cycle("12A1", [" minimum = 3 "])).document["set"] == {"minimum": "3"}
    assert await kept(empty) == {"minimum": "3"}


async def test_a_step_that_is_not_after_the_one_before_is_pointed_out(year: Office) -> None:
    """PN-31, with what the units above have set."""
    assert (await year.set_cycle("DTHPT", ["registration=2026-12-20"])).document["warnings"] == ("entry",)
    done = await year.set_cycle("12A1", ["minimum=2"])
    assert done.lines[1:] == ["Lưu ý: “Hạn xác nhận và nhập phần mềm” không sau bước trước nó. Hãy xem lại lịch."]
    assert (await year.set_cycle("12A1", ["entry=2026-12-21"])).lines[1:] == []
    assert (await year.set_cycle("12A1", ["self_lead=0"])).document["warnings"] == ("rating",)


async def test_settings_are_frozen_once_forms_exist(year: Office, empty: str) -> None:
    await sends(empty, 7, "returned")
    fail = await refused(year.set_cycle("DTHPT", ["minimum=2"]))
    assert fail.sentence == (
        "Không đổi được quy định của chương trình 2027, vì đã có 1 phiếu được gửi theo quy định này."
    )
    assert await kept(empty) == {}
    await year.set_cycle("DTHPT", ["remind_at=09:30"])
    assert await kept(empty) == {"remind_at": "09:30"}, "how a unit is reminded decides about nobody"


async def test_without_an_open_year_nothing_is_set_or_closed(branch: Office) -> None:
    sentence = "Không có chương trình nào đang mở cho DTHPT."
    assert (await refused(branch.set_cycle("DTHPT", ["minimum=2"]))).sentence == sentence
    assert (await refused(branch.close_cycle("DTHPT"))).sentence == sentence
    assert (await refused(branch.set_cycle("X", ["minimum=2"]))).sentence == "Không có đơn vị X."
    assert (await refused(branch.close_cycle("X"))).sentence == "Không có đơn vị X."


async def test_a_year_with_waiting_forms_stays_open_and_they_are_listed(year: Office, empty: str) -> None:
    for roll, state in ((1, "confirmed"), (7, "sent"), (8, "opened")):
        await sends(empty, roll, state)
    fail = await refused(year.close_cycle("DTHPT"))
    assert fail.sentence == "Chưa đóng được chương trình, vì còn 2 phiếu chờ xác nhận."
    assert fail.found is not None
    waiting = fail.found.document["waiting"]
    assert isinstance(waiting, list)
    assert [(form["name"], form["unit"]) for form in waiting] == [
        ("Nguyễn Văn An", "Chi đoàn 12A1"),
        ("Trần Thị Hòa", "Chi đoàn 12A1"),
    ]
    assert fail.found.lines == [f"{form['code']} {form['name']} ({form['unit']})" for form in waiting]
    assert (await year.status("12A1")).document["waiting"] == 2


async def test_a_year_without_waiting_forms_is_closed_once(year: Office, empty: str) -> None:
    for roll, state in ((1, "confirmed"), (7, "returned"), (8, "recalled")):
        await sends(empty, roll, state)
    done = await year.close_cycle("DTHPT")
    told = {"unit": "DTHPT", "year": 2027, "state": "closed"}
    assert done == Done(told, ["Đã đóng chương trình 2027 của DTHPT."])
    assert (await refused(year.close_cycle("DTHPT"))).sentence.startswith("Không có chương trình nào đang mở")


async def test_only_the_unit_that_opened_a_year_closes_it(year: Office) -> None:
    assert (await refused(year.close_cycle("12A1"))).sentence == "Không có chương trình nào đang mở cho 12A1."


# --- status


async def test_the_counts_add_up(year: Office, empty: str, tmp_path: Path) -> None:
    await year.add_unit("12A2", "Chi đoàn 12A2", "chi-doan", "truong-hoc", "DTHPT")
    others = [[n, f"Đỗ Văn {chr(64 + n)}", date(2009, 1, n), "", "", "", ""] for n in range(21, 26)]
    await imports(year, save(tmp_path, [SIMPLE, *others]), "12A2")
    await year.paper("12A2/25", "no phone")
    for roll, state, late in ((7, "sent", 1), (8, "confirmed", 0), (21, "opened", 0), (22, "returned", 1)):
        await sends(empty, roll, state, late=late)
    await sends(empty, 23, "recalled")
    async with session_for(empty) as session:
        person = (await session.exec(select(Person).where(Person.name == "Nguyễn Văn An"))).one()
        session.add(Link(person_id=person.id or 0, platform="telegram", user="7", state="active", since=instant(START)))

    done = await year.status("DTHPT")
    branches = done.document["branches"]
    assert isinstance(branches, list)
    first, second = branches
    assert (first["unit"], first["name"], first["year"]) == ("12A1", "Chi đoàn 12A1", 2027)
    names = ("members", "linked", "registered", "waiting", "confirmed", "late", "returned", "drafts", "silent", "paper")
    assert [first[name] for name in names] == [3, 1, 2, 1, 1, 1, 0, 0, 1, 0]
    assert [second[name] for name in names] == [5, 0, 1, 1, 0, 0, 1, 1, 1, 1]
    for counted in (done.document, *branches):
        parts = ("registered", "returned", "drafts", "silent", "paper")
        assert counted["members"] == sum(int(str(counted[part])) for part in parts)
        assert counted["registered"] == int(str(counted["waiting"])) + int(str(counted["confirmed"]))
    assert [done.document[name] for name in names] == [first[name] + second[name] for name in names]
    assert (done.document["unit"], str(done.document["as_of"])) == ("DTHPT", "2026-11-23")
    assert [line.splitlines()[0] for line in done.lines] == [
        "12A1 Chi đoàn 12A1: 3 đoàn viên, 1 đã liên kết tài khoản.",
        "12A2 Chi đoàn 12A2: 5 đoàn viên, 0 đã liên kết tài khoản.",
        "Cộng DTHPT Đoàn trường THPT Hòa Bình: 8 đoàn viên, 1 đã liên kết tài khoản.",
    ]
    assert done.lines[2].splitlines()[1] == ("Đã đăng ký 3 (37,50 %): 1 đã xác nhận, 2 đang chờ; trong đó 1 nộp muộn.")


async def test_a_branch_alone_needs_no_sum(year: Office) -> None:
    assert len((await year.status("12A1")).lines) == 1


async def test_a_unit_without_members_counts_nobody(school: Office) -> None:
    done = await school.status("DTHPT")
    assert (done.document["members"], done.document["branches"]) == (0, [])
    assert "Đã đăng ký 0 (–)" in done.lines[0]
    assert (await refused(school.status("X"))).sentence == "Không có đơn vị X."


PERCENTAGES = [
    (0, 0, "–"),
    (0, 3, "0,00 %"),
    (3, 3, "100,00 %"),
    (1, 3, "33,33 %"),
    (2, 3, "66,67 %"),
    (1, 8, "12,50 %"),
    (1, 20000, "0,01 %"),
    (1, 20001, "0,00 %"),
]


@pytest.mark.parametrize(("part", "whole", "expected"), PERCENTAGES)
def test_a_percentage_is_rounded_half_up_and_written_as_vietnamese_do(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == expected
