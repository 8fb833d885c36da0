"""/dulieu: the sectors that somebody answers for (PN-11), the own number and how it is deleted (products.md N13)."""

from datetime import date

from rules.roster import Entry
from storage.models import Unit
from storage.organising import appoint, unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from storage.years import set_setting
from tests.player import Chat
from tests.world import CODE, START


async def test_whoever_answers_for_sectors_reads_which(chat: Chat) -> None:
    """An office that is held once for each sector is one office."""
    async with session_for(chat.stage.url) as session:
        for sector in ("truong-hoc", "dia-ban"):
            await appoint(session, "DTHPT", "12A1/7", "uy-vien", START, None, sector)
    await chat.says("/dulieu")
    chat.sees("Phụ trách khu vực: trường học", "Phụ trách khu vực: địa bàn dân cư")
    assert chat.screen.all.count("Chức vụ: ủy viên ban chấp hành") == 1


async def list_brings(chat: Chat, phone: str = "0900000001", keeps: str = "yes") -> None:
    """The branch's list has a number for An."""
    async with session_for(chat.stage.url) as session:
        await set_setting(session, "DTHPT", "phones", keeps, START)
        unit = await unit_by_code(session, "12A1")
        assert isinstance(unit, Unit)
        an = Entry(2, 7, "Nguyễn Văn An", date(2009, 9, 5), None, None, None, paper=False, phone=phone)
        await import_roster(session, unit, [an], START.date())


async def test_where_no_number_is_kept_nothing_is_said_of_it(chat: Chat) -> None:
    await chat.says("/dulieu")
    chat.sees_not("điện thoại")
    for said in ("/dulieu xoaso", "/dulieu xóa số"):
        await chat.says(said)
        chat.sees("Bot không lưu số điện thoại nào của bạn.")
    await chat.says("/dulieu choluuso")
    chat.sees("Không có gì thay đổi.")


async def test_the_own_number_is_shown_and_deleted_for_good(chat: Chat) -> None:
    await list_brings(chat)
    await chat.says("/dulieu")
    chat.sees("Số điện thoại: 0900000001, lấy từ danh sách của chi đoàn")
    await chat.picks("Xóa số điện thoại")
    chat.sees("Xóa số 0900000001?", "ban chấp hành sẽ không có số này để gọi")
    await chat.picks("Không, giữ như cũ")
    chat.sees("Không có gì thay đổi.")
    await chat.picks("Về dữ liệu")
    await chat.picks("Xóa số điện thoại")
    await chat.picks("Xóa số")
    chat.sees("Đã xóa số điện thoại", "bot cũng không lưu lại")
    await list_brings(chat)
    await chat.picks("Về dữ liệu")
    chat.sees("Số điện thoại: không lưu, theo ý bạn")
    chat.sees_not("0900000001", "Xóa số điện thoại")
    await chat.says("/nhatky toi")
    chat.sees("xóa số điện thoại của mình")
    chat.sees_not("0900000001")


async def test_a_number_may_be_kept_again(chat: Chat) -> None:
    await list_brings(chat)
    await chat.says("/dulieu xoaso")
    await chat.picks("Xóa số")
    await chat.says("/dulieu")
    await chat.picks("Cho lưu số điện thoại")
    chat.sees("Được. Khi đơn vị lưu số điện thoại và danh sách nhập sau này có số của bạn, bot lưu số đó.")
    await chat.picks("Về dữ liệu")
    chat.sees_not("điện thoại:")
    await list_brings(chat, "0900000002")
    await chat.says("/dulieu")
    chat.sees("Số điện thoại: 0900000002")


async def test_where_numbers_are_kept_no_more_none_is_asked_for(chat: Chat) -> None:
    await list_brings(chat)
    await chat.says("/dulieu xoaso")
    await chat.picks("Xóa số")
    await list_brings(chat, keeps="no")
    await chat.says("/dulieu")
    chat.sees("Số điện thoại: không lưu, theo ý bạn")
    chat.sees_not("Cho lưu số điện thoại")


async def test_a_number_that_went_meanwhile_is_not_deleted_twice(chat: Chat) -> None:
    await list_brings(chat)
    await chat.says("/dulieu xoaso")
    other = chat.other("an")
    await other.says("/dulieu xoaso")
    await other.picks("Xóa số")
    await chat.picks("Xóa số")
    chat.sees_not("0900000001")


async def test_withdrawing_consent_deletes_the_number_too(chat: Chat) -> None:
    await list_brings(chat)
    await chat.says("/dulieu rut")
    chat.sees("số điện thoại (nếu có) bị xóa")
    await chat.picks("Rút lại")
    await list_brings(chat)
    async with session_for(chat.stage.url) as session:
        connection = await session.connection()
        found = await connection.exec_driver_sql("SELECT count(*) FROM person WHERE phone > ''")
        assert found.scalar_one() == 0
    await chat.says(f"/start {CODE}")
    chat.sees("gõ họ và tên")
