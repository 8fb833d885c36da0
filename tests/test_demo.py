"""`renluyen demo --console` as somebody sees it who has nothing but a terminal: a real process, typed into line by
line."""

import asyncio
import codecs
import os
import pty
import re
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.console import Keyboard
from tests.office import COMMAND, Operator

PATIENCE = 60.0  # seconds without the expected words after which somebody would give up
PASTED = (
    "1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận | quý 1 | Mượn ở thư viện, mỗi tháng một cuốn",
    "4.1 | Chạy bộ 20 buổi, mỗi buổi 2 km | tháng 3 | Cùng tổ 2, sáng thứ bảy",
)
JOINING = ("Nguyễn Văn An", "05/09/2009", "1", "tôi đồng ý")


class Terminal:
    """The demo's input and output, in order: `sees` goes on where it stopped to look the last time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._new = ""
        self.all = ""

    def types(self, *lines: str) -> None:
        """All at once, as a paste arrives."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())

    async def sees(self, *fragments: str) -> str:
        """Waits until each has appeared; returns everything up to the end of the last."""
        assert self.process.stdout is not None
        while any(fragment not in self._new for fragment in fragments):
            try:
                read = await asyncio.wait_for(self.process.stdout.read(1 << 16), PATIENCE)
            except TimeoutError:
                read = b""
            assert read, f"{fragments} not in:\n{self._new}"
            self._takes(read)
        end = max(self._new.index(fragment) + len(fragment) for fragment in fragments)
        shown, self._new = self._new[:end], self._new[end:]
        return shown

    def _takes(self, read: bytes) -> None:
        """A letter may come in two pieces."""
        text = self._decoder.decode(read)
        self._new += text
        self.all += text

    async def ends(self) -> int:
        """The input ends; the exit code."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        rest, errors = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self._takes(rest)
        assert errors == b"", errors.decode()
        return self.process.returncode or 0

    async def code(self, branch: str = "12A1") -> str:
        """The branch's join code, as the welcome tells it."""
        found = re.search(rf"{branch} (cd_\w{{8}})", await self.sees("Bạn đang cầm điện thoại"))
        assert found
        return found[1]


@asynccontextmanager
async def demo(
    folder: Path, *options: str, environment: dict[str, str] | None = None, stdin: int = asyncio.subprocess.PIPE
) -> AsyncIterator[Terminal]:
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        "demo",
        "--console",
        *options,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Terminal(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
def ready(province: Path, tmp_path: Path) -> Path:
    """A folder that keeps the province, set up already: that takes most of the time."""
    (tmp_path / "kept").mkdir()
    shutil.copy(province / "demo.db", tmp_path / "kept")
    return tmp_path / "kept"


async def joins(terminal: Terminal) -> None:
    """An, whose phone is in hand at the beginning, links it."""
    terminal.types(await terminal.code(), *JOINING)
    await terminal.sees("Đã liên kết", "đăng ký rèn luyện năm 2027")


async def test_the_main_job(ready: Path) -> None:
    async with demo(ready, "--folder", ".") as terminal:
        await joins(terminal)
        await terminal.sees("Tin tới 12A1/1 Lê Thị Bình:", "Nguyễn Văn An (số 7) vừa liên kết")

        terminal.types("đăng ký")
        await terminal.sees("Đăng ký 2027 · chọn mục · đã chọn 0/26", "1.1 Học")
        terminal.types(*PASTED)
        checked = await terminal.sees("Kiểm tra trước khi gửi", "Gõ “gửi”")
        assert "quý I/2027" in checked
        assert "tháng 03/2027" in checked
        terminal.types("gửi")
        sent = await terminal.sees("Đã gửi phiếu đăng ký", "Tin tới 12A1/1 Lê Thị Bình:", "1 phiếu mới")
        form = re.findall(r"DK-\w{5}", sent)[0]

        terminal.types(":la 12A1/1", "duyệt")
        await terminal.sees("Lê Thị Bình · sinh 14/02/2009 · bí thư · đã liên kết", "1 phiếu chờ", form)
        terminal.types(form)
        await terminal.sees("Chạy bộ 20 buổi", "Xác nhận")
        terminal.types(f"duyet {form}")
        await terminal.sees(f"Đã xác nhận phiếu {form}", "Tin tới 12A1/7 Nguyễn Văn An:")

        terminal.types(":la 12A1/7", "kế hoạch")
        await terminal.sees("đã xác nhận", "Đọc 3 cuốn sách về Bác")

        terminal.types(":ngay 08/12/2026")
        told = await terminal.sees("Hôm nay là Thứ Ba 08/12/2026", *(f"Tin tới KP3/{n} " for n in (1, 2, 3, 5, 6)))
        reminded = set(re.findall(r"Tin tới (\S+)", told))
        linked = {"12A1/1", "12A1/2", "KP3/1", "KP3/2", "KP3/3", "KP3/5", "KP3/6"}
        assert reminded == linked, "the linked who have not sent, and nobody else"
        assert "Hôm nay là Thứ Ba 01/12/2026" in told, "the clock has passed every morning"

        terminal.types(":thoat")
        assert await terminal.ends() == 0
        assert terminal.all.endswith("Hết phần chạy thử.\n")


async def test_nothing_is_left_behind_and_no_log_is_shown(tmp_path: Path) -> None:
    """Wherever it is started: not in the folder, not among the temporary files, not in somebody's real database."""
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    real = {"TMPDIR": str(temporary), "RENLUYEN_DATABASE__URL": f"sqlite:///{tmp_path / 'real.db'}"}
    async with demo(here, environment=real) as terminal:
        await joins(terminal)
        terminal.types(":ngay 08/12/2026", ":thoat")
        assert await terminal.ends() == 0
    assert "job.morning" not in terminal.all
    assert [*here.iterdir(), *temporary.iterdir(), *tmp_path.glob("real*")] == []


DIRECTIONS = [
    (":foo", "Không có lệnh đó. Các lệnh: :ai, :la 12A1/1"),
    (":", "Không có lệnh đó."),
    (":la", "Không có người đó."),
    (":la 12A1/99", "Không có người đó."),
    (":la 12A1", "Không có người đó."),
    (":la   KP3/1  ", "Bạn đang cầm điện thoại của KP3/1 Trần Minh Khôi"),
    (":moinguoi", "Không có chi đoàn đó. Ghi dạng :moinguoi 12A1."),
    (":moinguoi 12A9", "Không có chi đoàn đó."),
    (":ngay", "Ghi ngày dạng :ngay 08/12/2026"),
    (":ngay mai", "Ghi ngày dạng :ngay 08/12/2026"),
    (":ngay 31/11/2026", "Ghi ngày dạng :ngay 08/12/2026"),
    (":ngay 22/11/2026", "sau hôm nay (Thứ Hai 23/11/2026)"),
    (":ngay 23/11/2026", "sau hôm nay (Thứ Hai 23/11/2026)"),
    (":ngay 24/11/2026", "Hôm nay là Thứ Ba 24/11/2026, 8 giờ sáng."),
    (":ngay 08/12/2026", "Hôm nay là Thứ Ba 08/12/2026, 8 giờ sáng."),
    (":ngay 24/11/2026", "sau hôm nay (Thứ Ba 08/12/2026)"),
    ("cd_NOPE2345", "Mã chi đoàn này không còn dùng được"),
]


async def test_the_director_is_told_what_was_wrong(ready: Path) -> None:
    async with demo(ready, "--folder", ".") as terminal:
        await terminal.sees("Điện thoại này chưa liên kết với bot")
        for line, answer in DIRECTIONS:
            if line.startswith("cd_"):
                terminal.types(":la 12A1/8")
                await terminal.sees("Trần Thị Hòa")
            terminal.types(line)
            await terminal.sees(answer)
        terminal.types("", "   ")
        assert await terminal.ends() == 0
        assert terminal.all.endswith("Hết phần chạy thử.\n")


async def test_everybody_is_listed_with_birth_date_and_offices(ready: Path) -> None:
    """What one needs to join as any of them; an office outside of the own branch names its unit."""
    async with demo(ready, "--folder", ".") as terminal:
        await terminal.code()
        terminal.types(":ai")
        listed = (await terminal.sees("KP3/14 Phan Chí Thiện · sinh 15/01/2009")).splitlines()
        assert len([line for line in listed if re.match(r"(12A1|KP3)/\d+ .+ · sinh \d\d/\d\d/\d{4}", line)]) == 54
        for line in (
            "12A1/1 Lê Thị Bình · sinh 14/02/2009 · bí thư · đã liên kết",
            "12A1/7 Nguyễn Văn An · sinh 05/09/2009",
            "KP3/3 Đỗ Thành Long · sinh 03/08/1998 · ủy viên ban chấp hành · bí thư DPHB · đã liên kết",
            "KP3/6 Vũ Thị Ngọc Bích · sinh 20/11/1998 · bí thư DTHPT · đã liên kết",
        ):
            assert line in listed


async def test_all_the_others_do_what_is_due(ready: Path) -> None:
    async with demo(ready, "--folder", ".") as terminal:
        terminal.types(":moinguoi KP3")
        await terminal.sees("Chi đoàn KP3: 13 người đã gửi phiếu đăng ký", "Tin tới KP3/1 Trần Minh Khôi:")
        terminal.types(":moinguoi KP3", ":la KP3/1", "duyệt")
        await terminal.sees("hôm nay không ai có việc đến hạn", "12 phiếu chờ")
        assert await terminal.ends() == 0


async def test_who_has_just_joined_is_listed_as_linked(ready: Path) -> None:
    async with demo(ready, "--folder", ".") as terminal:
        await joins(terminal)
        terminal.types(":ai")
        assert "12A1/7 Nguyễn Văn An · sinh 05/09/2009 · đã liên kết\n" in await terminal.sees("KP3/14")
        terminal.types(":la 12A1/7", ":foo")
        taken = await terminal.sees("Bạn đang cầm điện thoại của 12A1/7", "Không có lệnh đó")
        assert "chưa liên kết" not in taken


async def test_a_folder_keeps_everything_for_the_next_time(ready: Path) -> None:
    async with demo(ready.parent, "--folder", "kept") as terminal:
        code = await terminal.code()
        terminal.types(code, *JOINING, ":ngay 01/12/2026", "đăng ký", "1.1 4.1", "tiếp")
        await terminal.sees("Bạn sẽ làm việc gì cụ thể?")
        assert await terminal.ends() == 0
    assert (ready / "demo.db").exists()
    async with demo(ready.parent, "--folder", "kept") as terminal:
        again = await terminal.sees("Bạn đang cầm điện thoại của 12A1/7")
        assert f"12A1 {code}" in again
        assert "Hôm nay là Thứ Ba 01/12/2026" in again
        terminal.types("tiếp tục")
        await terminal.sees("Đăng ký 2027 · 1/2")
        assert await terminal.ends() == 0


async def test_a_province_that_was_interrupted_half_way_is_set_up_anew(tmp_path: Path) -> None:
    (tmp_path / "begun.db").write_bytes(b"half a province")
    async with demo(tmp_path, "--folder", ".") as terminal:
        await terminal.sees("Tỉnh mẫu có 54 đoàn viên")
        assert await terminal.ends() == 0
    assert not (tmp_path / "begun.db").exists()


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Operator(tmp_path).fails("demo", "--folder", "file/below") == "Không ghi được file/below."


def test_whoever_reads_only_the_beginning_is_no_fault(ready: Path) -> None:
    pipe = f"{' '.join(COMMAND)} demo --console --folder . </dev/null | head -n 1"
    done = subprocess.run(["sh", "-c", pipe], cwd=ready, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "Rèn Luyện – bản chạy thử. Mọi đơn vị và con người ở đây đều là hư cấu.\n"
    assert done.stderr == ""


async def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    async with demo(tmp_path, environment={"TMPDIR": str(tmp_path)}) as terminal:
        await terminal.sees("Bạn đang cầm điện thoại")
        terminal.process.send_signal(signal.SIGINT)
        assert await terminal.ends() == 130
    assert list(tmp_path.iterdir()) == []


async def test_a_terminal_shows_whose_phone_it_is_and_takes_a_paste_as_one_message(ready: Path) -> None:
    person, process = pty.openpty()
    try:
        async with demo(ready, "--folder", ".", stdin=process) as terminal:
            os.close(process)
            code = await terminal.code()
            for line in (code, *JOINING, "đăng ký"):
                os.write(person, f"{line}\n".encode())
            await terminal.sees("chọn mục", "12A1/7 Nguyễn Văn An> ")
            os.write(person, "".join(f"{line}\n" for line in PASTED).encode())
            shown = await terminal.sees("Kiểm tra trước khi gửi", "12A1/7 Nguyễn Văn An> ")
            assert "1/2" not in shown, "the first line was no message of its own"
            os.write(person, b":thoat\n")
            assert await terminal.ends() == 0
    finally:
        os.close(person)


# --- the keyboard

TYPED: list[tuple[Sequence[bytes], list[str]]] = [
    ([b""], []),
    ([b"a\nb\n"], ["a", "b"]),
    ([b"a\nb"], ["a", "b"]),
    ([b"a\r\n\n  b  \n"], ["a", "", "b"]),
    ([b"1 | a\n2 | b\n"], ["1 | a\n2 | b"]),
    ([b"1 | a\n2 | b"], ["1 | a\n2 | b"]),
    ([b"1 | a\nplain\n2 | b\n3 | c\n"], ["1 | a", "plain", "2 | b\n3 | c"]),
    ([b"plain\n1 | a\n\n2 | b\n"], ["plain", "1 | a", "", "2 | b"]),
    ([b"1 | ", b"a\n2 |", b" b\n", b"c\n"], ["1 | a\n2 | b", "c"]),
    ([b"\xc4", b"\x91\xc4\x83\n"], ["đă"]),
    ([b"\xff|\n"], ["\N{REPLACEMENT CHARACTER}|"]),
]


@pytest.mark.parametrize(("pieces", "messages"), TYPED)
async def test_lines_with_a_bar_that_come_together_are_one_message(
    pieces: Sequence[bytes], messages: list[str]
) -> None:
    reading, writing = os.pipe()
    keyboard = Keyboard(reading)
    for piece in pieces:
        os.write(writing, piece)
    os.close(writing)
    keyboard.listens()
    heard = []
    while (message := await keyboard.message()) is not None:
        heard.append(message)
    os.close(reading)
    assert heard == messages


async def test_a_line_with_a_bar_waits_for_no_other(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    keyboard = Keyboard(reading)
    keyboard.listens()
    os.write(writing, b"1 | a\n")
    assert await asyncio.wait_for(keyboard.message(), 10) == "1 | a"
    os.write(writing, b"2 | b\n")
    assert await asyncio.wait_for(keyboard.message(), 10) == "2 | b"
    os.close(writing)
    assert await asyncio.wait_for(keyboard.message(), 10) is None
    os.close(reading)
