# renluyen demo: the sample province in a terminal.

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
