"""Lists in text: "thêm" turns the page, "duyet 2-5" means what stood beside these numbers (products 3.3, rule 29)."""

import pytest

from rules.positions import positions_in
from tests.player import Chat
from tests.scenes import registers
from tests.test_bulk import three_forms


async def test_what_was_shown_is_called_by_its_numbers_and_named_before_anything_is_done(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("duyet")
    binh.sees("3 phiếu chờ")
    if not binh.taps:
        binh.sees("“duyet 1-2” để xác nhận nhiều phiếu")
    await binh.says("duyet 1,3")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[0], "Nguyễn Văn An", codes[2], "Trần Thị Hòa")
    binh.sees_not(codes[1])
    assert not chat.got
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu", "Còn 1 phiếu chờ")
    chat.got_told("đã được xác nhận")
    assert not chat.other("dung").got


@pytest.mark.parametrize(
    "said", ["duyệt 1-3", "/duyet 1-3", "Duyet 3 - 1", "duyet 1 đến 3", "duyet 1, 2 và 3", "duyet 1 2–3."]
)
async def test_ranges_are_read_as_people_write_them(chat: Chat, said: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("duyet")
    await binh.says(said)
    binh.sees("Xác nhận đúng 3 phiếu này?", *codes)


async def test_numbers_mean_the_list_as_it_was_shown(chat: Chat) -> None:
    """The first one is gone meanwhile, and nobody else moves up into its place."""
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says("duyet")
    await cuong.says(f"duyet {codes[0]}")
    await binh.says("duyet 1-2")
    binh.sees(
        "Xác nhận phiếu này?", codes[1], "Phạm Thu Dung", f"Bỏ qua, vì không phải mã phiếu đang chờ bạn: {codes[0]}."
    )
    binh.sees_not(codes[2])
    await binh.says("duyet")
    await binh.says("duyet 1-2")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[1], codes[2])


async def test_one_number_opens_the_form_and_does_nothing_yet(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("duyet")
    await binh.says("duyet 2")
    binh.sees(f"Phiếu {codes[1]} · Phạm Thu Dung")
    assert not chat.other("dung").got
    await binh.picks("Xác nhận")
    binh.sees(f"Đã xác nhận phiếu {codes[1]}")


@pytest.mark.parametrize("said", ["duyet 2-4", "duyet 0-2", "duyet 7"])
async def test_numbers_that_were_not_shown_do_nothing(chat: Chat, said: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("duyet")
    await binh.says(said)
    binh.sees("Danh sách đang hiện chỉ có các số từ 1 đến 3. Chưa có gì được làm.", *codes)
    await binh.says("duyet 2-3")
    binh.sees("Xác nhận đúng 2 phiếu này?")


async def test_without_a_list_in_front_of_one_numbers_mean_nothing(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("/batdau")
    await binh.says("duyet 1-2")
    binh.sees("Chưa có danh sách phiếu nào đang hiện", "3 phiếu chờ", *codes)
    await binh.says("duyet 1-2")
    await binh.picks("Xác nhận 2 phiếu")
    await binh.says("duyet 1-2")
    binh.sees("Chưa có danh sách phiếu nào đang hiện", codes[2])
    await chat.says("duyet 1-2")
    chat.sees("dành cho ban chấp hành")


async def test_where_words_are_asked_numbers_are_words(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"tra {code}")
    await binh.says("0")
    await binh.says("Duyệt 2-3 lần nữa")
    chat.got_told("Duyệt 2-3 lần nữa")


async def test_more_turns_the_page_and_says_where_the_list_ends(chat: Chat) -> None:
    codes = await chat.stage.everybody_sends(chat, 10)
    binh = chat.other("binh")
    await binh.says("duyet")
    binh.sees("(trang 1/2)", codes[7])
    await binh.says("them")
    binh.sees("(trang 2/2)", codes[8], codes[9])
    binh.sees_not(codes[0])
    await binh.says("duyet 1-2")
    binh.sees("Xác nhận đúng 2 phiếu này?", codes[8], codes[9])
    await binh.says("duyet")
    await binh.says("thêm")
    await binh.says("Thêm!")
    binh.sees("Đã hết danh sách, đây lại là trang đầu.", "(trang 1/2)", codes[0])


async def test_more_turns_the_page_where_nothing_is_asked(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/viec")
    binh.sees("trang 1/")
    seen = [binh.screen.all]
    for _ in range(9):
        await binh.says("thêm")
        if "Hết danh sách rồi" in binh.screen.all:
            break
        seen.append(binh.screen.all)
    binh.sees("Hết danh sách rồi, không còn trang sau.", f"trang {len(seen)}/{len(seen)}")
    assert len(set(seen)) == len(seen) > 2
    await binh.says("trang trước")
    binh.sees(f"trang {len(seen) - 1}/{len(seen)}")


async def test_where_there_is_one_page_more_says_so(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("duyet")
    await binh.says("thêm")
    binh.sees("Hết danh sách rồi, không còn trang sau.", *codes)
    await binh.says("/duyetnhieu")
    await binh.picks("Tất cả phiếu đang chờ")
    await binh.says("thêm")
    binh.sees("Hết danh sách rồi", "Đang chọn 3/3 phiếu")
    await binh.says("/batdau")
    await binh.says("thêm")
    binh.sees("Hết danh sách rồi", "Việc cần làm bây giờ")


@pytest.mark.parametrize(
    ("folded", "positions"),
    [
        ("2", (2,)),
        ("2-5", (2, 3, 4, 5)),
        ("5-2", (2, 3, 4, 5)),
        ("1,3-4", (1, 3, 4)),
        ("1 3 - 4", (1, 3, 4)),
        ("1; 2 den 3", (1, 2, 3)),
        ("1, 2 va 3", (1, 2, 3)),
        ("2 2-3", (2, 3)),
        ("", ()),
        ("2-", ()),
        ("-2", ()),
        ("1-2-3", ()),
        ("hai", ()),
        ("2 muc", ()),
        ("1234", ()),
        ("dk-7f3k9", ()),
        ("2-3 lan nua", ()),
    ],
)
def test_positions_are_numbers_and_nothing_else(folded: str, positions: tuple[int, ...]) -> None:
    assert positions_in(folded) == positions
