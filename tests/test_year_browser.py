"""The whole year of a branch on the demo's page in a real browser, the clock moved by hand from day to day."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from tests.browser import needs_chromium, open_chromium
from tests.scenes_progress import PNG
from tests.test_demo_browser import WIDE, phone, says
from tests.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE * 1000)

pytestmark = needs_chromium


@pytest.fixture
async def page(visitor: Visitor) -> AsyncIterator[Page]:
    """The page with the people of KP3: on the web a member, beside it the secretary and the deputy."""
    async with open_chromium() as browser:
        page = await _opened(browser, f"{visitor.address}/?telegram=KP3/1&zalo=KP3/2&web=KP3/4")
        wrong: list[str] = []
        page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
        assert wrong == []


async def _opened(browser: Browser, address: str) -> Page:
    page = await browser.new_page(viewport=WIDE, reduced_motion="reduce", locale="vi-VN")
    page.set_default_timeout(12_000)
    await page.goto(address)
    return page


async def sees(phone: Locator, words: str) -> None:
    """The newest message that says so."""
    await expect(phone.get_by_role("log").get_by_text(words).last).to_be_visible()


async def moves(page: Page, day: str) -> None:
    """The clock, to a day of the calendar or any other."""
    year, month, of_month = day.split("-")
    await page.get_by_label("Đến 8 giờ sáng ngày").fill(day)
    await page.get_by_role("button", name="Chuyển", exact=True).click()
    await expect(page.locator("#now")).to_contain_text(f"{of_month}/{month}/{year}")


async def others_do(page: Page, told: str) -> None:
    await page.get_by_role("button", name="Làm phần mình").click()
    await expect(page.locator("#did")).to_contain_text(told)


async def takes(page: Page, platform: str, who: str) -> Locator:
    """Somebody else's phone of this platform."""
    held = phone(page, platform)
    await held.get_by_role("combobox").select_option(who)
    await expect(held.get_by_role("log")).not_to_be_empty()
    return held


async def taps(phone: Locator, *labels: str) -> None:
    """One after the other, each on the newest message."""
    for label in labels:
        await phone.locator("article").last.get_by_role("button", name=label).click()


async def code_of(phone: Locator, name: str) -> str:
    """Of a member's result, as the meeting's list has it."""
    for page in (1, 2):
        await says(phone, f"/hop trang {page}")
        listed = phone.locator("article").last.get_by_role("button", name=name)
        if await listed.count():
            return (await listed.inner_text()).partition(" ")[0]
    raise AssertionError(f"{name} is not in the list")


PHOTO = FilePayload(name="sách.png", mimeType="image/png", buffer=PNG)
DRAFT = """1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài | quý 1 | Mượn ở thư viện
4.1 | Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km | cuối năm | Cùng hai bạn"""


async def test_a_year_of_a_branch(page: Page) -> None:
    secretary, deputy, member = (phone(page, platform) for platform in ("telegram", "zalo", "web"))
    await page.get_by_label("Ai không cầm máy").select_option("KP3")

    # somebody joins and registers by hand, the others by the button; two confirm
    await sees(member, "Bot chưa biết bạn là ai")
    joins = await member.locator(".joins").inner_text()
    code, birth = joins.partition("mã chi đoàn ")[2].split(",")[0], joins.rpartition(" ")[2].strip(".")
    await says(member, code, "Lê Hoàng Phúc", birth)
    await taps(member, "Đúng là tôi", "Tôi đồng ý", "Đăng ký ngay")
    await says(member, DRAFT)
    await taps(member, "Gửi ban chấp hành")
    await sees(member, "Đã gửi phiếu đăng ký")
    await others_do(page, "10 người đã gửi phiếu đăng ký")
    for own in (deputy, secretary):
        await says(own, "dangky", DRAFT, "gửi")
    await says(secretary, "duyetnhieu", "1", "tiếp")
    await taps(secretary, "Xác nhận 12 phiếu")
    await sees(secretary, "Đã xác nhận 12 phiếu")
    await says(deputy, "duyetnhieu", "1", "tiếp", "1")
    await sees(deputy, "Đã xác nhận 1 phiếu")

    # half of the year is over: progress with a link and a photo, help is asked for and given, a look back
    await moves(page, "2027-06-01")
    await says(member, "tiendo 1.2 xong đã đọc 3 cuốn https://doan.vn/cam-nhan")
    await taps(member, "Thêm minh chứng")
    await member.locator("input[type=file]").set_input_files(PHOTO)
    await member.get_by_role("button", name="Gửi", exact=True).click()
    await taps(member, "Xong")
    await sees(member, "Mục này có 2 minh chứng")
    await taps(member, "Xem minh chứng", "Mở số 2")
    await expect(member.get_by_role("link", name="sách.png")).to_be_visible()
    async with page.expect_download() as download:
        await member.get_by_role("link", name="sách.png").click()
    assert (await (await download.value).path()).read_bytes() == PNG
    await says(member, "/hotro 4.1 Đường chạy quanh hồ đang sửa")
    await sees(secretary, "Đường chạy quanh hồ đang sửa")
    await taps(secretary, "Trả lời")
    await says(secretary, "Chạy ở sân nhà văn hóa nhé")
    await sees(member, "Chạy ở sân nhà văn hóa nhé")
    await others_do(page, "10 người đã gửi tự đánh giá giữa kỳ")
    await says(member, "giuaky", "1.2", "tiếp", "tiếp", "không có khó khăn", "gửi")
    await sees(member, "Đã gửi tự đánh giá 6 tháng đầu năm 2027")
    await says(secretary, "/giuaky chidoan")
    await sees(secretary, "Đã gửi 11/13 người")

    # everybody about the own year
    await page.get_by_label("Mốc trong năm").select_option(label="30/9/2027: tự đánh giá (KP3)")
    await page.get_by_role("button", name="Chuyển", exact=True).click()
    await expect(page.locator("#now")).to_contain_text("30/09/2027")
    await others_do(page, "10 người đã gửi bản tự đánh giá")
    await says(member, "danhgia")
    await taps(member, "Lấy tiến độ đã báo")
    await says(member, "một phần | Chạy được ba tháng", "gửi")
    await sees(member, "1/2 mục hoàn thành = 50,00 %")
    for own in (deputy, secretary):
        await says(own, "danhgia", "1.2 | xong | Đã đọc 3 cuốn\n4.1 | xong | Chạy đủ các buổi", "gửi")
        await sees(own, "Đã gửi bản tự đánh giá")

    # the branch meets: a vote, all who agree at once, one grade that differs, the secretary's own by the deputy
    await moves(page, "2027-10-04")
    await says(secretary, "hop")
    await taps(secretary, "Họp được", "Hôm nay", "Mở đợt xét")
    await sees(secretary, "Đã mở đợt xét cho 14 đoàn viên")
    mine, head, paper = [await code_of(secretary, name) for name in ("Lê Hoàng Phúc", "Trần Minh Khôi", "Bùi Văn Dũng")]
    await taps(secretary, "Lấy biểu quyết")
    await sees(member, "cần bạn biểu quyết về từng người")
    await taps(member, "Bắt đầu", head, "Hoàn thành xuất sắc")
    await sees(member, "Đã ghi: Trần Minh Khôi")
    await says(secretary, f"xep {mine}", f"xep {mine} tốt vì chạy đủ từ tháng 7 đến nay")
    await sees(secretary, "Đã ghi Lê Hoàng Phúc: Hoàn thành tốt")
    await says(secretary, f"xep {paper} tốt Tủ hồ sơ của chi đoàn", "/xephet")
    await taps(secretary, "Tất cả 11 người", "Tiếp: xem lại", "Đồng ý cả 11 người")
    await sees(secretary, "Đã xét 11 người")
    await says(deputy, f"xep {head}", f"xep {head} đồng ý")
    await sees(deputy, "Đã ghi Trần Minh Khôi: Hoàn thành xuất sắc")
    await says(secretary, "/hop dong", "12")
    await taps(secretary, "Thống nhất kết quả như trên", "Đóng đợt xét")
    await sees(member, "Kết quả của bạn: Hoàn thành tốt")
    await says(secretary, "trinh")
    await taps(secretary, "Báo cáo 14 kết quả")
    await sees(secretary, "Đã báo cáo 14 kết quả")

    # the ward recognises on another phone, the member appeals, the province rules, and the result explains itself
    await moves(page, "2027-10-11")
    ward = await takes(page, "telegram", "KP3/3")
    await says(ward, "congnhan")
    await taps(ward, "Công nhận tất cả 13", "Tiếp tục", "Công nhận 13 kết quả")
    await sees(ward, "Đã công nhận 13 kết quả")
    await says(member, "/xemxet", "Sổ của nhà văn hóa ghi đủ ba buổi mỗi tuần")
    await sees(member, "tới Tỉnh đoàn mẫu")
    province = await takes(page, "zalo", "KP3/5")
    await says(province, "phuctra", "1", "2", "Sổ ghi đủ các buổi")
    await sees(province, "kết quả nay là Hoàn thành xuất sắc")
    await sees(member, "Kết quả nay là: Hoàn thành xuất sắc")
    await says(member, "/visao")
    await sees(member, "Kết quả năm 2027: Hoàn thành xuất sắc (đã công nhận)")
