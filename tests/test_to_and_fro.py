"""Back and forth, away and home again: conversations on every renderer, the program built anew for each message."""

from collections.abc import Awaitable, Callable

import pytest

from chat.ask import Ask
from chat.checking import Section
from chat.message import Reply
from handlers.context import Context
from tests.player import Chat, Stage
from tests.trial import Trials

TEXTS = """
menu-trial = Việc thử
menu-other = Việc khác
trial-task = Bạn làm việc gì?
trial-place = Ở đâu?
trial-sport = Môn nào?
    .run = Chạy bộ
    .swim = Bơi lội
trial-items = Chọn mục.
    .title = Đã chọn { $chosen }/{ $all }
    .done = Tiếp: ghi việc
trial-sure = Ghi việc “{ $task }”?
    .yes = Ghi lại
    .no = Thôi
trial-send = { $sections }
    .send = Gửi đi
    .edit = Sửa { $n }
    .more = Thêm mục
    .which = Sửa gì? { $section }
    .unclear = Chưa hiểu.
trial-guest = Mời ai?
trial-vague = “{ $typed }” chưa rõ.
other-name = Tên gì?
"""

NAMES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
LABELS = {f"c{n}": f"Mục {name}" for n, name in enumerate(NAMES, 1)}


async def three(ask: Ask, ctx: Context) -> str:
    task, sport, place = ask.text("task"), ask.one("sport", ("run", "swim")), ask.text("place")
    return f"Đã ghi: {task}, {sport}, {place}."


async def four(ask: Ask, ctx: Context) -> str:
    """The same after a deploy, with a question more."""
    task, guest = ask.text("task"), ask.text("guest")
    sport, place = ask.one("sport", ("run", "swim")), ask.text("place")
    return f"Đã ghi: {task}, {guest}, {sport}, {place}."


async def several(ask: Ask, ctx: Context) -> str:
    chosen = ask.many("items", LABELS, label=LABELS.__getitem__)
    return f"Đã ghi: {ask.text('task')} ({', '.join(chosen)})."


async def checked(ask: Ask, ctx: Context) -> str:
    task = ask.text("task")
    place = ask.text("place")
    parts = (("task", "Việc cụ thể"), ("place", "Nơi làm"))
    chosen = ask.many("items", LABELS, label=LABELS.__getitem__)
    ask.review("send", [Section(f"{task}, {place}", parts), Section(f"{len(chosen)} mục", (("items", "Mục"),))])
    return f"Đã gửi: {task}, {place}, {', '.join(chosen)}."


async def confirmed(ask: Ask, ctx: Context) -> str:
    task = ask.text("task")
    ask.shows(task=task)
    return f"Đã ghi: {task}." if ask.confirm("sure") else "Không ghi gì."


async def named(ask: Ask, ctx: Context) -> str:
    return f"Tên: {ask.text('name')}."


Talks = Callable[[Callable[[Ask, Context], Awaitable[str | Reply]]], Chat]


@pytest.fixture
def plays(stage: Stage) -> Talks:
    """An, in front of one of the flows above as /trial."""
    return lambda flow: Chat(Trials.on(stage, TEXTS, trial=flow, other=named), "an")


async def test_back_goes_over_several_questions_and_forth_again(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.picks("Bơi lội")
    chat.sees("Ở đâu?")
    await chat.picks("Quay lại")
    chat.sees("Môn nào?", "Bơi lội")
    await chat.picks("Quay lại")
    chat.sees("Bạn làm việc gì?", "Đang ghi: “Quét sân”.")
    await chat.picks("Giữ nguyên")
    chat.sees("Môn nào?")
    await chat.picks("Chạy bộ")
    await chat.says("Công viên")
    chat.sees("Đã ghi: Quét sân, run, Công viên.")


async def test_back_from_the_first_question_is_the_way_home_and_nothing_is_lost(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    chat.sees_not("Quay lại", "quay lại")
    await chat.picks("Trang chính")
    chat.sees("Làm tiếp: Việc thử")
    await chat.says("quay lại")  # nothing is asked: home again
    chat.sees("Làm tiếp: Việc thử")
    await chat.picks("Làm tiếp: Việc thử")
    chat.sees("Bạn làm việc gì?")


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_back_twice_with_the_same_old_button_goes_back_once(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.picks("Bơi lội")
    back = next(b.data for b in chat.screen.buttons if b.label == "Quay lại")
    await chat.taps_raw(back)
    await chat.taps_raw(back)
    chat.sees("Nút này của màn hình cũ", "Môn nào?")


async def test_back_into_a_list_finds_its_ticks_and_its_page(plays: Talks) -> None:
    chat = plays(several)
    await chat.says("/trial")
    await chat.says("thêm")
    await chat.picks("Mục chín", "Tiếp")
    chat.sees("Bạn làm việc gì?")
    await chat.picks("Quay lại")
    chat.sees("Đã chọn 1/10", "(trang 2/2)", "Mục chín")
    await chat.picks("Mục mười", "Tiếp")
    await chat.says("Quét sân")
    chat.sees("Đã ghi: Quét sân (c9, c10).")


async def test_back_out_of_a_filter_shows_the_list_and_back_again_leaves_it(plays: Talks) -> None:
    chat = plays(several)
    await chat.says("/trial")
    await chat.picks("Mục hai")
    await chat.says("chín")
    chat.sees("Tìm thấy 1 mục có chữ “chín”", "Xem cả" if chat.stage.taps else "Xem cả danh mục".lower())
    await chat.picks("Quay lại")
    chat.sees("Đã chọn 1/10", "(trang 1/2)", "Trang chính" if chat.stage.taps else "trang chính")
    await chat.says("mười")
    await chat.picks("Xem cả danh mục")
    chat.sees("(trang 1/2)")


async def test_back_out_of_a_change_brings_the_answer_back(plays: Talks) -> None:
    chat = plays(checked)
    await reaches_the_review(chat)
    await chat.picks("Sửa 1")
    await chat.picks("Nơi làm")
    chat.sees("Ở đâu?", "Đang ghi: “Công viên”.")
    await chat.picks("Quay lại")
    chat.sees("1. Quét sân, Công viên", "2. 2 mục")
    await chat.picks("Gửi đi")
    chat.sees("Đã gửi: Quét sân, Công viên, c1, c2.")


async def test_back_out_of_the_parts_of_an_item_shows_the_review(plays: Talks) -> None:
    chat = plays(checked)
    await reaches_the_review(chat)
    await chat.picks("Sửa 1")
    chat.sees("Sửa gì? Quét sân, Công viên")
    await chat.picks("Quay lại")
    chat.sees("1. Quét sân, Công viên", "2. 2 mục")


async def test_back_out_of_a_changed_list_brings_its_ticks_back(plays: Talks) -> None:
    chat = plays(checked)
    await reaches_the_review(chat)
    await chat.picks("Sửa 2")
    await chat.picks("Mục ba")
    chat.sees("Đã chọn 3/10")
    await chat.picks("Quay lại")
    chat.sees("2. 2 mục")


async def test_back_from_the_review_opens_the_last_answer(plays: Talks) -> None:
    chat = plays(checked)
    await reaches_the_review(chat)
    await chat.picks("Quay lại")
    chat.sees("Đã chọn 2/10")
    await chat.picks("Mục ba", "Tiếp")
    chat.sees("2. 3 mục")


async def reaches_the_review(chat: Chat) -> None:
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.says("Công viên")
    await chat.picks("Mục một", "Mục hai", "Tiếp")
    chat.sees("1. Quét sân, Công viên", "2. 2 mục")


async def test_later_keeps_everything_and_resume_goes_on(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.picks("Để sau")
    chat.sees("Việc thử: đã giữ mọi điều bạn vừa trả lời", "Làm tiếp", "Trang chính")
    await chat.says("Bơi lội")  # no question is open
    chat.sees("Bot chưa hiểu “Bơi lội”")
    await chat.says("tiếp tục")
    chat.sees("Môn nào?")
    await chat.says("để sau")
    await chat.picks("Làm tiếp")
    chat.sees("Môn nào?")


async def test_in_a_list_to_go_on_says_that_the_choice_is_made(plays: Talks) -> None:
    chat = plays(several)
    await chat.says("/trial")
    await chat.picks("Mục một")
    await chat.says("tiếp tục")
    chat.sees("Bạn làm việc gì?")


async def test_help_in_between_loses_nothing(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.says("trợ giúp")
    chat.sees("Làm tiếp: Việc thử")
    await chat.says("/trial")
    chat.sees("Môn nào?")


async def test_an_interruption_by_another_conversation_loses_nothing(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.says("/other")
    chat.sees("Tên gì?")
    await chat.says("An")
    chat.sees("Tên: An.")
    await chat.says("/trial")
    chat.sees("Môn nào?")


async def test_cancel_asks_once_and_then_drops_the_draft(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.says("huy")
    chat.sees("Hủy bản nháp “Việc thử”?")
    await chat.picks("Không, giữ lại")
    await chat.picks("Làm tiếp")
    chat.sees("Môn nào?")
    await chat.says("hủy")
    await chat.picks("Hủy bản nháp")
    chat.sees("Đã hủy bản nháp “Việc thử”.")
    await chat.says("tiếp tục")
    chat.sees("Không có việc nào đang làm dở.")
    await chat.says("/trial")
    chat.sees("Bạn làm việc gì?")
    chat.sees_not("Đang ghi")


async def test_a_deploy_may_add_a_question_in_the_middle(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    await chat.picks("Bơi lội")
    assert isinstance(chat.stage, Trials)
    chat.stage.deploys(trial=four)
    await chat.says("Công viên")
    chat.sees("Mời ai?")
    await chat.says("Cả tổ")
    chat.sees("Đã ghi: Quét sân, Cả tổ, swim, Công viên.")


async def test_a_deploy_may_take_the_whole_conversation_away(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    assert isinstance(chat.stage, Trials)
    del chat.stage.flows["trial"]
    await chat.says("Quét sân")
    chat.sees("Bot chưa hiểu “Quét sân”", "Đăng ký ngay")
    await chat.says("tiếp tục")
    chat.sees("Không có việc nào đang làm dở.")


async def test_a_yes_counts_for_the_text_on_the_screen(plays: Talks) -> None:
    chat = plays(confirmed)
    await chat.says("/trial")
    await chat.says("Quét sân")
    chat.sees("Ghi việc “Quét sân”?")
    await chat.picks("Quay lại")
    await chat.says("Trồng cây")
    chat.sees("Ghi việc “Trồng cây”?")
    await chat.picks("Ghi lại")
    chat.sees("Đã ghi: Trồng cây.")


async def test_an_unknown_command_answers_no_question(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("/khongco")
    chat.sees("Bot không có lệnh “/khongco”", "Làm tiếp: Việc thử")
    await chat.says("tiếp tục")
    chat.sees("Bạn làm việc gì?")


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_an_old_button_shows_where_one_is(plays: Talks) -> None:
    chat = plays(three)
    await chat.says("/trial")
    await chat.says("Quét sân")
    old = next(b.data for b in chat.screen.buttons if b.label == "Chạy bộ")
    await chat.picks("Bơi lội")
    for tap in (old, "1:run", "999:run", "", ":", "x", "3:", "1" * 64, "\N{SUPERSCRIPT TWO}:run"):
        await chat.taps_raw(tap)
        chat.sees("Nút này của màn hình cũ. Đây là màn hình hiện tại:\nỞ đâu?")
    await chat.says("Công viên")
    chat.sees("Đã ghi: Quét sân, swim, Công viên.")
