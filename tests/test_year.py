"""The whole year once in numbered text: from the registration to an appeal, as it is typed (issue: the demo's year)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.player import Chat
from tests.scenes import SPORT, registers
from tests.scenes_assess import IN_SPRING
from tests.scenes_ratings import appoints_above
from tests.scenes_round import opens_the_meeting, rating_of
from tests.scenes_year import sets
from tests.school import AN, BINH, DUNG, HUY, MINH, OTHER_AN, OTHER_MINH, link, school_at

AT_WORK = datetime(2027, 3, 8, 1, 0, tzinfo=UTC)  # Monday of the month in which the first quarter is looked back at
DONE = ("1.2 | xong | Đã đọc 3 cuốn sách về Bác", "4.1 | xong | Chạy đủ ba buổi mỗi tuần")


@pytest.mark.parametrize("stage", ["text"], indirect=True)
async def test_a_year_in_numbered_text(chat: Chat) -> None:
    await the_year_is_prepared(chat)
    await they_register(chat)
    await a_member_works_and_asks(chat)
    await they_look_back(chat)
    await they_assess_themselves(chat, await another_account(chat))
    await the_branch_meets(chat)
    await the_levels_above_decide(chat)


async def another_account(chat: Chat) -> Chat:
    """Of An's, on another platform."""
    async with school_at(chat.stage.url) as school:
        await link(school, await school.person(AN), "an.web", platform="web")
    return Chat(replace(chat.stage, renderer="web", platform="web", notices={}), "an.web")


async def the_year_is_prepared(chat: Chat) -> None:
    """There are committees above the branch, and it looks back every quarter."""
    async with school_at(chat.stage.url) as school:
        await appoints_above(school)
    await sets(chat, "interim", "quarter")


async def they_register(chat: Chat) -> None:
    """Five members; the secretary confirms the others' forms at once, the deputy confirms the secretary's."""
    binh, cuong = chat.other("binh"), chat.other("cuong")
    for name in ("an", "cuong", "dung", "hoa", "binh"):
        own = await registers(chat.other(name))
        chat.clock.passes(seconds=5)
    await binh.says("duyệt nhiều")
    await binh.picks("Tất cả phiếu đang chờ (4)")
    await binh.says("tiếp")
    await binh.picks("Xác nhận 4 phiếu")
    binh.sees("Đã xác nhận 4 phiếu")
    await cuong.says(f"duyet {own}")
    cuong.sees("Đã xác nhận phiếu")
    chat.got_told("Phiếu đã được xác nhận")


async def a_member_works_and_asks(chat: Chat) -> None:
    """Progress with a link, a request for help and its answer."""
    binh = chat.other("binh")
    chat.clock.now = AT_WORK
    await chat.says("tiendo 1.2 xong đã đọc 3 cuốn https://doan.vn/cam-nhan")
    chat.sees("Đã ghi tiến độ", "1 minh chứng", "Đã xong 1/2 mục")
    await chat.says("/hotro 4.1 Đường chạy quanh hồ đang sửa")
    chat.sees("Đã gửi yêu cầu HT-")
    binh.got_told("Yêu cầu hỗ trợ HT-", "Nguyễn Văn An (số 7) cần hỗ trợ", "Đường chạy quanh hồ đang sửa")
    await binh.says("trả lời")
    binh.sees("Nguyễn Văn An cần hỗ trợ", "Đường chạy quanh hồ đang sửa")
    await binh.says("Chạy ở sân trường, cổng mở từ 5 giờ sáng")
    chat.got_told("Chạy ở sân trường, cổng mở từ 5 giờ sáng")


async def they_look_back(chat: Chat) -> None:
    """The first quarter, and the branch's word on it."""
    binh = chat.other("binh")
    await chat.says("giữa kỳ")
    await chat.says("1.2")
    await chat.says("tiếp")
    await chat.says("tiếp")
    await chat.picks("Không có khó khăn")
    await chat.says("gửi")
    chat.sees("Đã gửi tự đánh giá quý I/2027")
    await binh.says("/giuaky chidoan")
    binh.sees("Đã gửi 1/5 người")
    await binh.picks("DK-")
    await binh.says("Làm tốt, giữ nhịp chạy nhé")
    chat.got_told("Làm tốt, giữ nhịp chạy nhé")


async def they_assess_themselves(chat: Chat, elsewhere: Chat) -> None:
    """What An begins goes on wherever An says so."""
    chat.clock.now = IN_SPRING
    for name in ("binh", "cuong", "dung", "hoa"):
        someone = chat.other(name)
        await someone.says("đánh giá")
        await someone.says("\n".join(DONE))
        await someone.says("gửi")
        someone.sees("Đã gửi bản tự đánh giá", "2/2 mục hoàn thành = 100,00 %")
    await chat.says("đánh giá")
    chat.sees("1 mục xong, 0 mục một phần, 1 mục chưa báo")
    await chat.picks("Lấy tiến độ đã báo")
    await elsewhere.says("tiếp tục")
    elsewhere.sees(SPORT)
    await elsewhere.says("một phần | Chạy được hai tháng")
    elsewhere.sees("Kiểm tra trước khi gửi", "1/2 mục hoàn thành = 50,00 %")
    await elsewhere.picks("Gửi ban chấp hành")
    elsewhere.sees("Đã gửi bản tự đánh giá")


async def the_branch_meets(chat: Chat) -> None:
    """All who agree at once; one grade that differs, with its reason; the secretary's own by the deputy; minutes."""
    binh, cuong, dung = chat.other("binh"), chat.other("cuong"), chat.other("dung")
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await dung.says(f"bieuquyet {code} tốt")
    dung.sees("Đã ghi: Nguyễn Văn An – Hoàn thành tốt")
    await binh.says("/xephet")
    await binh.picks("Tất cả 3 người")
    await binh.says("tiếp")
    await binh.picks("Đồng ý cả 3 người")
    await binh.says(f"xep {code}")
    binh.sees("Tạm tính: Hoàn thành", "Biểu quyết: Hoàn thành tốt 1")
    await binh.says(f"xep {code} hoàn thành vì mục chạy bộ mới được hai tháng")
    binh.sees("Đã ghi Nguyễn Văn An: Hoàn thành")
    for roll in (OTHER_AN, MINH, OTHER_MINH):
        await binh.says(f"xep {await rating_of(binh, roll)} đồng ý")
        binh.sees("Không hoàn thành")
    await binh.says(f"xep {await rating_of(binh, HUY)} tốt Tủ hồ sơ văn phòng Đoàn")
    await cuong.says(f"xep {await rating_of(binh, BINH)}")
    await cuong.picks("Đồng ý: Hoàn thành xuất sắc")
    await binh.says("/hop dong")
    binh.sees("Có mặt bao nhiêu người")
    await binh.says("8")
    await binh.picks("Thống nhất kết quả như trên")
    binh.sees("Biên bản họp xét", "Có mặt 8/9", "mục chạy bộ mới được hai tháng")
    await binh.picks("Đóng đợt xét")
    binh.sees("Đã đóng đợt xét")
    await binh.says("trinh")
    await binh.picks("Báo cáo 9 kết quả")
    binh.sees("Đã báo cáo 9 kết quả")


async def the_levels_above_decide(chat: Chat) -> None:
    """The school recognises, An appeals, the province changes the grade; the year explains itself."""
    dung, hoa, huy = chat.other("dung"), chat.other("hoa"), chat.other("huy")
    dung.got_told("Chi đoàn 12A1 báo cáo 9 kết quả")
    await dung.says("công nhận")
    await dung.picks("Công nhận tất cả 8")
    await dung.says("tiếp tục")
    await dung.picks("Công nhận 8 kết quả")
    dung.sees("Đã công nhận 8 kết quả")
    await hoa.says(f"congnhan {await rating_of(chat.other('binh'), DUNG)}")
    hoa.sees("Đã công nhận kết quả")
    await chat.says("xem xét")
    chat.sees("Kết quả của bạn: Hoàn thành")
    await chat.says("Sân trường có sổ ghi, tôi chạy đủ từ tháng 3")
    chat.sees("tới TINH")
    huy.got_told("Đề nghị XX-", "Sân trường có sổ ghi")
    await huy.says("phúc tra")
    await huy.picks("XX-")
    huy.sees("Sân trường có sổ ghi")
    await huy.picks("Đổi thành: Hoàn thành tốt")
    await huy.says("Sổ ghi của sân trường cho thấy đã chạy đủ")
    huy.sees("kết quả nay là Hoàn thành tốt")
    await chat.says("vì sao")
    chat.sees("Hoàn thành tốt", "1/2 mục hoàn thành = 50,00 %", "Sổ ghi của sân trường")
    await chat.picks("Xem từng mục")
    chat.sees("4.1 Rèn luyện thể dục", "một phần · tính 0")
