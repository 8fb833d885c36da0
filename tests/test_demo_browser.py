"""The demo's page in a real browser: a visitor follows the three steps, with a mouse and with keys alone."""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Literal

import pytest
from playwright.async_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.browser import AXE, needs_chromium, open_chromium, told
from tests.visitor import PATIENCE, Visitor

WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)

LOOKS: Sequence[tuple[ViewportSize, Literal["light", "dark"]]] = ((WIDE, "light"), (NARROW, "dark"))

expect.set_options(timeout=PATIENCE * 1000)


pytestmark = needs_chromium


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@pytest.fixture
async def page(browser: Browser, visitor: Visitor) -> AsyncIterator[Page]:
    """The page as it opens; whatever goes wrong on it is a fault of ours."""
    context = await browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="vi-VN")
    page = await context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(visitor.address)
    yield page
    assert wrong == []


def phone(page: Page, platform: str) -> Locator:
    return page.locator(f"[data-platform={platform}].phone")


async def sees(phone: Locator, words: str) -> None:
    await expect(phone.get_by_role("log").get_by_text(words)).to_be_visible()


async def says(phone: Locator, *lines: str) -> None:
    """One after the other, each when the last one has been answered."""
    for line in lines:
        own = phone.locator("article.mine")
        said = await own.count()
        await phone.get_by_role("textbox").fill(line)
        await phone.get_by_role("textbox").press("Enter")
        await expect(own).to_have_count(said + 1)
        await expect(phone.locator("article").last).not_to_contain_class("mine")


async def test_a_visitor_registers_confirms_and_is_reminded(page: Page) -> None:
    member, secretary, deputy = (phone(page, platform) for platform in ("telegram", "zalo", "web"))
    await member.get_by_role("button", name="Đăng ký ngay").click()
    await member.get_by_role("button", name="1.2").click()
    await member.get_by_role("button", name="Tiếp: ghi việc cụ thể").click()
    await sees(member, "Bạn sẽ làm việc gì cụ thể?")
    await says(member, "Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận", "quý 2", "Mượn ở thư viện, mỗi tháng một cuốn")
    await member.get_by_role("button", name="Gửi ban chấp hành xác nhận").click()

    await sees(secretary, "1 phiếu mới")
    await says(secretary, "duyet", "1", "1")
    await sees(secretary, "Đã xác nhận phiếu")
    await sees(member, "Phiếu đã được xác nhận")

    week = page.get_by_role("button", name="8/12: còn 7 ngày", exact=True)
    await week.click()
    await sees(deputy, "15/12/2026, còn 7 ngày")
    await expect(page.get_by_text("Thứ Ba 08/12/2026", exact=True)).to_be_visible()
    await expect(week).to_be_disabled()
    await expect(member.get_by_text("còn 7 ngày")).to_have_count(0)

    await page.get_by_role("log", name="Tin bot tự gửi").get_by_role("button", name="KP3/2").first.click()
    await expect(secretary.get_by_role("combobox")).to_have_value("KP3/2")
    await sees(secretary, "15/12/2026, còn 7 ngày")
    await expect(page).to_have_url(re.compile(r"\?zalo=KP3%2F2$"))

    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(page.get_by_text("đang mở ở một thẻ khác")).to_be_visible()
    await says(phone(other, "zalo"), "trợ giúp")
    await page.get_by_role("button", name="Dùng ở thẻ này").click()
    await sees(secretary, "Gõ bất cứ lúc nào")


async def test_a_day_is_rehearsed_and_then_played(page: Page) -> None:
    """Issue P4, item 7: who would get what, without moving the clock; a tap on one of them takes that phone."""
    await page.get_by_label("Đến 8 giờ sáng ngày").fill("2026-12-12")
    await page.get_by_role("button", name="Diễn tập").click()
    await expect(page.get_by_text("Diễn tập Thứ Bảy 12/12/2026, đồng hồ chưa chuyển: 10 người")).to_be_visible()
    expected = page.get_by_role("list", name="Diễn tập").get_by_role("listitem")
    await expect(expected).to_have_count(10)
    await expect(page.get_by_text("Thứ Hai 23/11/2026", exact=True)).to_be_visible()
    await expected.filter(has_text="12A1/8").get_by_role("button").click()
    deputy = phone(page, "web")
    await expect(deputy.get_by_role("combobox")).to_have_value("12A1/8")

    await page.get_by_role("button", name="Chuyển").click()
    for title in ("còn 14 ngày", "còn 7 ngày", "còn 3 ngày"):
        await sees(deputy, f"Nhắc việc · {title}")
    await expect(expected).to_have_count(0)
    await page.get_by_role("button", name="Diễn tập").click()
    await expect(page.get_by_text("Diễn tập Chủ Nhật 13/12/2026")).to_be_visible()


async def test_keys_alone_play_and_begin_anew_on_a_narrow_screen(page: Page) -> None:
    await page.set_viewport_size(NARROW)
    await expect(page.get_by_role("link", name="Telegram")).to_have_attribute("aria-current", "true")
    assert await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"], "nothing is cut off"

    await page.get_by_role("link", name="Zalo").press("Enter")
    await expect(page.get_by_role("link", name="Zalo")).to_have_attribute("aria-current", "true")
    secretary = phone(page, "zalo")
    await secretary.get_by_role("combobox").focus()
    await page.keyboard.type("12A1/10")
    await expect(secretary.get_by_text("chưa liên kết", exact=True)).to_be_visible()
    await expect(secretary.get_by_text(re.compile(r"mã chi đoàn cd_\w{8}, sinh ngày 11/08/2009"))).to_be_visible()
    await sees(secretary, "Bot chưa biết bạn là ai")

    await page.get_by_role("button", name="Làm lại từ đầu").press("Enter")
    await expect(page.get_by_role("button", name="Không, giữ lại")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(secretary.get_by_role("combobox")).to_have_value("12A1/1")
    await expect(page).to_have_url(re.compile(r"/$"))


async def test_everybody_can_use_the_page(browser: Browser, visitor: Visitor) -> None:
    """No serious fault that a machine can find, on a desk by day and on a phone by night."""
    await visitor.asks("/clock", day="2026-12-08")
    await visitor.tray("còn 7 ngày")
    await visitor.stream.until(lambda: visitor.state["day"] == "2026-12-08", lambda: str(visitor.state))
    for size, colours in LOOKS:
        # Axe measures with styles of its own, which the page rightly refuses.
        page = await browser.new_page(viewport=size, color_scheme=colours, bypass_csp=True)
        await page.goto(f"{visitor.address}/?zalo=12A1/10")
        await sees(phone(page, "zalo"), "Bot chưa biết bạn là ai")
        await page.get_by_role("button", name="Diễn tập").dispatch_event("click")
        await expect(page.locator("#ahead")).to_contain_text("Diễn tập Thứ Tư 09/12/2026")
        await page.evaluate(AXE)
        found = await page.evaluate("() => axe.run()")
        faults = [fault for fault in found["violations"] if fault["impact"] in ("serious", "critical")]
        assert [told(fault) for fault in faults] == []


async def test_a_long_message_is_shown_from_its_beginning_however_late_the_stylesheet_comes(
    browser: Browser, visitor: Visitor
) -> None:
    await (await visitor.holds("telegram", "12A1/7")).taps("Đăng ký ngay")
    page = await browser.new_page(viewport=WIDE)
    member = phone(page, "telegram")

    async def late(route: Route) -> None:
        """When the page knows already what has happened."""
        await expect(member.locator(".known")).to_have_text("đã liên kết")
        await route.continue_()

    await page.route("**/chat.css*", late)
    await page.goto(visitor.address)
    await expect(member.get_by_text("đã chọn 0/26")).to_be_in_viewport()
