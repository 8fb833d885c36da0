"""The shipped catalogues are whole and name their sources, a doubtful one is refused, the sample province is clean."""

import re
import tomllib
from collections import Counter
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from chat.texts import load_texts
from programmes.catalogue import LONGEST_SHORT, Catalogue, Criterion, Measure, load, shipped
from programmes.files import Refused
from reports.roster import Sheet, read_roster
from rules.roster import Checked, check
from rules.units import KINDS, OFFICES, SECTORS

TEXTS = load_texts()
COUNTS = {
    "CTRL-2018": 9,
    "YUM-2023-SV": 23,
    "MAC-DINH-5N": 26,
    "DOI-TUONG": 15,
    "KH-3TOT": 15,
    "CB-03CO-02KHONG": 5,
}


def shipped_catalogue(code: str) -> Catalogue:
    catalogue = load(code)
    assert isinstance(catalogue, Catalogue), catalogue
    return catalogue


def test_exactly_these_catalogues_are_shipped() -> None:
    assert set(shipped()) == set(COUNTS)
    assert sum(COUNTS.values()) == 93


@pytest.mark.parametrize(("code", "count"), COUNTS.items())
def test_a_shipped_catalogue_is_whole(code: str, count: int) -> None:
    catalogue = shipped_catalogue(code)
    assert catalogue.code == code
    assert catalogue.version.startswith("2026-11")
    assert catalogue.source
    assert len(catalogue.criteria) == count
    for criterion in catalogue.criteria:
        assert criterion.source
        assert criterion.origin
        assert criterion.certainty
        assert len(criterion.short) <= LONGEST_SHORT
    assert {criterion.group for criterion in catalogue.criteria} == {group.code for group in catalogue.groups}


@pytest.mark.parametrize(
    ("code", "per_group"),
    [("CTRL-2018", [3, 3, 3]), ("YUM-2023-SV", [6, 5, 5, 3, 4]), ("MAC-DINH-5N", [7, 6, 5, 4, 4])],
)
def test_a_frame_has_the_shape_of_its_source(code: str, per_group: list[int]) -> None:
    assert list(Counter(criterion.group for criterion in shipped_catalogue(code).criteria).values()) == per_group


def test_the_default_catalogue_is_ready_for_registering() -> None:
    catalogue = shipped_catalogue("mac-dinh-5n")
    assert catalogue.mode == "ratio"
    assert [(level.code, level.min_percent) for level in catalogue.levels] == [
        ("HTXS", 90),
        ("HTT", 70),
        ("HT", 50),
        ("KHT", 0),
    ]
    assert sum(group.max_points or 0 for group in catalogue.groups) == 100
    assert Counter(criterion.kind for criterion in catalogue.criteria) == {"core": 9, "elective": 17}
    assert all(criterion.selectable for criterion in catalogue.criteria)
    assert len({criterion.short for criterion in catalogue.criteria}) == 26


@pytest.mark.parametrize("criterion", shipped_catalogue("MAC-DINH-5N").criteria, ids=lambda criterion: criterion.code)
def test_the_first_example_shows_a_number_and_a_way(criterion: Criterion) -> None:  # PN-15, PN-16
    assert re.search(r"\d", criterion.examples[0])
    assert criterion.how_example


def test_the_guidance_of_2018_has_its_basis_and_its_years() -> None:  # PN-01
    catalogue = shipped_catalogue("CTRL-2018")
    assert "13-HD/TWĐTN-BTC" in catalogue.basis
    assert (catalogue.valid_from, catalogue.valid_until) == (date(2018, 6, 20), date(2022, 12, 31))
    assert [group.code for group in catalogue.groups] == ["I", "II", "III"]


def test_lines_without_a_known_text_cannot_be_chosen() -> None:
    criteria = shipped_catalogue("YUM-2023-SV").criteria
    unknown = [criterion for criterion in criteria if not criterion.selectable]
    assert [criterion.code for criterion in unknown] == ["1.6", "2.4", "2.5", "3.4", "5.2", "5.3", "5.4"]
    assert [criterion.short for criterion in unknown] == [criterion.code for criterion in unknown]
    assert [c for c in criteria if c.registered_by_default] == [c for c in criteria if c.selectable]


def test_the_armed_forces_have_their_criteria_on_paper() -> None:  # PN-06
    catalogue = shipped_catalogue("DOI-TUONG")
    on_paper = [criterion for criterion in catalogue.criteria if criterion.channel == "paper"]
    assert [criterion.audience for criterion in on_paper] == [("lvt",), ("lvt",)]
    assert catalogue.mode is None
    assert set(catalogue.audiences) == {a for criterion in catalogue.criteria for a in criterion.audience}


# --- a file of one's own

HEAD = """
code = "TINH-2027"
version = "1"
title = "Danh mục của tỉnh"
source = ["Hướng dẫn của tỉnh"]
certainty = "high"
valid_from = 2027-01-01
valid_until = 2027-12-31
mode = "points"
"""
TABLES = """
[audiences]
tat_ca = "Mọi đoàn viên"
[[groups]]
code = "1"
title = "Nhóm một"
max_points = 20
[[criteria]]
code = "1.1"
group = "1"
title = "Học nghị quyết"
kind = "core"
audience = ["tat_ca"]
origin = "page"
certainty = "high"
source = ["Hướng dẫn của tỉnh"]
measure = { type = "count", unit = "bài", target = 4 }
"""
GOOD = HEAD + TABLES
SECOND = TABLES[TABLES.index("[[criteria]]") :]


def file(folder: Path, text: str) -> Path:
    path = folder / "tinh.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_loaded_as_it_stands(tmp_path: Path) -> None:
    catalogue = load(file(tmp_path, GOOD))
    assert isinstance(catalogue, Catalogue)
    (criterion,) = catalogue.criteria
    assert (criterion.title, criterion.short) == ("Học nghị quyết", "Học nghị quyết")
    assert criterion.measure == Measure("count", "bài", 4)
    assert (catalogue.mode, catalogue.groups[0].max_points, catalogue.basis) == ("points", 20, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "1.1"', 'code = "A-z0.9-45678"'),
        ('code = "1.1"', 'code = "1"'),
        ('title = "Học nghị quyết"', f'title = "{"x" * 300}"'),
        ('title = "Học nghị quyết"', f'short = "{"x" * 34}"'),
        ('code = "TINH-2027"', f'code = "{"T" * 24}"'),
        ("valid_until = 2027-12-31", "valid_until = 2027-01-01"),
        ("max_points = 20", "max_points = 0"),
        ('measure = { type = "count", unit = "bài", target = 4 }', ""),
        ('mode = "points"', ""),
    ],
)
def test_a_file_at_the_limit_is_loaded(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    assert isinstance(load(file(tmp_path, GOOD.replace(old, new))), Catalogue)


REFUSALS = [
    ('title = "Danh mục của tỉnh"', "", "missing-key", {"where": "TINH-2027", "key": "title"}),
    ('title = "Danh mục của tỉnh"', 'title = ""', "missing-key", {"where": "TINH-2027", "key": "title"}),
    ('code = "TINH-2027"', "", "missing-key", {"where": "?", "key": "code"}),
    ('source = ["Hướng dẫn của tỉnh"]\ncertainty = "high"\nvalid', 'certainty = "high"\nvalid', "missing-key", None),
    (SECOND, "", "missing-key", {"where": "TINH-2027", "key": "criteria"}),
    ('origin = "page"', "", "missing-key", {"where": "criteria 1", "key": "origin"}),
    ('type = "count", ', "", "missing-key", {"where": "1.1", "key": "type"}),
    ('mode = "points"', 'mod = "points"', "unknown-key", {"where": "TINH-2027", "key": "mod"}),
    ('kind = "core"', 'kind = "core"\nweight = 2', "unknown-key", {"where": "criteria 1", "key": "weight"}),
    ("max_points", "max_point", "unknown-key", {"where": "groups 1", "key": "max_point"}),
    ("unit =", "units =", "unknown-key", {"where": "1.1", "key": "units"}),
    ('mode = "points"', 'mode = "point"', "wrong-value", {"where": "TINH-2027", "key": "mode", "value": "point"}),
    ('mode = "points"', "mode = 1", "wrong-value", None),
    ('kind = "core"', 'kind = "bat buoc"', "wrong-value", None),
    ("max_points = 20", "max_points = -1", "wrong-value", None),
    ("max_points = 20", "max_points = true", "wrong-value", None),
    ("valid_from = 2027-01-01", "valid_from = 2027-01-01T00:00:00", "wrong-value", None),
    ("valid_until = 2027-12-31", "valid_until = 2026-12-31", "wrong-value", None),
    ('audience = ["tat_ca"]', 'audience = "tat_ca"', "wrong-value", None),
    ('audience = ["tat_ca"]', 'audience = ["tat_ca", ""]', "wrong-value", None),
    ('audience = ["tat_ca"]', 'audience = ["nong_dan"]', "unknown-audience", {"code": "1.1", "audience": "nong_dan"}),
    ('tat_ca = "Mọi đoàn viên"', "tat_ca = 1", "wrong-value", None),
    ('source = ["Hướng dẫn của tỉnh"]\nmeasure', "source = [{ a = 1 }]\nmeasure", "wrong-value", None),
    ('{ type = "count", unit = "bài", target = 4 }', '"count"', "wrong-value", None),
    ('group = "1"', 'group = "2"', "unknown-group", {"code": "1.1", "group": "2"}),
    (SECOND, SECOND * 2, "duplicate-code", {"code": "1.1"}),
    ("[[groups]]", '[[groups]]\ncode = "1"\ntitle = "Nhóm"\n[[groups]]', "duplicate-code", {"code": "1"}),
    ('code = "1.1"', 'code = "A-z0.9-456789"', "bad-code", {"code": "A-z0.9-456789", "longest": "12"}),
    ('code = "1.1"', 'code = "1 1"', "bad-code", None),
    ('code = "1.1"', 'code = "1.1\\n"', "bad-code", None),
    ('code = "1.1"', 'code = "đ1"', "bad-code", None),
    ('code = "TINH-2027"', f'code = "{"T" * 25}"', "bad-code", None),
    ('title = "Học nghị quyết"', f'title = "{"x" * 301}"', "too-long", None),
    ('title = "Học nghị quyết"', f'short = "{"x" * 35}"', "too-long", None),
    ("[audiences]", "[audiences", "not-toml", None),
]


@pytest.mark.parametrize(("old", "new", "code", "values"), REFUSALS)
def test_a_doubtful_file_is_refused(
    tmp_path: Path, old: str, new: str, code: str, values: dict[str, str] | None
) -> None:
    assert old in GOOD
    refused = load(file(tmp_path, GOOD.replace(old, new)))
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert values is None or refused.values == values
    assert TEXTS(f"catalogue-refused-{code}", **refused.values)


@pytest.mark.parametrize("source", ["KHONG-CO", "../../config", "", "catalogue.py"])
def test_an_unknown_code_is_refused_with_the_known_ones(source: str) -> None:
    refused = load(source)
    assert isinstance(refused, Refused)
    assert "MAC-DINH-5N" in TEXTS(f"catalogue-refused-{refused.code}", **refused.values)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    assert load(tmp_path / "khong-co.toml") == Refused("no-file", {"file": "khong-co.toml"})
    (tmp_path / "tinh.toml").write_bytes(GOOD.encode("utf-16"))
    assert load(tmp_path / "tinh.toml") == Refused("not-utf-8", {"file": "tinh.toml"})


def test_every_sentence_belongs_to_a_case_above() -> None:
    codes = {code for _, _, code, _ in REFUSALS} | {"unknown-catalogue", "no-file", "not-utf-8"}
    assert {i for i in TEXTS if i.startswith("catalogue-")} == {f"catalogue-refused-{code}" for code in codes}
    assert TEXTS("catalogue-refused-no-file", file="a.toml")
    assert TEXTS("catalogue-refused-not-utf-8", file="a.toml")


# --- the sample province


def roster(name: str) -> tuple[Sheet, Checked]:
    with as_file(files("programmes") / "demo" / name) as path:
        sheet = read_roster(path)
    assert isinstance(sheet, Sheet), sheet
    return sheet, check(sheet.rows, date(2026, 11, 23))


def test_the_sample_class_is_a_clean_roster_of_forty() -> None:
    sheet, checked = roster("12A1.xlsx")
    assert (sheet.official, len(checked.entries), checked.problems) == (False, 40, ())
    namesakes = [(e.roll, e.birth) for e in checked.entries if e.name == "Nguyễn Văn An"]
    assert namesakes == [(7, date(2009, 9, 5)), (12, date(2009, 3, 22))]
    assert {e.birth.year for e in checked.entries} == {2009}
    assert [(e.roll, e.office) for e in checked.entries if e.office] == [(1, "bi-thu"), (2, "pho-bi-thu")]
    assert [e.roll for e in checked.entries if e.paper] == [33]
    assert {e.audience for e in checked.entries} == {"hoc_sinh"}
    joined = [e.joined for e in checked.entries if e.joined]
    assert (len(joined), min(joined), max(joined)) == (40, date(2025, 3, 26), date(2026, 3, 26))


def test_the_sample_quarter_is_a_clean_roster_of_fourteen_in_the_official_layout() -> None:
    sheet, checked = roster("KP3.xlsx")
    assert (sheet.official, len(checked.entries), checked.problems) == (True, 14, ())
    assert [(e.roll, e.audience) for e in checked.entries if e.paper] == [(8, "lvt")]
    assert [e.office for e in checked.entries[:4]] == ["bi-thu", "pho-bi-thu", "uy-vien", None]
    assert not re.search(r"Kinh|example\.com|Ví Dụ|9000000", repr(sheet))


def test_the_sample_province_fits_together() -> None:
    province = tomllib.loads((files("programmes") / "demo" / "province.toml").read_text("utf-8"))
    above: set[str | None] = {None}
    for unit in province["units"]:
        assert unit["kind"] in KINDS
        assert unit.get("sector") in {None, *SECTORS}
        assert unit.get("parent") in above
        above.add(unit["code"])
    members = {
        f"{entry['unit']}/{member.roll}"
        for entry in province["rosters"]
        for member in roster(entry["file"])[1].entries
        if entry["unit"] in above
    }
    assert len(members) == 54
    assert all(o["member"] in members and o["unit"] in above and o["office"] in OFFICES for o in province["offices"])
    assert province["cycle"] == {"unit": "TINH", "year": 2027, "catalogue": "MAC-DINH-5N"}
    assert isinstance(load(province["cycle"]["catalogue"]), Catalogue)
