"""The main conversations as pages that a secretary can read and correct: docs/talks. `make talks` writes them."""

import os
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from tests.player import Chat, Line
from tests.scenes import ACTION, HOW, SPORT, code_on, registers
from tests.scenes_assess import assesses, has_confirmed_form
from tests.scenes_clock import hears, holds, morning_of
from tests.scenes_round import MEETING, decided_past_the_chat, opens_the_meeting, rating_of
from tests.school import school_at
from tests.world import CODE

PAGES = Path(__file__).parents[1] / "docs" / "talks"
WRITES = "RENLUYEN_WRITE_TALKS" in os.environ

PEOPLE = {
    "an": "An",
    "binh": "Bí thư Bình",
    "cuong": "Phó bí thư Cường",
    "moi": "An (số 12)",
    "huy": "Huy",
    "lan": "Lan (Đoàn trường)",
    "an-web": "An, trên trang web",
}
PLATFORMS = {"telegram": "Telegram: có nút bấm", "text": "Zalo: chữ và số, không có nút"}


async def joining(chat: Chat) -> None:
    new = chat.other("moi")
    await new.says(CODE)
    await new.says("nguyen van an")
    await new.says("24/12/09")
    await new.picks("Đúng là tôi")
    await new.picks("Tôi đồng ý")


async def registering(chat: Chat) -> None:
    await chat.says("/batdau")
    await chat.picks("Đăng ký ngay")
    await chat.picks("1.2", "4.1", "Tiếp")
    await chat.says("đọc sách")
    await chat.says(ACTION)
    await chat.says("tháng 13")
    await chat.says("quy 1")
    await chat.says(HOW)
    await chat.says(f"{SPORT} | cuoi nam | cùng hai bạn trong tổ")
    await chat.picks("Sửa 2")
    await chat.picks("Thời hạn")
    await chat.says("thang 4")
    await chat.picks("Gửi")


async def registering_with_pasted_lines(chat: Chat) -> None:
    await chat.says("dangky")
    await chat.says(f"1.2 | {ACTION} | quý 1 | {HOW}\n4.1 | {SPORT} | cuối năm | cùng hai bạn trong tổ")
    await chat.picks("Gửi")


async def reviewing(chat: Chat) -> None:
    code = await registers(chat)
    chat.stage.transcript.clear()
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says("duyet")
    await binh.picks(code)
    await binh.picks("Trả lại")
    await binh.picks("2 Chạy bộ")
    await binh.says("ghi rõ chạy ở đâu")
    chat.got_told("Mục 2")
    await chat.picks("Sửa mục 2")
    await chat.picks("Cách làm")
    await chat.says("Chạy quanh hồ với hai bạn trong tổ")
    await chat.picks("Gửi")
    await binh.says(f"xem {code}")
    await binh.picks("Xác nhận")
    await cuong.says(f"duyet {code}")
    await binh.says("hoan tac")
    await binh.says(f"duyet {code}")
    await chat.says("kehoach")


async def confirming_several(chat: Chat) -> None:
    for name in ("an", "dung", "hoa", "cuong"):
        await registers(chat.other(name))
        chat.clock.passes(seconds=1)
    chat.stage.transcript.clear()
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await binh.says("duyet")
    await binh.says("duyet 1-2, 4")
    await binh.says("1")
    await cuong.says(f"tra {code_on(binh)} ghi rõ nơi đọc")
    code = re.search(r"“xong (\d{4})”", binh.screen.all)
    assert code
    await binh.says(f"xong {code[1]}")
    await binh.picks("Xác nhận 2 phiếu")
    await binh.says(f"xong {code[1]}")
    await binh.says("hoan tac")
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.who in ("binh", "cuong")]


async def reminding(chat: Chat) -> None:
    chat.clock.passes(days=19)
    await chat.stage.morning()
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.who == "an"]
    chat.got_told("còn 3 ngày")
    await chat.picks("Tắt nhắc")
    await chat.says("dung nhac")


async def asking_who_has_not(chat: Chat) -> None:
    await chat.other("dung").says("dừng nhắc")
    await registers(chat.other("cuong"))
    chat.clock.passes(days=18, hours=1)
    chat.stage.transcript.clear()
    binh = chat.other("binh")
    await binh.says("ai chưa gửi?")
    await binh.picks("Nhắc 3 người")
    await binh.picks("Nhắc 3 người")
    chat.got_told("còn 4 ngày")
    await binh.picks("Xem danh sách")
    await binh.picks("Văn bản cho nhóm")
    await binh.picks("Chỉ ghi số người")
    await binh.says("aichua dangky khong")
    await binh.says("aichua dangky nhac")
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.who in ("an", "binh")]


async def in_the_morning(chat: Chat) -> None:
    binh, lan = chat.other("binh"), chat.other("lan")
    async with school_at(chat.stage.url) as school:
        await holds(school, int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'"))), 901, "lan")
    await registers(binh)
    await chat.other("cuong").says(f"duyet {code_on(binh)}")
    await morning_of(chat, date(2026, 12, 10))
    for name in ("an", "dung"):
        await registers(chat.other(name))
    await chat.says("/hotro 1.2 chưa mượn được sách ở thư viện")
    chat.stage.transcript.clear()
    await morning_of(chat, date(2026, 12, 11))
    hears(binh, "sáng Thứ Sáu")
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.screen is binh.screen]
    await binh.picks("Duyệt 2 phiếu")
    await binh.says("quay lại")
    for day in (22, 25):
        begun = len(chat.stage.transcript)
        await morning_of(chat, date(2026, 12, day))
        heard = chat.stage.transcript[begun:]
        chat.stage.transcript[begun:] = [line for line in heard if line.who == ("lan" if day == 22 else "binh")]
    hears(lan, "Đơn vị quá hạn")


async def on_paper(chat: Chat) -> None:
    huy = chat.other("huy")
    await huy.says("đăng ký")


async def my_data(chat: Chat) -> None:
    await chat.says("/dulieu")
    await chat.picks("Rút lại sự đồng ý")
    await chat.picks("Không, giữ như cũ")


async def on_several_channels(chat: Chat) -> None:
    await chat.says("/lienket")
    code = re.search(r"LIENKET (\d{6})", chat.screen.all)
    assert code
    web = chat.on("web", "web", "an-web")
    await web.says(f"lienket {code[1][:3]} {code[1][3:]}")
    chat.got_told("vừa được nối")
    await chat.picks("Xem và gỡ")
    await chat.picks("Đổi nơi bot nhắn trước")
    await chat.picks("Như thường lệ")
    await web.says("thiết bị")
    await web.picks("Gỡ TK7 (trang web)")
    await web.picks("Gỡ tài khoản này")
    for line in chat.stage.transcript:  # the page has always the same one
        line.said = line.said.replace(f"{code[1][:3]} {code[1][3:]}", "482 917")
        if line.screen:
            line.screen.texts = [text.replace(code[1], "482917") for text in line.screen.texts]


async def during_the_year(chat: Chat) -> None:
    await has_confirmed_form(chat)
    chat.stage.transcript.clear()
    chat.clock.passes(days=100)
    binh = chat.other("binh")
    await chat.says("tiendo 1.2 xong đã đọc 3 cuốn và viết 1 bài https://doan.vn/bai-cam-nhan")
    await chat.says("/hotro 4.1 chưa có chỗ chạy khi trời mưa")
    binh.got_told("chưa có chỗ chạy")
    await binh.picks("Trả lời")
    await binh.says("Nhà thi đấu mở cửa đến 18 giờ, bạn đến cùng tổ nhé")
    chat.got_told("Nhà thi đấu")
    await chat.picks("Được rồi")
    await chat.says("kehoach")


async def announcing(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/thongbao")
    await binh.says("Chiều thứ Bảy 28/11 họp chi đoàn lúc 15 giờ tại phòng 204. Nhớ mang sổ đoàn.")
    await binh.picks("Gửi cho 5 người")
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.who in ("an", "binh")]
    chat.got_told("phòng 204")
    await binh.picks("Kết quả gửi")


async def at_the_end_of_the_year(chat: Chat) -> None:
    await has_confirmed_form(chat)
    chat.clock.now = MEETING
    chat.stage.transcript.clear()
    await assesses(chat)
    binh = chat.other("binh")
    await opens_the_meeting(binh)
    code = await rating_of(binh, 7)
    await binh.says(f"xep {code}")
    await binh.says(f"xep {code} muc 4.1 xong có ảnh ở nhóm lớp")
    await binh.says(f"xep {code} tot vì còn thiếu minh chứng của mục 1.2")
    await decided_past_the_chat(chat)
    await binh.says("/hop dong")
    await binh.says("8")
    await binh.says("Thống nhất kết quả như trên")
    await binh.picks("Đóng đợt xét")
    chat.got_told("Kết quả của bạn")
    chat.stage.transcript[:] = [line for line in chat.stage.transcript if line.who in ("an", "binh")]
    await chat.picks("Vì sao?")
    await chat.picks("Đề nghị xem xét lại")
    await chat.says("Em đã nộp ảnh ba cuốn sách từ tháng ba")


SCENES: dict[str, tuple[str, Callable[[Chat], Awaitable[None]]]] = {
    "vao-bot": ("Vào bot bằng mã chi đoàn", joining),
    "dang-ky": ("Đăng ký rèn luyện, từng câu một", registering),
    "dang-ky-nhanh": ("Đăng ký nhanh: gửi nhiều dòng một lần", registering_with_pasted_lines),
    "duyet": ("Duyệt, trả lại, sửa, xác nhận", reviewing),
    "duyet-nhieu": ("Duyệt nhiều phiếu: theo số, nêu tên, đồng ý một lần", confirming_several),
    "nhac-viec": ("Nhắc việc trước hạn", reminding),
    "ai-chua": ("Ai chưa gửi: nhắc một lần, văn bản cho nhóm, ai phải gọi", asking_who_has_not),
    "ban-tin": ("Bản tin buổi sáng, việc tháng tới, đơn vị quá hạn", in_the_morning),
    "bang-giay": ("Đoàn viên đăng ký bằng giấy", on_paper),
    "nhieu-kenh": ("Một người, nhiều kênh: nối thêm tài khoản, xem và gỡ", on_several_channels),
    "trong-nam": ("Trong năm: báo tiến độ, cần hỗ trợ", during_the_year),
    "thong-bao": ("Ban chấp hành gửi thông báo, xem ai đã nhận", announcing),
    "cuoi-nam": ("Cuối năm: tự đánh giá, họp xét, vì sao, đề nghị xem xét lại", at_the_end_of_the_year),
    "du-lieu": ("Dữ liệu của tôi", my_data),
}


@pytest.mark.parametrize("stage", PLATFORMS, indirect=True)
@pytest.mark.parametrize("name", SCENES)
async def test_the_page_shows_what_is_said(chat: Chat, name: str) -> None:
    title, scene = SCENES[name]
    await scene(chat)
    page = written(f"{title} ({PLATFORMS[chat.stage.renderer]})", chat.stage.transcript)
    path = PAGES / f"{name}-{'telegram' if chat.stage.renderer == 'telegram' else 'zalo'}.md"
    if WRITES:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    assert path.read_text("utf-8") == page, "the page is older than the conversation: make talks"


def written(title: str, lines: list[Line]) -> str:
    return "\n\n".join([f"# {title}", *map(paragraph, lines)]) + "\n"


def paragraph(line: Line) -> str:
    who = PEOPLE[line.who]
    if line.screen is None:
        return f"**{who}** bấm `{line.tapped}`" if line.tapped else f"**{who}:** " + "  \n".join(line.said.splitlines())
    title = line.screen.reply.title if line.screen.reply else ""
    shown = "\n".join(line.screen.texts).removeprefix(title).strip("\n").splitlines()
    rows = [f"*(tới {who})*", *([f"**{title}**"] if title else []), *shown]
    rows += [" ".join(f"`{button.label}`" for button in line.screen.buttons)] if line.screen.buttons else []
    return "\n".join(f"> {row}  " for row in rows)
