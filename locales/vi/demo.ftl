# renluyen demo: the sample province on a page, and in a terminal.

## In the terminal

demo-welcome = Rèn Luyện – bản chạy thử. Mọi đơn vị và con người ở đây đều là hư cấu.
    Hôm nay là { $today }. Tỉnh mẫu có { $members } đoàn viên; chương trình rèn luyện năm 2027 đang mở.
    Mã chi đoàn: { $codes }
    Gõ như đang nhắn tin cho bot. Dòng bắt đầu bằng dấu hai chấm là lệnh của bản chạy thử:
    :ai – xem mọi người: ngày sinh, chức vụ, đã liên kết hay chưa
    :la 12A1/1 – cầm điện thoại của người khác (12A1/1 là bí thư chi đoàn)
    :ngay 08/12/2026 – chuyển đến 8 giờ sáng ngày đó, lúc bot nhắc việc
    :thoat – kết thúc
    Các dòng có dấu “|” được dán cùng một lúc là một tin nhắn.
demo-you-are = Bạn đang cầm điện thoại của { $who }.
demo-not-linked = Điện thoại này chưa liên kết với bot. Gõ mã chi đoàn để bắt đầu.
demo-born = sinh { $day }
demo-linked = đã liên kết
demo-no-such-person = Không có người đó. Ghi dạng :la 12A1/1. Gõ :ai để xem mọi người.
demo-today = Hôm nay là { $today }, 8 giờ sáng.
demo-not-a-day = Ghi ngày dạng :ngay 08/12/2026, sau hôm nay ({ $today }).
demo-unknown = Không có lệnh đó. Các lệnh: :ai, :la 12A1/1, :ngay 08/12/2026, :thoat.
demo-message-to = Tin tới { $who }:
demo-bye = Hết phần chạy thử.

## The page: what it says in the terminal that started it

demo-page-sets-up = Đang dựng tỉnh mẫu…
demo-page-at = Mở trang này trong trình duyệt: { $address }
    Bấm Ctrl-C để kết thúc.
demo-port-taken = Cổng { $port } đang bận. Cổng { $free } còn trống: renluyen demo --port { $free }

## The page: what is this, what to do now

demo-title = Rèn Luyện: chạy thử
demo-lead = Đoàn viên đăng ký rèn luyện, bí thư xác nhận, tất cả bằng tin nhắn.
    .more = Mọi người ở đây đều hư cấu; mỗi máy đổi được người cầm.
demo-step-telegram = Đăng ký
    .do = Máy của An, đoàn viên. Bấm “Đăng ký ngay”, chọn một mục, kéo xuống bấm “Tiếp”. Trả lời như ví dụ, rồi bấm gửi.
demo-step-zalo = Xác nhận
    .do = Máy của Bình, bí thư. Zalo không có nút nên gõ chữ. Khi có tin “1 phiếu mới”, gõ duyet, rồi 1, rồi 1.
demo-step-web = Nhắc việc
    .do = Máy của Cường, phó bí thư, chưa đăng ký. Bấm “8/12” ở ô Đồng hồ: bot nhắc người chưa gửi phiếu.

## The phones

demo-phones = Ba điện thoại
demo-of = { $channel } · máy của
demo-branch = Chi đoàn { $branch }
demo-on = đã liên kết
demo-off = chưa liên kết
demo-joins = Để liên kết: mã chi đoàn { $code }, sinh ngày { $birth }.
demo-begin = bắt đầu
demo-new = có tin mới

## The clock, the tray, a new start

demo-clock = Đồng hồ
demo-clock-day = Đến 8 giờ sáng ngày
demo-clock-go = Chuyển
demo-clock-hour = 1 giờ sau
demo-clock-morning = Sáng hôm sau
demo-clock-week = { $day }: còn 7 ngày
demo-clock-last = { $day }: hạn cuối
demo-clock-late = { $day }: quá hạn
demo-clock-stays = Đồng hồ chỉ chạy tới: sau hôm nay ({ $today }), chậm nhất { $last }. Chưa có gì thay đổi.
demo-tray = Tin bot tự gửi
demo-tray-empty = Chưa có tin nào. Khi An gửi phiếu, bot sẽ tự báo cho bí thư.
demo-tray-hint = Bấm một tin để cầm máy của người nhận.
demo-anew = Làm lại từ đầu
demo-anew-sure = Làm lại từ đầu? Mọi tin nhắn và phiếu trong bản chạy thử sẽ mất.
demo-anew-yes = Làm lại
demo-anew-no = Không, giữ lại
demo-anew-working = Đang dựng lại tỉnh mẫu…
demo-elsewhere = Trang chạy thử đang mở ở một thẻ khác của trình duyệt. Mỗi lúc chỉ một thẻ dùng được. Không mất gì cả.
demo-here = Dùng ở thẻ này
demo-gone = Bản chạy thử đã dừng. Hãy chạy lại make demo; trang sẽ tự nối lại.
