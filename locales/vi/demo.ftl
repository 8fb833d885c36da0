# renluyen demo: the sample province in a terminal.

demo-welcome = Rèn Luyện – chạy thử. Tỉnh mẫu có { $members } đoàn viên hư cấu. Hôm nay là { $today } (ngày giả định).
    Bạn đang cầm điện thoại của { $who }. Gõ như khi nhắn cho bot.
    Mã tham gia: { $codes }
    Lệnh của bản chạy thử: “:ai” xem những người có thể vào vai; “:la 12A1/1” đổi người; “:ngay 08/12/2026” đổi ngày (bot nhắc việc buổi sáng); “:thoat” kết thúc.
demo-person = { $where } { $name }{ $office }{ $linked }
demo-office = { " " }({ $office })
demo-linked = { " " }· đã liên kết
demo-now-you-are = Bạn đang cầm điện thoại của { $where } { $name }.
demo-no-such-person = Không có người đó. Ghi dạng chi-đoàn/số-thứ-tự, ví dụ 12A1/7.
demo-today = Hôm nay là { $today }.
demo-not-a-day = Chưa hiểu ngày. Ghi dạng 08/12/2026, không sớm hơn hôm nay.
demo-unknown = Không có lệnh đó. Các lệnh: “:ai”, “:la 12A1/1”, “:ngay 08/12/2026”, “:thoat”.
demo-message-to = Tin tới { $where } { $name }:
demo-bye = Hết phần chạy thử.
