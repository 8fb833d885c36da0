"""What is typed for what somebody wants is found in the text alone, as Zalo shows it."""

import pytest

from tests.eyes import typed_for

LIST = """Phiếu chờ
1. DK-7F3K9 đã gửi hôm qua
2. Bạn chọn một việc. (trang 2/6)
1. DK-7F3K9 Lê Thị Bình
2. ‹ Trang trước
3. Trang chính
(gõ: quay lại · để sau)"""
CODES = """Chọn những ai? Chọn các mục.
1.2 Học tập và làm theo Bác (đã chọn)
7 Nguyễn Văn An
DK-7F3K9 Trần Thị Hòa
Gõ mã các mục, ví dụ: 1.2. Gõ “bỏ 1.2” để bỏ, “tiếp” khi đã chọn xong.
(gõ: trang sau · trợ giúp)"""
REVIEW = """Kiểm tra trước khi gửi
1. 1.2 Đọc 3 cuốn sách, như lời Bác: “đọc, đọc nữa”
Gõ “gửi” để gửi ban chấp hành xác nhận, “sửa 2” để sửa mục 2.
(gõ: để sau)"""
NOTICE = """Phiếu mới
Nguyễn Văn An gửi phiếu.
Xem phiếu: gõ xem DK-7F3K9
Duyệt phiếu: gõ duyet"""
ONCE = """Xác nhận đúng 2 phiếu này?
Xác nhận 2 phiếu: gõ “xong 1578” (mã dùng một lần, trong 10 phút).
Không, để sau: gõ “không”."""
WORDS = """Không có khó khăn gì?
Gõ: “Không có khó khăn” / “Giữ nguyên”"""


@pytest.mark.parametrize(
    ("wanted", "text", "typed"),
    [
        ("DK-", LIST, "1"),
        ("‹ Trang trước", LIST, "2"),
        ("Trang chính", LIST, "3"),
        ("Quay lại", LIST, "quay lại"),
        ("Bạn chọn", LIST, None),
        ("Xác nhận 2 phiếu", ONCE, "xong 1578"),
        ("Không, để sau", ONCE, "không"),
        ("1.2", CODES, "1.2"),
        ("7 Nguyễn", CODES, "7"),
        ("DK-7F3K9", CODES, "DK-7F3K9"),
        ("Tiếp: ghi việc cụ thể", CODES, "tiếp"),
        ("Trang sau ›", CODES, "trang sau"),
        ("Gửi", REVIEW, "gửi"),
        ("Gửi ban chấp hành xác nhận", REVIEW, "gửi"),
        ("Sửa", REVIEW, "sửa 2"),
        ("Gửi", CODES, None),
        ("Đọc", REVIEW, None),
        ("Xem", NOTICE, "xem DK-7F3K9"),
        ("Duyệt", NOTICE, "duyet"),
        ("Giữ", WORDS, "giữ nguyên"),
        ("Khôn", WORDS, None),
    ],
)
def test_what_is_typed(wanted: str, text: str, typed: str | None) -> None:
    assert typed_for(wanted, text) == typed
