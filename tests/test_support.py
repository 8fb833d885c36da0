"""/hotro, /traloi: a member needs help, the committee owes an answer (PN-12, PN-21, domain.md 4.3)."""

from tests.player import Chat
from tests.scenes_care import asks_for_help, trains


async def test_a_member_asks_for_help_and_says_whether_the_answer_was_enough(chat: Chat) -> None:
    await trains(chat)
    await chat.says("hỗ trợ")
    chat.sees("Bạn cần hỗ trợ ở mục nào?", "1.2 ", "Việc khác, không riêng mục nào")
    await chat.picks("1.2")
    chat.sees("Bạn cần hỗ trợ gì về mục 1.2 Học tập và làm theo")
    await chat.says("chưa mượn được sách ở thư viện")
    chat.sees("Đã gửi yêu cầu HT-", "báo cho 2 người", "Chậm nhất Thứ Hai 30/11/2026")
    binh = chat.other("binh")
    binh.got_told("Nguyễn Văn An (số 7) cần hỗ trợ về mục 1.2 Học tập", "chưa mượn được sách")
    await binh.picks("Trả lời")
    binh.sees("Bạn trả lời thế nào? Đoàn viên sẽ nhận đúng lời này.")
    await binh.says("mượn sách của chi đoàn nhé")
    binh.sees("Đã trả lời yêu cầu", "Không còn yêu cầu nào chờ bạn", "Hoàn tác (10 phút)")
    chat.got_told("Lê Thị Bình trả lời yêu cầu", "“mượn sách của chi đoàn nhé”", "Như vậy đã được chưa?")
    await chat.picks("Chưa được")
    chat.sees("Bạn còn thiếu điều gì?")
    await chat.says("chi đoàn chỉ có 1 cuốn")
    chat.sees("Đã gửi lại yêu cầu")
    cuong = chat.other("cuong")
    cuong.got_told("chưa mượn được sách ở thư viện\nchi đoàn chỉ có 1 cuốn")
    await cuong.picks("Xem yêu cầu")
    cuong.sees("đang chờ trả lời", "Trả lời (Lê Thị Bình, 08:00, Thứ Hai 23/11/2026)")
    await cuong.picks("Trả lời")
    await cuong.says("tôi mang thêm 2 cuốn vào thứ Tư")
    chat.got_told("tôi mang thêm 2 cuốn")
    await chat.picks("Được rồi")
    chat.sees("đã xong")
    cuong.got_told("đã được giải quyết")


async def test_the_queue_of_a_committee_says_who_what_and_how_long_ago(chat: Chat) -> None:
    await trains(chat)
    code = await asks_for_help(chat)
    chat.clock.passes(days=8)
    await chat.other("dung").says("/hotro chưa biết ghi mục nào")
    cuong = chat.other("cuong")
    await cuong.says("hotro")
    cuong.sees("2 yêu cầu chờ trả lời", f"{code} Nguyễn Văn An · chưa mượn được sách ở thư viện · 8 ngày trước")
    cuong.sees("· quá hạn trả lời", "Phạm Thu Dung · chưa biết ghi mục nào · vừa xong")
    await cuong.picks(code)
    cuong.sees(f"{code} · Nguyễn Văn An, số 7", "Về mục 1.2 Học tập", "· 8 ngày trước · đang chờ trả lời.")
    await cuong.says(f"traloi {code} mượn ở chi đoàn")
    cuong.sees("Còn 1 yêu cầu chờ.")
    await cuong.says("trả lời")
    cuong.sees("Phạm Thu Dung cần hỗ trợ", "Bạn trả lời thế nào?")
    await cuong.says("/hotro")
    await cuong.picks("Tôi cần hỗ trợ")
    cuong.sees("Bạn cần hỗ trợ gì về việc chung?")


async def test_the_first_answer_counts_and_the_other_hears_who_and_when(chat: Chat) -> None:
    await trains(chat)
    code = await asks_for_help(chat)
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await cuong.says(f"traloi {code}")
    await binh.says(f"traloi {code} mượn ở chi đoàn")
    chat.clock.passes(minutes=3)
    await cuong.says("mượn ở trường")
    cuong.sees("đã được Lê Thị Bình trả lời lúc 08:00", "“mượn ở chi đoàn”", "không cần làm gì")
    await chat.says(f"/hotro {code} xong")
    await cuong.says(f"traloi {code} mượn ở trường")
    cuong.sees("đã báo xong", "không cần trả lời nữa")
    assert len([screen for screen in chat.got if "trả lời" in screen.all]) == 1


async def test_nobody_else_learns_of_a_ticket_and_nobody_answers_their_own(chat: Chat) -> None:
    await trains(chat)
    code = await asks_for_help(chat)
    dung = chat.other("dung")
    for typed in (f"/hotro {code}", f"traloi {code} được", f"/hotro {code} xong"):
        await dung.says(typed)
        dung.sees("Bạn không có quyền xem yêu cầu này.")
        dung.sees_not("An", "sách")
    for typed in ("/traloi abc", "/hotro HT-22222 xong"):
        await dung.says(typed)
        dung.sees("chưa có mã yêu cầu đúng")
    binh = chat.other("binh")
    await binh.says("/hotro cần người thay tôi họp")
    binh.sees("Đã gửi yêu cầu", "báo cho 1 người")
    await binh.picks("Xem yêu cầu")
    binh.sees("đang chờ trả lời", "Được rồi")
    own = binh.screen.all.split("HT-")[1][:5]
    await binh.says(f"traloi HT-{own} tự trả lời")
    binh.sees("của chính bạn")


async def test_an_answer_is_taken_back_and_the_member_waits_again(chat: Chat) -> None:
    await trains(chat)
    code = await asks_for_help(chat)
    binh = chat.other("binh")
    await binh.says(f"traloi {code} mượn ở chi đoàn")
    await binh.picks("Hoàn tác (10 phút)")
    binh.sees("Đã hoàn tác", f"câu trả lời cho {code} (Nguyễn Văn An)")
    chat.got_told("vừa được người quyết định thu lại")
    await chat.says(f"hotro {code}")
    chat.sees("đang chờ trả lời")
    chat.sees_not("mượn ở chi đoàn")
    await chat.says("/nhatky")
    chat.sees("Lê Thị Bình trả lời · yêu cầu hỗ trợ", "Nguyễn Văn An xin hỗ trợ")
