"""The house itself: words, commands and files are complete, and nothing lies about that is not used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.texts import load_texts
from handlers import FLOWS

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "chat", "handlers", "programmes", "reports", "rules", "scheduler", "storage")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BESIDE = sorted((ROOT / "bench").rglob("*.py"))
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
PAGES = sorted((ROOT / "bot" / "pages").iterdir())
IN_A_PAGE = re.compile(r"""texts\(["']([\w.-]+)""")
QUESTIONS = {"one", "many", "text", "due", "file", "confirm", "once", "review"}
TEXTS = load_texts()


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text("utf-8"))


def beginning(expression: ast.expr) -> str:
    """The letters a string, plain or composed, begins with; nothing when it begins with a value."""
    first = expression.values[0] if isinstance(expression, ast.JoinedStr) else expression
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def spoken() -> tuple[set[str], set[str]]:
    """Every string in the code, and the beginning of every composed one: f"forms-{state}" begins with "forms-"."""
    whole: set[str] = set()
    begun: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                begun.add(beginning(node))
    for page in PAGES:
        whole.update(IN_A_PAGE.findall(page.read_text("utf-8")))
    return whole, begun


def asked() -> set[str]:
    """The texts of questions: the flow's name and the key of each `ask.<kind>("key")` in the file."""
    ids = set()
    for path, tree in trees():
        keys = {
            beginning(key).partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUESTIONS
            for key in node.args[:1]
        }
        if path.parent.name == "handlers":
            ids |= {f"{flow}-{key}" for flow in FLOWS for key in keys}
    return ids


def test_no_text_lies_about_unused() -> None:
    whole, begun = spoken()
    questions = asked()
    messages = {id_.partition(".")[0] for id_ in TEXTS}
    whole = {id_.partition(".")[0] for id_ in whole}
    unused = {
        id_
        for id_ in messages
        if id_ not in whole
        and id_ not in questions
        and not any(len(start) >= 4 and start.endswith("-") and id_.startswith(start) for start in begun)
    }
    assert unused == set()


def test_every_conversation_has_a_name_a_command_of_its_own_and_a_place() -> None:
    commands = [entry.command for entry in FLOWS.values()]
    assert len(set(commands)) == len(commands)
    for name, entry in FLOWS.items():
        assert f"menu-{name}" in TEXTS
        assert re.fullmatch(r"[a-z]{2,32}", entry.command)
    assert sum(entry.menu for entry in FLOWS.values()) <= 6


@pytest.mark.parametrize("path", [*MODULES, *BESIDE], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_in_one_sentence_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    said = ast.get_docstring(ast.parse(text))
    assert said or not text.strip()
    assert not said or said.partition("\n\n")[0].endswith((".", ":"))
    assert "migrations" in path.parts or len(text.splitlines()) <= 300, "split it by subject"


@pytest.mark.parametrize("path", [*MODULES, *BESIDE], ids=lambda path: str(path.relative_to(ROOT)))
def test_code_speaks_no_vietnamese(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    words = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    ]
    assert [word for word in words if len(word) > 1 and VIETNAMESE.search(word)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_takes_its_words_from_the_texts(path: Path) -> None:
    assert VIETNAMESE.findall(path.read_text("utf-8")) == []


def test_the_readme_names_every_command() -> None:
    from bot.cli import cli

    readme = (ROOT / "README.md").read_text("utf-8")
    names = {command.name for command in cli.registered_commands}
    groups = {group.name for group in cli.registered_groups}
    missing = [name for name in names | groups if name and f"`{name}" not in readme and f" {name}" not in readme]
    assert missing == []


def test_the_vietnamese_readme_names_every_command_of_the_chat() -> None:
    readme = (ROOT / "README.vi.md").read_text("utf-8")
    told = {"home", "register", "plan", "data", "help", "review", "show", "return", "undo"}
    assert [FLOWS[name].command for name in sorted(told) if f"`{FLOWS[name].command}" not in readme] == []


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    listed = set(re.findall(r"\]\((0[^)]+\.md)\)", (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")))
    assert pages == listed
