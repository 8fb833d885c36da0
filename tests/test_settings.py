"""/caidat: what counts and why, changed within the limits above; what forms go by is frozen or looked at again."""

from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above


async def test_a_day_is_changed_with_its_effect_shown_before(chat: Chat) -> None:
    """products.md row 97: allowed values, preview, history."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await minh.says("/caidat")
    minh.sees("Cài đặt 2027 · DTHPT Đoàn trường", "Hạn gửi phiếu đăng ký: Thứ Ba 15/12/2026 (mặc định)")
    await minh.picks("Hạn đánh giá: ")
    minh.sees("Hạn đánh giá hiện là Chủ Nhật 10/10/2027 (mặc định; nguồn: PN-09)", "một ngày, ví dụ 15/12/2026")
    await minh.says("bao giờ cũng được")
    minh.sees("Giá trị này không dùng được")
    await minh.says("1/10/2027")
    minh.sees("Hạn đánh giá: Chủ Nhật 10/10/2027 → Thứ Sáu 01/10/2027")
    minh.sees("Hạn tự đánh giá: Thứ Năm 30/09/2027 → Thứ Ba 21/09/2027", "Ảnh hưởng 2 chi đoàn, 12 đoàn viên.")
    await minh.picks("Đổi")
    minh.sees("Đã đặt Hạn đánh giá: Thứ Sáu 01/10/2027.")
    await minh.picks("Ai đã đổi gì")
    minh.sees("Đỗ Quang Minh đặt Hạn đánh giá: Thứ Sáu 01/10/2027")
    await minh.says("caidat")
    minh.sees("Hạn đánh giá: Thứ Sáu 01/10/2027 (do DTHPT đặt)")


async def test_grades_keep_their_order_and_words_are_chosen(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat")
    await minh.says("ngưỡng xuất sắc")
    minh.sees("Ngưỡng xuất sắc (%) hiện là 90", "Nhận: 1–100")
    await minh.says("70%")
    minh.sees("Ngưỡng xuất sắc phải cao hơn ngưỡng tốt")
    await minh.says("95%")
    minh.sees("Ngưỡng xuất sắc (%): 90 → 95")
    await minh.picks("Không đổi")
    minh.sees("Chưa có gì thay đổi.")
    await minh.says("caidat lich su")
    minh.sees("Chưa ai đổi gì.")


async def test_once_forms_exist_what_they_were_sent_under_stays_and_the_rest_is_looked_at_again(chat: Chat) -> None:
    """products.md rows 45 and 98: frozen and explained; with a reason, and every form that is concerned listed."""
    minh = await somebody_sits_above(chat)
    code = await registers(chat)
    await minh.says("/caidat")
    minh.sees("Đã có 1 phiếu theo các quy định này")
    await minh.says("ngưỡng xuất sắc")
    minh.sees("Không đổi được nữa, vì đã có 1 phiếu", "nguồn: PN-24")
    await minh.says("/caidat")
    await minh.says("số mục tối thiểu")
    await minh.says("3")
    minh.sees("Lý do?")
    await minh.says("Thông báo mới của quận")
    minh.sees("Số mục tối thiểu: 1 → 3", "Lý do: Thông báo mới của quận")
    await minh.picks("Đổi")
    minh.sees("1 phiếu trái quy định mới", f"{code} (12A1, số 7): ít mục hơn mức tối thiểu")
    chat.other("binh").got_told("Cấp trên vừa đặt Số mục tối thiểu: 3", f"{code} (12A1, số 7)")
    await minh.says("caidat lich su")
    minh.sees("Lý do: Thông báo mới của quận")


async def test_a_branch_only_proposes(chat: Chat) -> None:
    """domain.md 4.3."""
    minh = await somebody_sits_above(chat)
    binh = chat.other("binh")
    await binh.says("/caidat")
    await binh.says("số mục tối thiểu")
    await binh.says("2")
    await binh.says("Chi đoàn muốn mỗi bạn hai mục")
    binh.sees("Chi đoàn chỉ đề nghị; Đoàn trường THPT Hòa Bình quyết định.")
    await binh.picks("Gửi đề nghị")
    binh.sees("Đã gửi đề nghị cho ban chấp hành Đoàn trường")
    minh.got_told("Chi đoàn 12A1 (Lê Thị Bình) đề nghị đặt Số mục tối thiểu: 2", "mỗi bạn hai mục")
    await binh.says("caidat lich su")
    binh.sees("Chưa ai đổi gì.")
    await chat.says("/caidat")
    chat.sees("Lệnh này dành cho ban chấp hành")
