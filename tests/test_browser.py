"""The web chat in a real Chromium: by keyboard alone, for everybody, without a network for a while."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.adapters.web_drawing import draw_own
from chat.message import Address, Attachment
from reports.drawing import draw
from tests.browser import Reader, needs_chromium, open_chromium, reader
from tests.player import Clock
from tests.scenes import ACTION, HOW, SPORT
from tests.tra_vinh import tra_vinh
from tests.web import Site, open_site
from tests.world import CODE, START

pytestmark = [needs_chromium, pytest.mark.asyncio(loop_scope="module")]

LINES = f"1.2 | {ACTION} | quý 1 | {HOW}\n4.1 | {SPORT} | cuối năm | cùng hai bạn trong tổ"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with open_chromium() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def site(world_sqlite: Path, tmp_path: Path) -> AsyncIterator[Site]:
    shutil.copy(world_sqlite, tmp_path / "world.db")
    async with open_site(f"sqlite:///{tmp_path / 'world.db'}", Clock(START)) as opened:
        yield opened


async def test_a_member_joins_and_registers_by_keyboard_alone(chromium: Browser, site: Site) -> None:
    async with reader(chromium, site) as an:
        await an.opens(f"/?start={CODE}")
        await an.sees("gõ họ và tên")
        await an.has_focus_on("input")
        await an.everybody_can_use_it()
        await an.types("Nguyễn Văn An")
        await an.sees("Ngày sinh của bạn?")
        await an.types("24/12/2009")
        await an.sees("Có phải bạn là")
        await an.has_focus_on("input")
        await an.presses("Đúng là tôi", back=True)
        await an.sees("Dữ liệu của bạn")
        await an.has_focus_on("Tôi đồng ý")
        await an.everybody_can_use_it()
        await an.presses("Tôi đồng ý")
        await an.sees("Bot đã báo cho bí thư")
        await an.has_focus_on("Đăng ký ngay")
        await an.presses("Đăng ký ngay")
        await an.sees("chọn mục")
        await an.has_focus_on("1.1")
        await an.everybody_can_use_it()
        await an.presses("1.2")
        await an.sees("đã chọn 1/26")
        await an.has_focus_on("1.2")
        await expect(an.page.get_by_role("button", pressed=True)).to_have_text("1.2 Học tập và làm theo Bác (đã chọn)")
        await an.presses("Tiếp")
        await an.sees("việc gì cụ thể")
        await an.has_focus_on("input")
        await an.types(ACTION)
        await an.sees("Xong khi nào")
        await an.types("quý 1")
        await an.sees("Bạn viết:quý 1", "bằng cách nào")
        await an.page.reload()
        await an.sees("Bạn viết:Nguyễn Văn An", "Bạn viết:24/12/2009", "Bạn viết:quý 1", "bằng cách nào")
        await an.presses("input")
        await an.page.keyboard.press("Shift+Enter")
        await an.page.keyboard.press("Backspace")
        await an.types(HOW)
        await an.sees("Kiểm tra trước khi gửi")
        await an.everybody_can_use_it()
        await an.presses("Gửi ban chấp hành", back=True)
        await an.sees("Đã gửi lúc")
        assert await an.focus() != "BODY"


async def test_a_form_is_returned_mended_and_confirmed(chromium: Browser, site: Site) -> None:
    async with (
        reader(chromium, site, await site.moves_in("an")) as an,
        reader(chromium, site, await site.moves_in("binh")) as binh,
    ):
        await an.opens()
        await expect(an.page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        await an.presses("Bắt đầu")
        await an.sees("Việc cần làm bây giờ")
        await an.presses("input")
        await an.types("/dangky")
        await an.sees("chọn mục")
        await an.types(LINES)
        await an.sees("Kiểm tra trước khi gửi")
        await an.presses("Gửi ban chấp hành", back=True)
        await an.sees("Đã gửi lúc")

        await binh.opens()
        await binh.sees("phiếu đang chờ")
        await binh.everybody_can_use_it()
        await binh.presses("Duyệt")
        await binh.sees("phiếu chờ, phiếu gửi trước")
        await binh.presses("DK-")
        await binh.sees("Nguyễn Văn An, số 7")
        await binh.everybody_can_use_it()
        await binh.presses("Trả lại")
        await binh.has_focus_on("0 Cả phiếu")
        await binh.presses("2 Chạy bộ")
        await binh.has_focus_on("input")
        await binh.types("ghi rõ chạy ở đâu")
        await binh.sees("Đã trả lại")

        await an.sees("ghi rõ chạy ở đâu")
        await an.everybody_can_use_it()
        await an.presses("Sửa mục 2")
        await an.presses("Việc cụ thể")
        await an.types("Chạy bộ 3 buổi mỗi tuần ở sân trường")
        await an.sees("Kiểm tra trước khi gửi", "sân trường")
        await an.presses("Gửi ban chấp hành", back=True)
        await an.has_focus_on("Xem phiếu")

        site.clock.passes(minutes=5)
        await binh.presses("input")
        await binh.types("duyet")
        await binh.presses("DK-", back=True)
        await binh.sees("sân trường")
        await binh.presses("Xác nhận")
        await binh.sees("Đã xác nhận phiếu")
        await an.sees("đã được xác nhận")


async def test_what_is_typed_without_a_network_is_kept_and_sent_later(chromium: Browser, site: Site) -> None:
    async with reader(chromium, site) as an:
        await an.opens(f"/?start={CODE}")
        await an.sees("gõ họ và tên")
        await an.context.set_offline(True)
        await an.types("Nguyễn Văn An")
        await an.is_told("không có mạng")
        await an.sees("Nguyễn Văn An")
        await an.page.keyboard.insert_text("24/12")
        kept = await an.page.evaluate("() => JSON.stringify({ ...sessionStorage })")
        assert "Nguyễn Văn An" in kept
        assert "24/12" in kept
        await an.context.set_offline(False)
        await an.sees("Ngày sinh của bạn?")
        await an.page.reload()
        await an.sees("Ngày sinh của bạn?")
        await expect(an.page.get_by_role("textbox")).to_have_value("24/12")
        an.faults = [fault for fault in an.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


async def test_a_file_is_sent_and_leaving_forgets_everything(chromium: Browser, site: Site) -> None:
    async with reader(chromium, site, await site.moves_in("an")) as an:
        await an.opens()
        picture = {"name": "ảnh.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(40)}
        await an.page.locator("[type=file]").set_input_files(picture)  # type: ignore[arg-type]
        await an.sees("ảnh.png", "lúc này không cần tệp nào")
        await an.page.keyboard.press("Tab")
        await an.presses("Thoát")
        await expect(an.page.get_by_role("heading", level=2)).to_have_text("Thoát khỏi trang này?")
        await an.everybody_can_use_it()
        await an.presses("Thoát")
        await expect(an.page.get_by_role("heading", level=2)).to_have_text("Bạn đã thoát")
        await an.everybody_can_use_it()
        await an.presses("Vào lại")
        await expect(an.page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        await an.everybody_can_use_it()


async def test_a_picture_is_shown_and_can_be_kept(chromium: Browser, site: Site) -> None:
    """As SVG, which stays sharp; and one of which the bot keeps no more leaves its name."""
    made = draw("report-svg", tra_vinh().json(), "ban")
    async with reader(chromium, site, await site.moves_in("an")) as an:
        await an.page.set_viewport_size({"width": 360, "height": 640})
        await an.opens()
        await an.presses("input")
        await an.types("/kehoach")
        await an.sees("chưa gửi phiếu đăng ký")
        await site.sends(Address("web", "session-of-an"), "Báo cáo số liệu (SVG) đã lập xong.", made)
        link = an.page.get_by_role("link", name=made.name)
        await expect(link).to_have_attribute("download", made.name)
        shown = link.locator("img")
        await expect(shown).to_have_js_property("complete", True)
        assert await shown.evaluate("picture => picture.naturalWidth") > 360
        assert await shown.evaluate("picture => picture.clientWidth") <= 360
        await an.everybody_can_use_it()
        await site.sends(Address("web", "session-of-an"), "Ảnh", Attachment("hỏng.png", b"PNG"))
        await expect(an.page.get_by_role("link", name="hỏng.png")).to_be_visible()
        await expect(an.page.locator("img")).to_have_count(1)


async def test_two_pages_show_one_conversation(chromium: Browser, site: Site) -> None:
    async with reader(chromium, site, await site.moves_in("an")) as an:
        await an.opens()
        other = Reader(site, an.context, await an.context.new_page())
        await other.opens()
        await other.presses("input")
        await other.types("/kehoach")
        for page in (other, an):
            await page.sees("/kehoach", "chưa gửi phiếu đăng ký")


async def test_a_message_that_does_not_fit_is_shown_from_its_beginning(chromium: Browser, site: Site) -> None:
    async with reader(chromium, site, await site.moves_in("an")) as an:
        await an.page.set_viewport_size({"width": 360, "height": 480})
        await an.opens()
        await an.presses("input")
        await an.types("/kehoach")
        await an.sees("chưa gửi phiếu đăng ký")
        await an.types("/dangky")
        await an.sees("Chọn các mục")
        tops = await an.page.evaluate(
            "() => { const log = document.querySelector('renluyen-chat').shadowRoot.querySelector('[data-part=log]');"
            " return [log, log.lastElementChild].map((shown) => Math.round(shown.getBoundingClientRect().top)); }"
        )
        assert tops[1] == tops[0]


async def test_a_conversation_can_be_cleared_and_begins_again(chromium: Browser, site: Site) -> None:
    """The demo's reset; and nothing that somebody wrote is taken for HTML."""

    def event(number: int, text: str) -> str:
        return f"id: {number}\ndata: {json.dumps(draw_own(str(number), text))}\n\n"

    stream = ": \n\n" + event(1, "trước") + "event: clear\ndata: \n\n" + event(2, "<b>sau</b>")
    async with reader(chromium, site) as an:
        await an.page.route("**/events*", lambda r: r.fulfill(content_type="text/event-stream", body=stream))
        await an.opens()
        await expect(an.page.get_by_role("log")).to_have_text("Bạn viết:<b>sau</b>")
