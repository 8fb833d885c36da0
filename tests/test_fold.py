"""Text made comparable, and text as it is kept."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chat.fold import clean, fold, spelling

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ \u0300\u0301\u0303\u0309\u0323\n\t"
vietnamese = st.text(st.sampled_from(ALPHABET), max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hoà", "dang thi hoa"),
        ("Đặng Thị Hòa", "dang thi hoa"),
        ("THUỶ", "thuy"),
        ("thủy", "thuy"),
        ("  Nguyễn \t Văn\nAn  ", "nguyen van an"),
        ("ưƯơƠăĂâÂêÊôÔđĐ", "uuooaaaaeeoodd"),
        ("Straße", "strasse"),
        ("1.2 “Học”", "1.2 “hoc”"),
        ("", ""),
        ("\u0301", ""),
        ("\u00a0a\u3000b", "a b"),
        ("😀", "😀"),
    ],
)
def test_text_is_compared_without_case_marks_and_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(vietnamese)
def test_what_is_folded_is_the_same_in_every_normal_form_and_case(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {fold(text)} == {fold(text.upper())} == {fold(fold(text))}
    assert set(fold(text)) <= set("abcdeghiklmnopqrstuvxy ")


@given(st.text())
@example("İ")
@example("ǰ")
@example("\u0345")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Đọc sách  ", "Đọc sách"),
        ("Đo\u0323c", "Đọc"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\u202eb\u2066c\u2069", "abc"),  # what turns the reading direction
        ("\ue000a\ud800b\uffff", "ab"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\n\n a \n\n", "a"),
        ("\x00", ""),
    ],
)
def test_text_is_kept_composed_and_without_what_cannot_be_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_what_is_kept_is_kept_the_same_again_and_can_be_stored(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert kept.encode().decode() == kept
    assert "\x00" not in kept


@given(st.text(st.sampled_from("aăâđeêghioôơuưAĐÊ 😀.,\n\u0300\u0301\u0323"), max_size=30))
def test_nothing_that_can_be_seen_is_taken_away(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà", "Hòa", True),
        ("Thuỷ", "Thủy", True),
        ("HOÀ", "hòa", True),
        ("Hoà", "Hoa", False),
        ("Hòa", "Hóa", False),
        ("Đan", "Dan", False),
        ("Nguyễn  Văn An", "nguyễn văn an", True),
        ("Ngọc Ánh", "Ngọc Anh", False),
        ("quý", "qúy", True),
        ("Sơn", "Son", False),
    ],
)
def test_a_name_is_spelled_the_same_wherever_its_tone_mark_stands(one: str, other: str, same: bool) -> None:
    """PN-05."""
    assert (spelling(one) == spelling(other)) is same
    assert spelling(unicodedata.normalize("NFD", one)) == spelling(one)
