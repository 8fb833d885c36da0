"""What somebody gets who installs it: a whole wheel, a first start from an empty folder, files to deploy that fit."""

import configparser
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: Sequence[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
DEPLOY = ROOT / "deploy"


def shipped() -> set[str]:
    """Every file of the packages that belongs to the program."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    return {str(p.relative_to(ROOT)) for p in files if "__pycache__" not in p.parts and not p.name.endswith(".pyc")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with what is installed here, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


# --- the wheel


def test_the_wheel_holds_the_whole_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert names == shipped() | {"bot/config.example.toml"}


NEEDED = [
    "locales/vi/cli.ftl",
    "locales/vi/address/dong-chi.ftl",
    "programmes/mac-dinh-5n.toml",
    "programmes/holidays.toml",
    "programmes/demo/province.toml",
    "programmes/demo/12A1.xlsx",
    "programmes/demo/KP3.xlsx",
    "bot/pages/demo.html",
    "bot/pages/demo.css",
    "bot/pages/demo.js",
    "storage/migrations/env.py",
    "storage/migrations/versions/0001_the_first_tables.py",
    "bot/config.example.toml",
]


@pytest.mark.parametrize("name", NEEDED)
def test_the_wheel_holds_what_is_no_code(name: str, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        content = packed.read(name)
    source = ROOT / ("config.example.toml" if name.endswith("config.example.toml") else name)
    assert content == source.read_bytes()


def test_the_wheel_names_its_command_its_licence_and_its_python(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        (metadata,) = [name for name in packed.namelist() if name.endswith("METADATA")]
        about = packed.read(metadata).decode()
        commands = packed.read(metadata.replace("METADATA", "entry_points.txt")).decode()
        assert packed.read(metadata.replace("METADATA", "licenses/LICENSE")).startswith(b"MIT License")
    assert "Requires-Python: >=3.11" in about
    assert "renluyen = bot.cli:main" in commands


# --- installed, from an empty folder


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that has the wheel and, of this one, everything but the project itself."""

    folder: Path

    def runs(self, *words: str, here: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("RENLUYEN_", "PYTHON"))}
        command = [str(self.folder / "bin" / "renluyen"), *words]
        return subprocess.run(
            command, cwd=here, env=environment, input=typed, capture_output=True, text=True, timeout=120, check=False
        )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    python = str(folder / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "--python", python]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, timeout=120)
    # A path file read out of another path file is not followed, so the project in this environment stays unseen.
    (packages,) = folder.glob("lib/python3*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    where = subprocess.run(
        [python, "-I", "-c", "import bot; print(bot.__file__)"], capture_output=True, text=True, check=True
    )
    assert where.stdout.startswith(str(folder)), "the tests are about the installed program"
    return Installed(folder)


def test_the_demo_runs_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    done = installed.runs("demo", "--console", here=tmp_path, typed=":la 12A1/1\nduyet\n:thoat\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Bạn đang cầm điện thoại của 12A1/1 Lê Thị Bình" in done.stdout
    assert "Không còn phiếu nào chờ bạn xác nhận." in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_bot_of_ones_own_begins_in_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    begun = installed.runs("init", here=tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} >= {"config.toml", "renluyen.db"}
    assert (tmp_path / "config.toml").read_bytes() == (ROOT / "config.example.toml").read_bytes()
    looked = installed.runs("doctor", here=tmp_path)
    assert (looked.returncode, looked.stderr) == (1, "Có 2 điều cần xem: chương trình đang mở, kênh trò chuyện.\n")
    assert "Tốt: cơ sở dữ liệu" in looked.stdout


# --- the locks


def names_in(lock: str) -> dict[str, str]:
    """Each locked package and what stands behind its name."""
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    return {block.split("==")[0].lower(): block for block in blocks if "==" in block}


def required(*groups: str) -> Iterator[str]:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["aiogram"]]
    for group in groups:
        wanted += PROJECT["dependency-groups"][group]
    for requirement in wanted:
        yield re.split(r"[\[<>=;~ ]", requirement)[0].lower().replace(".", "-").replace("_", "-")


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])]
)
def test_every_dependency_is_locked_with_its_hashes(lock: str, groups: list[str]) -> None:
    locked = names_in(lock)
    assert [name for name in required(*groups) if name not in locked] == []
    assert [name for name, block in locked.items() if "--hash=sha256:" not in block] == []


def test_both_locks_say_the_same_of_what_the_program_needs() -> None:
    ours, theirs = names_in("requirements.lock"), names_in("requirements-dev.lock")
    assert {n: b.split()[0] for n, b in ours.items()} == {n: theirs[n].split()[0] for n in ours}


# --- to deploy


def dockerfile() -> list[tuple[str, str]]:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    told = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in told]


def service() -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    parser.read(DEPLOY / "renluyen.service", "utf-8")
    return parser


def started() -> Iterator[list[str]]:
    """Every command of the files to deploy, without the program's own name."""
    unit = service()["Service"]
    for name in ("ExecStartPre", "ExecStart"):
        program, *words = shlex.split(unit[name])
        assert Path(program).name == "renluyen"
        yield words
    ((_, entry),) = [told for told in dockerfile() if told[0] == "ENTRYPOINT"]
    assert entry == '["renluyen"]'
    yield from (re.findall(r'"(.*?)"', rest) for word, rest in dockerfile() if word == "CMD")
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    yield from (re.findall(r'"(.*?)"', words) for words in re.findall(r"command: (\[.*\])", compose))
    yield from (shlex.split(words) for words in re.findall(r"run --rm bot (.*)", compose))


@pytest.mark.parametrize("words", list(started()), ids=" ".join)
def test_every_command_that_is_deployed_exists(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the very options: --help behind them shows that they are understood."""
    monkeypatch.setattr(sys, "argv", ["renluyen", *words, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (0, "")


def test_all_that_is_deployed_was_looked_at() -> None:
    found = sorted(" ".join(words[:2]) for words in started())
    assert found == ["doctor --config", *["init --config"] * 2, *["run --config"] * 3]


def test_the_image_holds_every_package_and_runs_as_nobody_special() -> None:
    copied = {word for told, rest in dockerfile() if told == "COPY" for word in rest.split()[:-1] if "=" not in word}
    sources = copied - {"/opt/renluyen"}
    assert set(PACKAGES) <= sources
    assert [name for name in sources if not (ROOT / name).exists()] == []
    let_in = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {line[1:] for line in let_in if line.startswith("!")} == sources
    users = [rest for told, rest in dockerfile() if told == "USER"]
    assert users == ["renluyen"]
    assert ("VOLUME", "/var/lib/renluyen") in dockerfile()


def test_the_service_keeps_to_itself() -> None:
    unit = service()["Service"]
    assert (unit["User"], unit["StateDirectory"], unit["UMask"]) == ("renluyen", "renluyen", "0077")
    assert unit["WorkingDirectory"] == "/var/lib/renluyen", "where a relative database.url is"
    assert (unit["NoNewPrivileges"], unit["ProtectSystem"], unit["CapabilityBoundingSet"]) == ("yes", "strict", "")
    assert int(unit["TimeoutStopSec"]) > 10, "what was begun is finished first"


def test_the_composed_bot_waits_for_its_database_and_its_tables() -> None:
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert compose.count("condition: service_healthy") == 1
    assert compose.count("condition: service_completed_successfully") == 1
    names = {name.lower() for name in re.findall(r"RENLUYEN_(\w+):", compose)}
    example = tomllib.loads((ROOT / "config.example.toml").read_text("utf-8"))
    assert names
    assert all(key in example[section] for section, key in (name.split("__") for name in names))
