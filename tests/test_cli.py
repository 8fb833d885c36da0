"""The command line itself: exit codes, one document or one sentence, the right stream, and never a traceback."""

import ast
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import bot.office
from bot.cli import cli, main
from bot.config import example_config
from chat.texts import load_texts
from storage.schema import newest
from tests.office import COMMAND, Operator, demo_roster, renluyen
from tests.test_roster import AN, SIMPLE, far_cell, save

ROOT = Path(__file__).parents[1]
TEXTS = load_texts()
SCHOOL = ("unit", "add", "DTHPT", "--name", "Đoàn trường", "--kind", "doan-co-so", "--sector", "truong-hoc")
BRANCH = ("unit", "add", "12A1", "--name", "Chi đoàn 12A1", "--kind", "chi-doan", "--parent", "DTHPT")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command, in this process, in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("RENLUYEN_")]:
        monkeypatch.delenv(name)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["renluyen", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def ready(here: Run) -> Run:
    """With a school and its branch set up."""
    for words in (("init",), SCHOOL, BRANCH, ("catalogue", "load", "MAC-DINH-5N")):
        assert here(*words)[0] == 0
    return here


def failed(ran: tuple[int, str, str]) -> str:
    """The one sentence of a command that was not done, which said nothing else."""
    code, out, err = ran
    assert (code, out) == (1, ""), ran
    assert re.fullmatch(r"[^\n]+[.:)]\n", err), err
    return err.strip()


def document(ran: tuple[int, str, str]) -> Any:
    """The one document of a command, whether it was done or not."""
    _, out, err = ran
    assert out.endswith("}\n")
    assert out.count("\n") == 1
    found = json.loads(out)
    assert err == (f"{found['error']}\n" if "error" in found else "")
    return found


# --- from an empty folder to a branch that can be invited


def test_the_operators_whole_way(here: Run, tmp_path: Path) -> None:
    """The commands of the README, with what a script reads of each; the first and last in processes of their own."""

    def told(*words: str) -> Any:
        return document(here(*words, "--json"))

    office = Operator(tmp_path)
    assert office.json("init") == {"config": "config.toml", "database": "sqlite:///renluyen.db", "revision": newest()}
    assert told(*SCHOOL)["parent"] is None
    assert told(*BRANCH)["parent"] == "DTHPT"
    dry = told("import", "roster", str(demo_roster()), "--unit", "12A1", "--dry-run")
    assert [dry[name] for name in ("read", "imported", "unchanged", "errors", "dry_run")] == [40, 40, 0, [], True]
    done = told("import", "roster", str(demo_roster()), "--unit", "12A1")
    assert [done[name] for name in ("read", "imported", "unchanged", "errors", "dry_run")] == [40, 40, 0, [], False]
    assert told("appoint", "DTHPT", "12A1/7", "--office", "bi-thu")["office"] == "bi-thu"
    sector = ("--sector", "truong-hoc")
    assert told("appoint", "DTHPT", "12A1/8", "--office", "uy-vien", *sector)["sector"] == "truong-hoc"
    assert told("appoint", "DTHPT", "12A1/8", "--office", "uy-vien", *sector, "--end")["sector"] == "truong-hoc"
    assert told("catalogue", "load", "MAC-DINH-5N")["criteria"] == 26
    opened = told("cycle", "open", "--unit", "DTHPT", "--year", "2027", "--catalogue", "MAC-DINH-5N")
    assert (opened["year"], opened["calendar"]["registration"]) == (2027, "2026-12-15")
    assert told("cycle", "set", "--unit", "DTHPT", "minimum=2", "late=no")["set"]["minimum"] == "2"
    invited = told("invite", "12A1", "--qr", "12A1.png")
    assert re.fullmatch(r"cd_\w{8}", invited["code"])
    assert (tmp_path / "12A1.png").exists()
    status = told("status", "12A1")
    assert (status["members"], status["paper"], status["silent"]) == (40, 1, 39)
    assert told("cycle", "close", "--unit", "DTHPT")["state"] == "closed"
    assert "cơ sở dữ liệu" in office.runs("doctor", ok=False).stdout


def test_init_twice_changes_nothing_that_was_set(here: Run, tmp_path: Path) -> None:
    sentence = f"Đã sẵn sàng. Cấu hình: config.toml. Cơ sở dữ liệu: sqlite:///renluyen.db, bản {newest()}.\n"
    assert here("init") == (0, sentence, "")
    assert (tmp_path / "config.toml").read_text("utf-8") == example_config()
    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600, "a token will stand in it"
    (tmp_path / "config.toml").write_text('[telegram]\nusername = "mau_bot"\n')
    assert here(*SCHOOL)[0] == 0
    assert here("init") == (0, sentence, "")
    assert (tmp_path / "config.toml").read_text() == '[telegram]\nusername = "mau_bot"\n'
    assert document(here("status", "DTHPT", "--json"))["members"] == 0


def test_init_does_not_show_the_password(here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENLUYEN_DATABASE__URL", "postgresql://user:secret@127.0.0.1:1/name")
    assert "secret" not in failed(here("init"))


# --- where the settings are


def test_the_settings_are_found_by_option_then_by_variable_then_here(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("option", "variable", "here"):
        (tmp_path / f"{name}.toml").write_text(f'[database]\nurl = "sqlite:///{name}.db"\n')
    (tmp_path / "here.toml").rename(tmp_path / "config.toml")
    monkeypatch.setenv("RENLUYEN_CONFIG", "variable.toml")
    assert document(here("init", "--config", "option.toml", "--json"))["database"] == "sqlite:///option.db"
    assert document(here("init", "--json"))["database"] == "sqlite:///variable.db"
    monkeypatch.setenv("RENLUYEN_CONFIG", "")
    assert document(here("init", "--json"))["database"] == "sqlite:///here.db"


def test_a_folder_that_cannot_be_written_to_is_one_sentence(here: Run) -> None:
    assert failed(here("init", "--config", "no/such/config.toml")) == "Không ghi được no/such/config.toml."


BAD_SETTINGS = [
    ("", "[telegram]\ntokn = 'x'", "Cấu hình có khóa không tồn tại: telegram.tokn."),
    ("", "[log]\nlevel = 'loud'", "Giá trị của log.level trong cấu hình không dùng được."),
    ("", "[log", "Không đọc được tệp cấu hình config.toml: "),
    ("RENLUYEN_TELEGRAM__TOKN", "", "Cấu hình có khóa không tồn tại: telegram.tokn."),
    ("RENLUYEN_TELEGRM__TOKEN", "", "Cấu hình có khóa không tồn tại: RENLUYEN_TELEGRM__TOKEN."),
]


@pytest.mark.parametrize(("variable", "content", "sentence"), BAD_SETTINGS, ids=[s for *_, s in BAD_SETTINGS])
@pytest.mark.parametrize("words", [("init",), ("status", "12A1"), ("doctor",), ("run",)], ids=" ".join)
def test_wrong_settings_are_one_sentence(
    words: Sequence[str], variable: str, content: str, sentence: str, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("config.toml").write_text(content)
    if variable:
        monkeypatch.setenv(variable, "x")
    assert failed(here(*words)).startswith(sentence)


def test_without_settings_every_command_says_how_to_begin(here: Run) -> None:
    for words in (("status", "12A1"), ("doctor",), ("run",), SCHOOL):
        assert failed(here(*words)) == "Không có tệp cấu hình config.toml. Hãy chạy renluyen init để tạo."


# --- the database


def test_without_a_database_every_command_says_how_to_begin(here: Run) -> None:
    Path("config.toml").write_text(example_config())
    for words in (("status", "12A1"), ("run",), SCHOOL):
        assert failed(here(*words)) == ("Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Hãy chạy renluyen init trước.")
    assert [path.name for path in Path().iterdir()] == ["config.toml"], "looking made no file"


UNUSABLE = [
    ("sqlite:///no/such/folder/a.db", "init", "unable to open database file"),
    ("sqlite:///bad.db", "status 12A1", "file is not a database"),
    ("postgresql://user:secret@127.0.0.1:1/name", "status 12A1", "127.0.0.1"),
]


@pytest.mark.parametrize(("url", "command", "why"), UNUSABLE, ids=[url for url, *_ in UNUSABLE])
def test_a_database_that_cannot_be_used_is_one_sentence(
    url: str, command: str, why: str, here: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.db").write_text("no database " * 100)
    renluyen(tmp_path, url)
    sentence = failed(here(*command.split()))
    assert sentence.startswith("Không dùng được cơ sở dữ liệu: ")
    assert why in sentence
    assert "secret" not in sentence


def test_a_database_on_a_server_that_is_not_there_is_one_sentence(postgres: str, here: Run, tmp_path: Path) -> None:
    renluyen(tmp_path, postgres.replace("/postgres?", "/nowhere?"))
    assert failed(here("init")) == 'Không dùng được cơ sở dữ liệu: database "nowhere" does not exist.'


# --- one document, also when it is not done


def test_a_command_that_is_not_done_is_a_document_with_its_reason(ready: Run) -> None:
    assert document(ready("status", "12A9", "--json")) == {"error": "Không có đơn vị 12A9."}
    assert ready("status", "12A9", "--json")[0] == 1


def test_tables_are_recomputed_without_settings_or_a_database(here: Run, tmp_path: Path) -> None:
    """TV-10, CT-03: 1 when something is wrong, 0 when nothing is, or when a number only could not be read."""
    head = ["Tổng số đoàn viên", "Giáo viên", "Viên chức", "HSSV"]
    wrong = str(save(tmp_path, [head, ["1635", "11", "03", "1604"]], name="sai.xlsx"))
    code, out, err = here("check", wrong)
    assert (code, err) == (1, "Có 1 chỗ sai trong bảng.\n")
    assert out.splitlines() == [
        "Ô A2 ghi 1.635, nhưng 11 + 3 + 1.604 = 1.618: thiếu 17 (chưa phân nhóm).",
        "Đã xem 1 bảng, 4 số.",
    ]
    (finding,) = document(here("check", wrong, "--json"))["findings"]
    assert [finding[name] for name in ("code", "cell", "written", "truth")] == ["sum", "A2", 1635, 1618]
    right = str(save(tmp_path, [head, ["1618", "11", "03", "1604"]], name="dung.xlsx"))
    assert here("check", right) == (0, "Đã xem 1 bảng, 4 số.\nKhông thấy chỗ nào sai.\n", "")
    unread = str(save(tmp_path, [["Chi đoàn", "Số"], ["A", 1], ["B", 2], ["C", "2B"]], name="la.xlsx"))
    ran = here("check", unread, "--json")
    assert (ran[0], document(ran)["ok"], len(document(ran)["findings"])) == (0, True, 1)
    assert failed(here("check", "khong-co.xlsx")) == "Không tìm thấy tệp."


def test_a_roster_with_errors_is_a_document_with_all_of_them(ready: Run, tmp_path: Path) -> None:
    path = save(tmp_path, [SIMPLE, AN, [7, "Đỗ Quang Minh", "2009", "", "", "", ""]])
    ran = ready("import", "roster", str(path), "--unit", "12A1", "--json")
    found = document(ran)
    assert (ran[0], found["read"], found["imported"]) == (1, 2, 0)
    assert [(error["row"], error["field"]) for error in found["errors"]] == [(3, "birth"), (3, "roll")]
    assert all(error["reason"].startswith("Dòng 3: ") for error in found["errors"])

    code, out, err = ready("import", "roster", str(path), "--unit", "12A1")
    assert (code, len(out.splitlines())) == (1, 2)
    assert err.startswith("Chưa nhập gì, vì 1 dòng có lỗi.")


def test_a_doctor_with_something_to_look_at_is_a_document_and_an_exit_code(ready: Run) -> None:
    ran = ready("doctor", "--json")
    found = document(ran)
    assert (ran[0], found["ok"], len(found["checks"])) == (1, False, 12)
    assert [check["name"] for check in found["checks"] if not check["ok"]] == ["cycle", "channel"]
    code, out, err = ready("doctor")
    assert (code, len(out.splitlines())) == (1, 12)
    assert err == "Có 2 điều cần xem: chương trình đang mở, kênh trò chuyện.\n"


@pytest.mark.parametrize("words", [("run",), ("doctor",)], ids=" ".join)
def test_a_library_that_is_missing_is_one_sentence_with_the_command(
    words: Sequence[str], ready: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENLUYEN_TELEGRAM__FRAMEWORK", "aiogram")
    monkeypatch.setitem(sys.modules, "aiogram", None)
    assert "hãy chạy pip install 'renluyen[aiogram]'" in failed(ready(*words))


def test_a_doctor_with_nothing_to_look_at_ends_with_0(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENLUYEN_TELEGRAM__TOKEN", "100:double")
    ready("cycle", "open", "--unit", "DTHPT", "--year", "2027", "--catalogue", "MAC-DINH-5N")
    ran = ready("doctor", "--json")
    assert (ran[0], document(ran)["ok"]) == (0, True)


def commands() -> Iterator[tuple[str, ...]]:
    yield from ((str(command.name),) for command in cli.registered_commands)
    for group in cli.registered_groups:
        assert group.typer_instance is not None
        yield from ((str(group.name), str(command.name)) for command in group.typer_instance.registered_commands)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_but_demo_and_check_takes_settings_and_but_run_and_demo_json(
    words: tuple[str, ...], here: Run
) -> None:
    code, out, err = here(*words, "--help")
    assert (code, err) == (0, "")
    assert ("--config" in out) == (words not in {("demo",), ("check",)})
    assert ("--json" in out) == (words not in {("demo",), ("run",)})
    assert not re.search(r"--\w[\w-]* +[A-Z]* *\n", out), "every option says what it is for"


# --- wrong usage

USAGE = [
    ("foo", "không có lệnh foo"),
    ("unit foo", "không có lệnh foo"),
    ("status", "thiếu UNIT"),
    ("status A B", "thừa B"),
    ("status A B C", "thừa B C"),
    ("status --foo A", "không có tùy chọn --foo"),
    ("unit add X --kind chi-doan", "thiếu --name"),
    ("unit add X --name", "--name cần một giá trị"),
    ("status A --json=1", "--json không nhận giá trị"),
    ("appoint A A/1", "thiếu --office"),
    ("import roster a.xlsx", "thiếu --unit"),
    ("invite A --days x", "giá trị của --days không dùng được"),
    ("invite A --days 0", "giá trị của --days không dùng được"),
    ("invite A --days 367", "giá trị của --days không dùng được"),
    ("cycle open --unit A --catalogue B --year 1999", "giá trị của --year không dùng được"),
    ("cycle open --unit A --catalogue B --year 2101", "giá trị của --year không dùng được"),
    ("cycle set --unit A", "thiếu KEY=VALUE"),
    ("cycle set minimum=2", "thiếu --unit"),
    ("cycle close", "thiếu --unit"),
    ("run --json", "không có tùy chọn --json"),
    ("demo --config x", "không có tùy chọn --config"),
]


@pytest.mark.parametrize(("line", "problem"), USAGE, ids=[line for line, _ in USAGE])
def test_wrong_usage_ends_with_2_and_one_vietnamese_sentence(line: str, problem: str, here: Run) -> None:
    sentence = f"Sai cách dùng: {problem}. Thêm --help để xem hướng dẫn.\n"
    assert here(*line.split()) == (2, "", sentence)


@pytest.mark.parametrize("line", ["", "unit", "import", "catalogue", "cycle"])
def test_asked_for_nothing_it_shows_the_help(line: str, here: Run) -> None:
    code, out, err = here(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith("Usage: ")
    assert "Commands:" in err


def test_wrong_usage_of_the_real_command_ends_with_2(tmp_path: Path) -> None:
    assert Operator(tmp_path).fails("status", code=2).startswith("Sai cách dùng: thiếu UNIT.")


# --- never a traceback


def test_a_bug_is_one_sentence_and_tells_who_looks_for_it_everything(
    ready: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("unit")

    monkeypatch.setattr(bot.office.Office, "status", breaks)
    sentence = "Có lỗi trong chương trình (KeyError). Hãy chạy lại với RENLUYEN_LOG__LEVEL=debug để xem chi tiết."
    assert failed(ready("status", "12A1")) == sentence
    monkeypatch.setenv("RENLUYEN_LOG__LEVEL", "debug")
    code, out, err = ready("status", "12A1")
    assert (code, out) == (1, "")
    assert "Traceback" in err
    assert "breaks" in err


def test_a_file_that_kills_its_reader_is_one_sentence(ready: Run, tmp_path: Path) -> None:
    """The reader ends with its process and all it says; the operator gets what the roster's text says."""
    told = Operator(tmp_path).fails("import", "roster", str(far_cell(tmp_path)), "--unit", "DTHPT")
    assert told == TEXTS("roster-refused-too-complex")


def test_a_terminal_that_knows_no_vietnamese_is_no_fault(tmp_path: Path) -> None:
    office = Operator(tmp_path, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
    done = subprocess.run(
        [*COMMAND, "init"],
        cwd=tmp_path,
        env={**os.environ, **office.environment},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "Đã sẵn sàng." in done.stdout.decode()


# --- the words

OPERATORS = [*ROOT.glob("bot/*.py"), ROOT / "bot/adapters/console.py", ROOT / "bot/adapters/phone.py"]
RULES = [ROOT / "storage/organising.py", ROOT / "storage/years.py", ROOT / "rules/policy.py"]


def nodes(paths: Sequence[Path]) -> Iterator[ast.AST]:
    for path in paths:
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def test_every_text_of_the_commands_and_the_demo_is_used() -> None:
    """As it stands, or as a beginning ("cli-option-") and one of the words that the code says."""
    page = (ROOT / "bot/pages/demo.html").read_text("utf-8")
    words, begun = set(re.findall(r'texts\(["\']([\w.-]+)', page)), set()
    for node in nodes(OPERATORS + RULES):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
            begun.add(str(first.value))
    ours = {id_ for id_, file in TEXTS.ids.items() if file in {"cli.ftl", "demo.ftl"}}
    ends = {
        id_: {id_.removeprefix(start).partition(".")[0] for start in begun if start and id_.startswith(start)}
        for id_ in ours
    }
    assert {id_ for id_ in ours if id_ not in words and not ends[id_] & words} == set()


def test_every_refusal_has_its_sentence() -> None:
    """The code of every Refused("code", …) and of its like."""
    kinds = {"Refused", "NoSuch", "BadConfig", "_failed"}
    codes = {
        str(node.args[0].value)
        for node in nodes([path for path in OPERATORS + RULES if path.parent.name != "adapters"])
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in kinds
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert len(codes) > 20
    assert [code for code in sorted(codes) if f"cli-error-{code}" not in TEXTS] == []
