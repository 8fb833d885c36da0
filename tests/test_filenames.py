"""Forms as files, matched on number and name (PN-05); scenarios 4 and 5 of domain.md 6."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.filenames import Listed, Mismatch, file_name, whose_file

AN7, AN12, HOA = Listed(7, "Nguyễn Văn An"), Listed(12, "Nguyễn Văn An"), Listed(8, "Trần Thị Hòa")
MEMBERS = (AN7, AN12, HOA)


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("12 - Nguyễn Văn An.xlsx", AN12),
        ("7 - Nguyễn Văn An.xlsx", AN7),
        ("7-Nguyễn Văn An.XLSX", AN7),
        ("07 - nguyễn văn  an.docx", AN7),
        ("8 - Trần Thị Hoà", HOA),
        (unicodedata.normalize("NFD", "8 - Trần Thị Hoà.xlsx"), HOA),
        ("some/folder/8 – Trần Thị Hòa.xlsx", HOA),
    ],
    ids=["scenario 4", "the other An", "no blanks", "padded, blanks", "scenario 5", "scenario 5 decomposed", "folder"],
)
def test_a_file_goes_to_the_member_whose_number_and_name_it_has(name: str, whose: Listed) -> None:
    assert whose_file(name, MEMBERS) == whose


@pytest.mark.parametrize(
    ("name", "code", "candidates"),
    [
        ("Nguyễn Văn An.xlsx", "no-number", (AN7, AN12)),
        ("nguyen van an.xlsx", "no-number", (AN7, AN12)),
        ("Lê Lợi.xlsx", "no-number", ()),
        ("9 - Nguyễn Văn An.xlsx", "no-such-number", (AN7, AN12)),
        ("8 - Nguyễn Văn An.xlsx", "other-name", (HOA, AN7, AN12)),
        ("8 - Trần Thị Hoa.xlsx", "other-name", (HOA,)),
        ("8.xlsx", "no-name", ()),
        ("8 - .xlsx", "no-name", ()),
        ("", "no-name", ()),
    ],
    ids=[
        "scenario 4 refused",
        "folded",
        "unknown",
        "free number",
        "other's number",
        "no tone",
        "bare",
        "dash",
        "empty",
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_who_it_might_be(
    name: str, code: str, candidates: tuple[Listed, ...]
) -> None:
    assert whose_file(name, MEMBERS) == Mismatch(code, candidates)


def test_scenario_4_of_two_with_one_name_the_number_decides_and_without_it_both_are_shown() -> None:
    assert whose_file("12 - Nguyễn Văn An.xlsx", MEMBERS) == AN12
    assert whose_file("Nguyễn Văn An.xlsx", MEMBERS) == Mismatch("no-number", (AN7, AN12))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_scenario_5_where_tone_marks_stand_does_not_matter_and_the_lists_spelling_counts(form: str) -> None:
    found = whose_file(unicodedata.normalize(form, "8 - Trần Thị Hoà"), MEMBERS)  # type: ignore[arg-type]
    assert isinstance(found, Listed)
    assert found.name == HOA.name
    assert file_name(found, ".xlsx") == "8 - Trần Thị Hòa.xlsx"


def test_a_name_keeps_its_diacritics_and_loses_what_no_file_can_hold() -> None:
    assert file_name(AN7, ".xlsx") == "7 - Nguyễn Văn An.xlsx"
    assert file_name(Listed(3, 'Đỗ / "Minh"'), ".xlsx") == "3 - Đỗ  Minh.xlsx"


letters = st.characters(categories=("Lu", "Ll"), include_characters=" ")


@given(st.integers(1, 9999), st.text(letters, min_size=1).filter(lambda name: name.strip()))
def test_a_file_that_was_named_finds_its_member(roll: int, name: str) -> None:
    member = Listed(roll, unicodedata.normalize("NFC", name).strip())
    assert whose_file(file_name(member, ".xlsx"), [member]) == member
