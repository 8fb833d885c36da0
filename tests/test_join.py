"""A chat account finds its member: code, name and birth date, one masked candidate, consent (products.md 2.1)."""

import pytest

from tests.player import Chat
from tests.world import CODE


def newcomer(chat: Chat, name: str = "moi") -> Chat:
    return chat.other(name)


async def joins(new: Chat, name: str, birth: str) -> None:
    await new.says(f"/start {CODE}")
    await new.says(name)
    await new.says(birth)


async def test_a_member_joins_from_the_branchs_code(chat: Chat) -> None:
    minh = newcomer(chat)
    await minh.says(f"/start {CODE}")
    minh.sees("Chi đoàn 12A1", "gõ họ và tên")
    await minh.says("pham thu dung")
    minh.sees("Ngày sinh của bạn?")
    await minh.says("2/11/09")
    minh.sees("Có phải bạn là Phạm T** Dung, số thứ tự 3, sinh ngày 02/11/2009?")


async def test_after_consent_the_account_is_linked_and_the_secretary_told(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    new.sees("Nguyễn V** An, số thứ tự 12")
    await new.picks("Đúng là tôi")
    new.sees("Dữ liệu của bạn · phiên bản 1", "Bot lưu: họ tên, ngày sinh", "bất cứ lúc nào bằng /dulieu")
    await new.picks("Tôi đồng ý")
    new.sees("Bot đã báo cho bí thư", "đăng ký rèn luyện năm 2027, hạn Thứ Ba 15/12/2026 (còn 22 ngày")
    chat.other("binh").got_told("Nguyễn Văn An (số 12) vừa liên kết tài khoản Telegram", "Gỡ liên kết")
    await new.picks("Đăng ký ngay")
    new.sees("Đăng ký 2027 · chọn mục")


@pytest.mark.parametrize("typed", [CODE, f"/start {CODE}", f"/thamgia {CODE}"])
async def test_the_code_works_typed_as_well_as_from_the_link(chat: Chat, typed: str) -> None:
    new = newcomer(chat)
    await new.says(typed)
    new.sees("gõ họ và tên")


async def test_two_people_of_one_name_and_birth_date_are_told_apart_by_their_number(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "đỗ quang minh", "17-4-2009")
    new.sees("Số thứ tự của bạn trong danh sách")
    new.sees_not("13", "14")
    await new.says("14")
    new.sees("Đỗ Q** Minh, số thứ tự 14")


@pytest.mark.parametrize(
    ("name", "birth"),
    [("Nguyễn Văn Ân", "5/9/2009"), ("Nguyễn Văn An", "6/9/2009"), ("Lê Lợi", "1/1/2009")],
    ids=["other name", "other date", "neither"],
)
async def test_a_wrong_answer_never_says_what_was_wrong_and_shows_no_name(chat: Chat, name: str, birth: str) -> None:
    new = newcomer(chat)
    await joins(new, name, birth)
    if name == "Nguyễn Văn Ân":  # folded, the two names are one: diacritics are not asked of anybody
        new.sees("Có phải bạn là")
        return
    new.sees("Chưa tìm thấy bạn trong danh sách Chi đoàn 12A1", "Thử lại")
    new.sees_not("Bình", "Cường", "số thứ tự")


async def test_five_wrong_tries_slow_the_account_down_but_lock_nobody_out(chat: Chat) -> None:
    new = newcomer(chat)
    for _ in range(5):
        await joins(new, "Lê Lợi", "1/1/2009")
        new.sees("Chưa tìm thấy")
    await new.says(f"/start {CODE}")
    new.sees("Hãy chờ đến 08:01")
    chat.clock.passes(seconds=59)
    await new.says(f"/start {CODE}")
    new.sees("Hãy chờ")
    chat.clock.passes(seconds=2)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    new.sees("Có phải bạn là")


async def test_many_wrong_tries_on_one_code_tell_the_secretary_once_and_the_right_answer_still_enters(
    chat: Chat,
) -> None:
    for n in range(16):
        await joins(newcomer(chat, f"la{n}"), "Lê Lợi", "1/1/2009")
    binh = chat.other("binh")
    binh.got_told("bị trả lời sai nhiều lần", "Đoàn viên trả lời đúng vẫn vào được")
    assert len(binh.got) == 1
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    new.sees("Có phải bạn là")


async def test_who_is_linked_already_waits_for_the_secretary(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "5/9/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")
    new.sees("đã liên kết với một tài khoản khác", "ngay khi bí thư đồng ý")
    await new.says("/dangky")
    new.sees("Bot chưa biết bạn là ai")
    binh = chat.other("binh")
    binh.got_told("nữa xưng là Nguyễn Văn An (số 7)", "Hãy hỏi trực tiếp")
    await binh.picks("Đồng ý")
    binh.sees("Đã đồng ý")
    new.got_told("Bí thư đã đồng ý")
    await new.says("/batdau")
    new.sees("Nguyễn Văn An · Chi đoàn 12A1")
    await chat.says("/batdau")
    chat.sees("Bot chưa biết bạn là ai")


async def test_a_waiting_account_is_turned_away(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "5/9/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")
    binh = chat.other("binh")
    binh.got_told("Từ chối")
    await binh.picks("Từ chối")
    binh.sees("Đã gỡ liên kết")
    await chat.says("/batdau")
    chat.sees("Nguyễn Văn An · Chi đoàn 12A1")


async def test_a_wrong_link_is_undone_by_the_secretary_and_by_nobody_else(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")
    link = "/golienket 7"
    dung = chat.other("dung")
    await dung.says(link)
    dung.sees("không có quyền với tài khoản này")
    binh = chat.other("binh")
    await binh.says(link)
    binh.sees("Đã gỡ liên kết tài khoản của Nguyễn Văn An")
    await new.says("/batdau")
    new.sees("Bot chưa biết bạn là ai")
    await binh.says(link)
    binh.sees("đã được xử lý trước đó")


async def test_no_consent_leads_to_the_paper_way(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Đọc đầy đủ")
    new.sees("Bên kiểm soát dữ liệu", "Luật 91/2025/QH15", "không bị thiệt thòi gì")
    await new.picks("Chưa đồng ý")
    new.sees("đăng ký rèn luyện bằng giấy", "Bot đã báo cho bí thư")
    chat.other("binh").got_told("Nguyễn Văn An (số 12) chưa đồng ý dùng bot")
    await new.says("/dangky")
    new.sees("Bot chưa biết bạn là ai")
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")
    new.sees("đăng ký rèn luyện năm 2027")


async def test_a_no_given_in_somebody_elses_name_changes_nothing_for_the_linked_member(chat: Chat) -> None:
    prankster = newcomer(chat)
    await joins(prankster, "Nguyễn Văn An", "5/9/2009")
    await prankster.picks("Đúng là tôi")
    await prankster.picks("Chưa đồng ý")
    prankster.sees("không lưu gì")
    assert chat.other("binh").got == []
    await chat.says("/dangky")
    chat.sees("chọn mục")


@pytest.mark.parametrize("code", ["cd_ZZZZZZZZ", "cd_abcd2345", "xyz", "'; DROP TABLE person; --"])
async def test_a_code_that_does_not_count_opens_nothing(chat: Chat, code: str) -> None:
    new = newcomer(chat)
    await new.says(f"/start {code}")
    new.sees("không còn dùng được")


async def test_a_code_ends_with_its_day(chat: Chat) -> None:
    new = newcomer(chat)
    chat.clock.passes(days=69)
    await new.says(f"/start {CODE}")
    new.sees("gõ họ và tên")
    chat.clock.passes(days=1)
    await newcomer(chat, "khac").says(f"/start {CODE}")
    other = newcomer(chat, "khac")
    await other.says(f"/start {CODE}")
    other.sees("không còn dùng được")


async def test_who_is_linked_needs_no_code(chat: Chat) -> None:
    await chat.says(f"/start {CODE}")
    chat.sees("đã liên kết với Nguyễn Văn An")


@pytest.mark.parametrize("birth", ["hôm qua", "31/02/2009", "05/09/2029", "5", "2009"])
async def test_a_birth_date_that_is_none_is_asked_for_again(chat: Chat, birth: str) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", birth)
    new.sees("chưa phải ngày sinh", "Ngày sinh của bạn?")


async def test_the_same_delivery_again_right_after_linking_is_answered_the_same(chat: Chat) -> None:
    new = newcomer(chat)
    await joins(new, "Nguyễn Văn An", "24/12/2009")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")
    before = new.screen.all
    await new.again()
    assert new.screen.all == before
    assert len(chat.other("binh").got) == 1
