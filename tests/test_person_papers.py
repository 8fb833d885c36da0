"""Papers about persons in Word: the letter with a result, who may be commended or introduced (PN-13, TV-12)."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from reports.drawing import draw
from reports.year_results import Member, YearResults, read_results
from reports.year_share import Share
from rules.candidates import is_settled, left_out, votes_needed
from tests.papers import unpacked, words
from tests.test_meeting_papers import rows

DECIDED, SETTLED = datetime(2027, 5, 8, 9, 30, tzinfo=UTC), datetime(2027, 5, 9, 2, 0, tzinfo=UTC)
AN_OF_THE_YEAR = Member(
    code="XL-7F3K9",
    roll=7,
    name="Nguyễn Văn An",
    birth="2009",
    party=False,
    state="recognised",
    standing="eligible",
    computed="tot",
    outcome="tot",
    share=Share("ratio", 17, 19, halves=False),
    decided_at=DECIDED,
    decided_by="Lê Thị Bình",
    changed_at=None,
    settled_at=SETTLED,
    settled_by="Phạm Thu Dung",
    appealed=False,
)


def excellent(roll: int | None, name: str, done: int, **other: Any) -> Member:
    best: dict[str, Any] = {
        "computed": "xuat-sac",
        "outcome": "xuat-sac",
        "share": Share("ratio", done, 20, halves=False),
    }
    return replace(AN_OF_THE_YEAR, roll=roll, name=name, **{**best, **other})


YEAR = YearResults(
    unit="Chi đoàn 12A1",
    above="Đoàn trường THPT Hòa Bình",
    act="recognise",
    year=2027,
    heads=40,
    made_at=datetime(2027, 5, 10, 1, 0, tzinfo=UTC),
    members=(
        excellent(1, "Lê Thị Bình", 18, state="reported", settled_at=None, settled_by=""),
        excellent(2, "Trần <Cường> {{ year }}", 20, appealed=True, computed="tot"),
        excellent(3, "Phạm Thu Dung", 19, party=True),
        AN_OF_THE_YEAR,
        replace(AN_OF_THE_YEAR, roll=12, outcome="hoan-thanh", computed="hoan-thanh", appealed=True),
        replace(AN_OF_THE_YEAR, roll=13, name="Đỗ Quang Minh", outcome="khong-phan-loai", standing="admitted-lately"),
        replace(AN_OF_THE_YEAR, roll=14, name="Đỗ Quang Minh", state="returned"),
        replace(AN_OF_THE_YEAR, roll=20, name="Hoàng Huy", outcome="chua-danh-gia", standing="wait-remarks"),
        excellent(None, "Đinh Đức Ước", 20, code="XL-GONE2", share=None),
    ),
)


def letter_of(member: Member, act: str = "recognise") -> str:
    return words(draw("result-docx", replace(YEAR, act=act).of(member).json(), "ban").content)


def test_a_letter_says_whose_result_it_is_what_made_it_and_who_decided() -> None:
    made = draw("result-docx", YEAR.of(AN_OF_THE_YEAR).json(), "ban")
    assert (made.name, made.fault) == ("Giấy xác nhận 2027 - Nguyễn Văn An.docx", "")
    told = words(made.content)
    for expected in ("ĐOÀN TRƯỜNG THPT HÒA BÌNH", "CHI ĐOÀN 12A1", "ĐOÀN TNCS HỒ CHÍ MINH", "GIẤY XÁC NHẬN", "BÍ THƯ"):
        assert expected in told
    for expected in ("ngày 10 tháng 05 năm 2027", "Đoàn viên: Nguyễn Văn An", "Năm sinh: 2009", "Mã kết quả: XL-7F3K9"):
        assert expected in told
    for expected in (
        "Đơn vị: Chi đoàn 12A1, Đoàn trường THPT Hòa Bình",
        "năm 2027: Hoàn thành tốt",
        "- Nguyễn Văn An;",
    ):
        assert expected in told
    for expected in (
        "Cách tính: 17/19 mục hoàn thành = 89,47 %.",
        "Chi đoàn quyết định ngày 08/05/2027, người ghi: Lê Thị Bình.",
        "Đoàn cấp trên đã công nhận ngày 09/05/2027, người công nhận: Phạm Thu Dung.",
        YEAR.of(AN_OF_THE_YEAR).fingerprint,
    ):
        assert expected in told
    assert "{" not in told
    assert "Theo phép tính" not in told
    assert "xem xét lại" not in told


@pytest.mark.parametrize(
    ("state", "act", "expected"),
    [
        ("decided", "recognise", "chưa được đoàn cấp trên công nhận (chi đoàn chưa báo cáo)"),
        ("reported", "recognise", "đã báo cáo lên đoàn cấp trên và chưa được công nhận"),
        ("reported", "note", "đã báo cáo lên đoàn cấp trên và chưa được ghi nhận"),
        ("decided", "", "trong bot không có đoàn cấp trên để công nhận"),
        ("noted", "note", "Đoàn cấp trên đã ghi nhận ngày 09/05/2027"),
    ],
)
def test_a_letter_never_pretends_that_a_result_is_recognised(state: str, act: str, expected: str) -> None:
    told = letter_of(replace(AN_OF_THE_YEAR, state=state), act=act)
    assert expected in told
    assert "đã công nhận" not in told


def test_a_letter_says_what_else_matters_and_no_reason_that_is_private() -> None:
    told = letter_of(replace(AN_OF_THE_YEAR, computed="hoan-thanh", appealed=True, changed_at=SETTLED))
    assert "Theo phép tính là “Hoàn thành”; kết quả được quyết định khác, lý do ghi trong biên bản họp xét." in told
    assert "Kết quả đã được đổi ngày 09/05/2027 khi trả lời đề nghị xem xét lại." in told
    assert "Có đề nghị xem xét lại chưa được trả lời" in told
    told = letter_of(replace(AN_OF_THE_YEAR, outcome="khong-phan-loai", computed="khong-phan-loai", standing="short"))
    assert "Lý do không phân loại: chưa đủ 6 tháng sinh hoạt liên tục." in told
    assert "Cách tính" not in told
    told = letter_of(replace(AN_OF_THE_YEAR, standing="paper", computed="chua-danh-gia", share=None))
    assert "Đoàn viên đăng ký bằng giấy; kết quả ghi theo phiếu giấy." in told
    assert "Theo phép tính" not in told


def test_the_branchs_letters_are_in_one_archive_by_number_and_name() -> None:
    made = draw("letters-zip", YEAR.json(), "ban")
    assert made.name == "Giấy xác nhận 2027 - Chi đoàn 12A1.zip"
    pack = unpacked(made.content)
    assert list(pack) == [
        "1 - Lê Thị Bình.docx",
        "2 - Trần Cường {{ year }}.docx",
        "3 - Phạm Thu Dung.docx",
        "7 - Nguyễn Văn An.docx",
        "12 - Nguyễn Văn An.docx",
        "13 - Đỗ Quang Minh.docx",
        "XL-GONE2 - Đinh Đức Ước.docx",
        "Chưa có giấy xác nhận.txt",
    ]
    assert pack["Chưa có giấy xác nhận.txt"].decode("utf-8-sig").splitlines() == [
        "Đỗ Quang Minh (số 14): kết quả chưa có hoặc đang được xét lại",
        "Hoàng Huy (số 20): chưa đánh giá",
    ]
    assert "Đoàn viên: Trần <Cường> {{ year }}" in words(pack["2 - Trần Cường {{ year }}.docx"]), "a name is data"
    own = draw("result-docx", YEAR.of(AN_OF_THE_YEAR).json(), "ban")
    assert pack["7 - Nguyễn Văn An.docx"] == own.content, "the same letter, the same bytes"
    assert draw("letters-zip", YEAR.json(), "ban").content == made.content


def test_an_office_that_wrote_its_template_wrong_is_told_so(tmp_path: Path) -> None:
    paper = Document()
    paper.add_paragraph("{{ nmae }}")
    paper.save(str(tmp_path / "result-letter.docx"))
    made = draw("letters-zip", YEAR.json(), "ban", str(tmp_path))
    assert "'nmae' is undefined" in made.fault
    assert unpacked(made.content) == unpacked(draw("letters-zip", YEAR.json(), "ban").content)


def test_the_best_may_be_commended_the_highest_share_first_and_nobody_is_passed_over_in_silence() -> None:
    made = draw("commendation-docx", YEAR.json(), "ban")
    assert made.name == "Xét khen thưởng 2027 - Chi đoàn 12A1.docx"
    head, cuong, dung, binh = rows(made.content)
    assert head == ["STT", "Họ và tên", "Số", "Cách tính", "Quyết định, người ghi", "Công nhận", "Ghi chú"]
    assert cuong == [
        "1",
        "Trần <Cường> {{ year }}",
        "2",
        "20/20 mục hoàn thành = 100,00 %",
        "08/05/2027, Lê Thị Bình",
        "đã công nhận",
        "đang đề nghị xem xét lại; khác kết quả tính, có lý do trong biên bản",
    ]
    assert dung[:3] == ["2", "Phạm Thu Dung", "3"]
    assert (binh[1], binh[5], binh[6]) == ("Lê Thị Bình", "đã báo cáo, chưa công nhận", "")
    told = words(made.content)
    for expected in (
        "chưa phải quyết định khen thưởng",
        "– hoàn thành tốt (1): Nguyễn Văn An (số 7).",
        "– hoàn thành (1): Nguyễn Văn An (số 12), đang đề nghị xem xét lại.",
        "– không phân loại (1): Đỗ Quang Minh (số 13).",
        "– kết quả chưa có hoặc đang được xét lại (1): Đỗ Quang Minh (số 14).",
        "– chưa đánh giá (1): Hoàng Huy (số 20).",
        "– không còn trong danh sách chi đoàn (1): Đinh Đức Ước.",
        YEAR.fingerprint,
    ):
        assert expected in told
    assert "đảng viên" not in told


def test_outstanding_members_are_voted_on_by_two_thirds_of_the_branch() -> None:
    made = draw("outstanding-docx", YEAR.json(), "ban")
    assert made.name == "Bầu đoàn viên ưu tú 2027 - Chi đoàn 12A1.docx"
    head, cuong, binh = rows(made.content)
    assert head == ["STT", "Họ và tên", "Số", "Cách tính", "Công nhận", "Số phiếu tán thành", "Ghi chú"]
    assert (cuong[1], binh[1], binh[5]) == ("Trần <Cường> {{ year }}", "Lê Thị Bình", "")
    told = words(made.content)
    for expected in (
        "cần ít nhất 27/40 phiếu (theo danh sách chi đoàn 10/05/2027)",
        "chưa phải quyết định giới thiệu",
        "Bot chỉ biết ai là đảng viên khi danh sách đoàn viên có ghi",
        "– đã là đảng viên (1): Phạm Thu Dung (số 3).",
    ):
        assert expected in told


def test_a_branch_without_anybody_excellent_has_a_sentence_and_no_table() -> None:
    told = words(draw("commendation-docx", YEAR.of(AN_OF_THE_YEAR).json(), "ban").content)
    assert "Không có ai thuộc diện này." in told
    assert "STT" not in told


def test_results_are_the_same_after_they_were_frozen() -> None:
    assert read_results(YEAR.json()) == YEAR
    later = replace(YEAR, made_at=datetime(2027, 6, 1, tzinfo=UTC))
    assert later.fingerprint == YEAR.fingerprint, "nothing was decided since"
    assert replace(YEAR, members=YEAR.members[1:]).fingerprint != YEAR.fingerprint
    for raw in (b"{}", b'{"format": 2}', YEAR.json().replace(b'"code"', b'"kode"')):
        with pytest.raises((LookupError, TypeError, ValueError)):
            read_results(raw)


def test_who_is_proposed_and_how_many_votes_it_takes() -> None:
    assert [votes_needed(heads) for heads in (0, 1, 2, 3, 39, 40, 41)] == [0, 1, 2, 2, 26, 27, 28]
    assert left_out("reported", "xuat-sac", here=True) is None
    assert left_out("reported", "xuat-sac", here=True, party=True) == "party"
    assert left_out("recognised", "xuat-sac", here=False) == "left"
    assert left_out("reopened", "xuat-sac", here=True) == "open"
    assert left_out("open", None, here=True) == "open"
    assert left_out("decided", "tot", here=True, party=True) == "tot"
    assert [is_settled("noted", "tot"), is_settled("decided", "chua-danh-gia"), is_settled("returned", "tot")] == [
        True,
        False,
        False,
    ]
