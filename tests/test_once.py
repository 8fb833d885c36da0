"""An act on several people: done once, by whom and for whom it was shown, by its button or its code (0020)."""

import re
from datetime import timedelta

import pytest

from rules.once import LASTS, code_once, once_code
from tests.player import Chat
from tests.scenes import registers
from tests.school import school_at
from tests.test_bulk import three_forms

NOTHING = "Chưa có gì được làm"


def code_on(chat: Chat) -> str:
    found = re.findall(r"“xong (\d{4})”", chat.screen.all)
    assert found, f"no code in:\n{chat.screen.all}"
    return str(found[-1])


async def asked_about(chat: Chat, *codes: str) -> str:
    """The secretary names the forms and answers as one would anywhere else; returns the code that the bot asks for."""
    await chat.says(f"duyet {' '.join(codes)}")
    chat.sees(f"Xác nhận đúng {len(codes)} phiếu này?")
    await chat.says("1")
    chat.sees(NOTHING)
    return code_on(chat)


async def confirmed(chat: Chat) -> list[str]:
    async with school_at(chat.stage.url) as school:
        return [str(state) for (state,) in await school.rows("SELECT state FROM form ORDER BY id")]


async def test_several_forms_are_confirmed_by_the_code_that_stands_under_them(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {' '.join(codes)}")
    if not binh.taps:
        binh.sees("Xác nhận 3 phiếu: gõ “xong ", "(mã dùng một lần, trong 10 phút).", "Không, để sau: gõ “không”.")
        binh.sees_not("1. Xác nhận")
    await binh.picks("Xác nhận 3 phiếu")
    binh.sees("Đã xác nhận 3 phiếu")


@pytest.mark.parametrize("way", ["xong {}", "Xong {}.", "XONG  {}", "{}", "xong{}"])
async def test_the_code_is_read_as_people_type_it(chat: Chat, way: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    await binh.says(way.format(await asked_about(binh, *codes[:2])))
    binh.sees("Đã xác nhận 2 phiếu")


@pytest.mark.parametrize("word", ["1", "2", "có", "đúng", "ok", "xong", "Xác nhận 3 phiếu", "xong 12", "xong 12345"])
async def test_no_other_word_does_it(chat: Chat, word: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    await binh.says(word)
    binh.sees(NOTHING, f"gõ “xong {code}”", *codes)
    assert await confirmed(chat) == ["sent"] * 3
    await binh.says(f"xong {code}")
    binh.sees("Đã xác nhận 3 phiếu")


@pytest.mark.parametrize("word", ["không", "khong", "Không, để sau"])
async def test_no_is_a_word(chat: Chat, word: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    await binh.says(word)
    binh.sees("Chưa xác nhận phiếu nào. 3 phiếu vẫn đang chờ bạn.")
    await binh.says(f"xong {code}")
    binh.sees(f"Mã {code} không dùng được ở đây", "Không có gì được làm thêm", "Chưa xác nhận phiếu nào")
    assert await confirmed(chat) == ["sent"] * 3


async def test_a_wrong_code_does_nothing(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    wrong = str((int(code) - 1000 + 1) % 9000 + 1000)
    await binh.says(f"xong {wrong}")
    binh.sees(NOTHING, f"mã {wrong} không phải của danh sách này", f"gõ “xong {code}”")
    assert await confirmed(chat) == ["sent"] * 3


async def test_what_is_sent_twice_is_done_once_and_takes_nothing_back(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    await binh.says(f"xong {code}")
    binh.sees("Đã xác nhận 3 phiếu")
    await binh.again()
    await binh.says(f"xong {code}")
    binh.sees(f"Mã {code} không dùng được ở đây", "Đã xác nhận 3 phiếu")
    assert await confirmed(chat) == ["confirmed"] * 3
    async with school_at(chat.stage.url) as school:
        assert await school.one("SELECT count(*) FROM decision WHERE act = 'confirmed'") == 3


async def test_a_code_is_of_no_use_after_it_was_taken_back(chat: Chat) -> None:
    """The very same forms wait again and are shown again: that is another screen, with a code of its own."""
    codes = await three_forms(chat)
    binh = chat.other("binh")
    first = await asked_about(binh, *codes)
    await binh.says(f"xong {first}")
    await binh.says("hoàn tác")
    binh.sees("Đã hoàn tác 3/3 việc")
    assert await asked_about(binh, *codes) != first
    await binh.says(f"xong {first}")
    binh.sees(NOTHING, f"mã {first} không phải của danh sách này")
    assert await confirmed(chat) != ["confirmed"] * 3


@pytest.mark.parametrize(("late", "told"), [(0, "Đã xác nhận 3 phiếu"), (1, "đã quá 10 phút")])
async def test_a_code_is_good_for_ten_minutes(chat: Chat, late: int, told: str) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    chat.clock.now += LASTS + timedelta(seconds=late)
    await binh.says(f"xong {code}")
    binh.sees(told)
    if late:
        binh.sees(NOTHING, *codes)
        await binh.says("1")
        assert code_on(binh) != code
        await binh.says(f"xong {code_on(binh)}")
        binh.sees("Đã xác nhận 3 phiếu")


async def test_another_persons_code_is_nobody_elses(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    code = await asked_about(binh, *codes)
    await cuong.says(f"xong {code}")
    cuong.sees(f"Mã {code} không dùng được ở đây")
    await asked_about(cuong, *codes)
    await cuong.says(f"xong {code}")
    cuong.sees(NOTHING, f"mã {code} không phải của danh sách này")
    await chat.says(f"xong {code}")
    assert await confirmed(chat) == ["sent"] * 3


async def test_a_code_counts_for_the_set_that_was_shown(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    code = await asked_about(binh, *codes)
    await cuong.says(f"tra {codes[1]} viết rõ hơn")
    await binh.says(f"xong {code}")
    binh.sees(
        "Nội dung vừa thay đổi",
        "Xác nhận đúng 2 phiếu này?",
        f"Bỏ qua, vì không phải mã phiếu đang chờ bạn: {codes[1]}.",
    )
    await binh.says(f"xong {code}")
    binh.sees(NOTHING, f"mã {code} không phải của danh sách này")
    assert await confirmed(chat) == ["sent", "returned", "sent"]
    await binh.picks("Xác nhận 2 phiếu")
    binh.sees("Đã xác nhận 2 phiếu")


async def test_a_code_counts_for_the_version_that_was_shown(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh, dung = chat.other("binh"), chat.other("dung")
    code = await asked_about(binh, *codes)
    await dung.says(f"rutlai {codes[1]}")
    await dung.says("/dangky")
    await dung.picks("Gửi")
    dung.sees("Đã gửi lúc")
    await binh.says(f"xong {code}")
    binh.sees("Nội dung vừa thay đổi", "lần 2")
    assert await confirmed(chat) == ["sent"] * 3


async def test_the_code_of_one_list_is_none_of_the_next(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    first = await asked_about(binh, *codes[:2])
    await asked_about(binh, *codes[1:])
    await binh.says(f"xong {first}")
    binh.sees(NOTHING, f"mã {first} không phải của danh sách này")
    assert await confirmed(chat) == ["sent"] * 3


async def test_the_button_of_an_older_list_does_nothing(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says(f"duyet {' '.join(codes)}")
    older = next((b.data for b in binh.screen.buttons if b.label.startswith("Xác nhận")), f"{turn_of(binh)}:yes")
    await cuong.says(f"tra {codes[1]} viết rõ hơn")
    await binh.taps_raw(older)
    binh.sees("Nội dung vừa thay đổi", "Xác nhận đúng 2 phiếu này?")
    await binh.taps_raw(older)
    binh.sees("Nút này của màn hình cũ", "Xác nhận đúng 2 phiếu này?")
    assert await confirmed(chat) == ["sent", "returned", "sent"]
    await binh.taps_raw(f"{turn_of(binh)}:yes")
    binh.sees("Đã xác nhận 2 phiếu")
    await binh.taps_raw(f"{turn_of(binh) - 1}:yes")
    binh.sees("Nút này của màn hình cũ", "Đã xác nhận 2 phiếu")


def turn_of(chat: Chat) -> int:
    assert chat.screen.reply is not None
    return chat.screen.reply.turn


async def test_a_code_gives_no_right(chat: Chat) -> None:
    codes = await three_forms(chat)
    binh = chat.other("binh")
    code = await asked_about(binh, *codes)
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE role SET until = '2026-11-23'")
    await binh.says(f"xong {code}")
    binh.sees("Không phiếu nào trong các mã này đang chờ bạn")
    assert await confirmed(chat) == ["sent"] * 3


async def test_for_one_person_a_plain_yes_will_do(chat: Chat) -> None:
    await registers(chat)
    binh = chat.other("binh")
    await binh.says("/duyetnhieu")
    await binh.picks("Tất cả phiếu đang chờ")
    await binh.picks("Tiếp: xem lại")
    binh.sees_not("xong")
    await binh.says("1")
    binh.sees("Đã xác nhận 1 phiếu")


async def test_a_code_that_comes_while_something_else_is_asked_answers_nothing(chat: Chat) -> None:
    await three_forms(chat)
    binh = chat.other("binh")
    await binh.says("/duyet")
    await binh.says("xong 4827")
    binh.sees("Mã 4827 không dùng được ở đây", "3 phiếu chờ")


# The code itself


def test_a_person_sees_every_code_before_one_comes_again() -> None:
    codes = [once_code(7, nth) for nth in range(9000)]
    assert (min(codes), max(codes), len(set(codes))) == ("1000", "9999", 9000)


def test_neighbours_who_begin_together_see_other_codes() -> None:
    assert len({once_code(person, 1) for person in range(1, 1000)}) == 999


@pytest.mark.parametrize(
    ("folded", "read"),
    [
        ("xong 4827", ("xong", "4827")),
        ("xong4827", ("xong", "4827")),
        ("4827", ("", "4827")),
        ("xong 482", None),
        ("xong 48275", None),
        ("xong 4827 nhe", None),
        ("xong", None),
        ("", None),
    ],
)
def test_a_code_is_a_word_and_four_figures(folded: str, read: tuple[str, str] | None) -> None:
    assert code_once(folded) == read
