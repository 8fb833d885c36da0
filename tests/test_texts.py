"""Strict Fluent: what is missing raises, what is said comes out whole, and the shipped texts fit together."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from chat.fold import fold
from chat.message import Option
from chat.read import bare, spoken, words
from chat.texts import LONG, MissingText, Texts, load_texts

SOURCE = """
-ban = bạn
-Ban = Bạn

hello = Chào { -ban }, { $name }!
    .title = Chào { $name }
count = Còn { $count } mục.
both =
    { $first }
    { $second }

    { $third }
only =
    .label = Nhãn
many = { $count ->
    [0] Không có gì
   *[other] Có { $count } thứ
}
"""
TEXTS = Texts({"a.ftl": SOURCE})


def test_a_text_is_said_with_its_variables_and_attributes() -> None:
    assert TEXTS("hello", name="An") == "Chào bạn, An!"
    assert TEXTS("hello.title", name="An") == "Chào An"
    assert TEXTS("only.label") == "Nhãn"


@pytest.mark.parametrize("id_", ["helo", "hello.titel", "hello.", ".title", "", "only", "-ban", "ban", "hello.title.x"])
def test_a_text_that_is_not_there_raises(id_: str) -> None:
    with pytest.raises(MissingText):
        TEXTS(id_, name="An")
    assert id_ not in TEXTS
    assert TEXTS.get(id_, name="An") == ""


def test_a_variable_that_is_not_given_raises_with_the_name_of_the_text() -> None:
    with pytest.raises(MissingText, match="hello"):
        TEXTS("hello")
    with pytest.raises(MissingText, match="hello"):
        TEXTS.get("hello")
    with pytest.raises(MissingText, match="many"):
        TEXTS("many")


@pytest.mark.parametrize(
    "broken",
    ["broken { = x", "hello = { $name", "x = { -gone }", "x = { hello2 }", "x = { hello.title2 }", "= x", "x", "x =\n"],
)
def test_an_entry_that_cannot_be_read_or_said_raises(broken: str) -> None:
    with pytest.raises(MissingText):
        Texts({"a.ftl": broken})("x")


def test_an_entry_that_cannot_be_read_is_named_with_its_file_when_it_is_said() -> None:
    texts = Texts({"a.ftl": "x = 1\ny = { $z\n    .a = 2"})
    assert texts("x") == "1"
    for _ in range(2):
        with pytest.raises(MissingText, match=r"a\.ftl: unreadable entry 'y ="):
            texts("y")
        with pytest.raises(MissingText, match=r"a\.ftl: unreadable entry 'y ="):
            texts.read_all()


def test_a_text_puts_in_another_from_anywhere() -> None:
    texts = Texts({"a.ftl": "x = { y.a }, { -t }", "b.ftl": "# y\ny =\n    .a = { z }\nz = { $n }\n-t = { w }\nw = 0"})
    assert texts("x", n="1") == "1, 0"
    assert texts("y.a", n="2") == "2"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "x =\n    .a = 2"),
        ("x = 1\n    .a = 1", "x =\n    .a = 2"),
        ("-t = 1\nx = 1", "-t = 2"),
        ("x = 1\n    .a = 1\n    .a = 2", "y = 1"),
    ],
)
def test_a_name_that_stands_twice_raises_with_both_places(first: str, second: str) -> None:
    with pytest.raises(MissingText, match=r"a\.ftl"):
        Texts({"a.ftl": first, "b.ftl": second})
    with pytest.raises(MissingText):
        Texts({"a.ftl": f"{first}\n{second}"})


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1635, "1.635"), (12345, "12.345"), (1_000_000, "1.000.000"), (-1, "-1")],
)
def test_numbers_are_grouped_as_in_vietnamese(count: int, said: str) -> None:
    assert TEXTS("count", count=count) == f"Còn {said} mục."


def test_years_and_codes_go_in_as_text() -> None:
    assert TEXTS("count", count="2027") == "Còn 2027 mục."


def test_a_line_that_has_nothing_to_say_is_left_out() -> None:
    assert TEXTS("both", first="một", second="", third="ba") == "một\nba"
    assert TEXTS("both", first="", second="", third="") == ""
    assert TEXTS("both", first="một", second=" ", third="ba\nbốn ") == "một\nba\nbốn"


def test_no_blank_stays_where_the_last_variable_has_nothing_to_say() -> None:
    assert Texts({"a.ftl": "x = Xong. { $late }"})("x", late="") == "Xong."


@given(st.text(max_size=60))
def test_what_a_person_writes_is_said_as_it_is(name: str) -> None:
    said = TEXTS("hello.title", name=f"“{name}”")
    assert "".join(said.split()) == "".join(f"Chào “{name}”".split())
    assert not {"\u2068", "\u2069"} & (set(said) - set(name))  # Fluent's isolation marks


@pytest.mark.parametrize("typed", ["{ $name }", "{ -ban }", "{hello}", "\\u0041", "*x*", "<b>", "%s", "{}"])
def test_what_looks_like_markup_is_text(typed: str) -> None:
    assert TEXTS("hello.title", name=typed) == f"Chào {typed}"


@pytest.mark.parametrize("length", [LONG, LONG + 1, 2500, 2501, 30_000])
def test_a_long_variable_is_said_whole(length: int) -> None:
    long, longer = "x" * length, "yz" * length
    assert TEXTS("both", first=long, second="hai", third=longer) == f"{long}\nhai\n{longer}"


# The shipped texts

VI = files("locales") / "vi"
ADDRESSES = sorted(f.name.removesuffix(".ftl") for f in (VI / "address").iterdir())
SHIPPED = load_texts()


def entries() -> Iterator[tuple[str, ast.Message | ast.Term]]:
    for file in [*VI.iterdir(), *(VI / "address").iterdir()]:
        if file.name.endswith(".ftl"):
            for entry in FluentParser().parse(file.read_text("utf-8")).body:
                assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content}"
                if isinstance(entry, (ast.Message, ast.Term)):
                    yield file.name, entry


def test_all_texts_that_fluent_reads_in_the_files_are_there_and_no_other() -> None:
    written = {
        (id_, file)
        for file, entry in entries()
        if isinstance(entry, ast.Message)
        for id_ in [
            *([entry.id.name] if entry.value else []),
            *(f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes),
        ]
    }
    assert set(SHIPPED.ids.items()) == written
    assert len(written) == len(SHIPPED.ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_shipped_text_can_be_read(address: str) -> None:
    """Where it cannot be said, a variable is what it wants."""
    texts = load_texts(address=address)
    for id_ in texts:
        try:
            texts(id_)
        except MissingText as missing:
            assert f"{id_}: Unknown external: " in str(missing)  # noqa: PT017 - most are said at once


def references(node: object) -> Iterator[str]:
    """The terms and messages that a text puts in."""
    if isinstance(node, ast.TermReference):
        yield f"-{node.id.name}"
    if isinstance(node, ast.MessageReference):
        yield f"{node.id.name}.{node.attribute.name}" if node.attribute else node.id.name
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            yield from references(value)


def test_both_ways_to_address_a_member_have_the_same_texts() -> None:
    assert {"ban", "dong-chi"} <= set(ADDRESSES)
    ids = {address: set(load_texts(address=address)) for address in ADDRESSES}
    assert all(found == ids["ban"] for found in ids.values())
    assert load_texts(address="ban")("text-empty") == "Bạn hãy trả lời bằng chữ."
    assert load_texts(address="dong-chi")("text-empty") == "Đồng chí hãy trả lời bằng chữ."


def test_an_address_that_nobody_wrote_raises() -> None:
    with pytest.raises(FileNotFoundError):
        load_texts(address="anh-chi")


def test_texts_are_read_once() -> None:
    assert load_texts() is load_texts()


def test_every_text_that_another_puts_in_is_there() -> None:
    terms = {f"-{entry.id.name}" for _, entry in entries() if isinstance(entry, ast.Term)}
    missing = {
        (file, ref) for file, entry in entries() for ref in references(entry) if ref not in terms and ref not in SHIPPED
    }
    assert missing == set()
    assert any(ref.startswith("-") for _, entry in entries() for ref in references(entry))


def test_members_are_addressed_by_the_word_of_the_settings() -> None:
    plain = re.compile(r"(?<!một )(?<!hai )\b[bB]ạn\b(?! bè| cặp)")
    written = {
        f"{file}: {entry.id.name}"
        for file, entry in entries()
        if isinstance(entry, ast.Message) and file not in {"cli.ftl", "demo.ftl"}
        for text in texts_in(entry)
        if plain.search(text)
    }
    assert written == set()


def texts_in(entry: ast.Message) -> Iterator[str]:
    for pattern in [entry.value, *(attribute.value for attribute in entry.attributes)]:
        for element in pattern.elements if pattern else ():
            if isinstance(element, ast.TextElement):
                yield element.value


def test_what_a_button_says_to_steer_is_what_is_listened_for() -> None:
    for name in ("back", "later", "help", "home", "resume"):
        assert bare(spoken(Option(f".{name}", SHIPPED(f"common-{name}")))) in words(SHIPPED, f"word-{name}")
    for label, word in (("common-next-page", "more"), ("common-previous-page", "previous"), ("text-keep", "keep")):
        assert bare(spoken(Option(".x", SHIPPED(label)))) in words(SHIPPED, f"word-{word}")


def test_no_word_that_steers_means_two_things() -> None:
    steering = ("back", "resume", "later", "help", "home", "cancel", "undo", "quiet")
    several = ("more", "previous", "done", "remove")
    review = ("send", "more", "edit")
    for group in (steering, (*steering, *several), (*steering, *review), (*steering, "yes", "no"), (*steering, "keep")):
        heard = [spelling for name in group for spelling in words(SHIPPED, f"word-{name}")]
        assert len(heard) == len(set(heard)), group


def test_words_are_listened_for_with_and_without_marks() -> None:
    for id_ in SHIPPED:
        if id_.startswith("word-"):
            assert {bare(fold(spelling)) for spelling in SHIPPED(id_).split("|")} == words(SHIPPED, id_)
