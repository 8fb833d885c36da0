# /thongbao: a committee tells its branch something, and sees person by person what came of it.

menu-announce = Thông báo

announce-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
announce-nobody = Chưa có đoàn viên nào nhận được tin của bot, nên chưa gửi thông báo được. Hãy đưa mã tham gia cho đoàn viên để vào bot.
    .title = Thông báo
    .list = Thông báo đã gửi

## Writing it

announce-text = Thông báo điều gì? Viết từ { $least } đến { $most } ký tự: việc gì, lúc nào, ở đâu. Đoàn viên đọc đúng lời này.
    Xem thông báo đã gửi: gõ “/thongbao ketqua”.
    .title = Thông báo
announce-too-short = Nội dung mới có { $length } ký tự, ít nhất là { $least }. { -Ban } viết rõ hơn nhé.
announce-whom = Gửi cho ai?
    .title = Thông báo
announce-own = Đoàn viên { $unit }
announce-below = Đoàn viên các chi đoàn thuộc { $unit }
announce-said-text = Nội dung: { $text }
announce-said-whom = Gửi tới: { $whom }
announce-send = { $whom }
    { $members } đoàn viên, không tính { -ban }: { $reached } người nhận được{ $without ->
        [0] { "" }
       *[other] , { $without } người chưa có tài khoản
    }{ $blocked ->
        [0] { "" }
       *[other] , { $blocked } người đã chặn bot
    }.
    { $when }
    Đây không phải lời nhắc, nên ai đã tắt nhắc vẫn nhận.
    { $sections }
    .title = Xem lại trước khi gửi
    .send = Gửi cho { $reached } người
    .edit = Sửa { $n }
    .unclear = Bot chưa hiểu. Gõ “gửi” để gửi, hoặc “sửa 1” để sửa nội dung.
    .typed = Gõ “gửi” để gửi cho { $reached } người, “sửa 1” để sửa nội dung.
announce-now = Bot gửi ngay khi { -ban } chọn gửi.
announce-later = Bây giờ là giờ nghỉ hoặc ngày nghỉ của đơn vị. Bot gửi lúc { $at }.

announce-done = { $when } { -Ban } không nhận bản sao.
    Nội dung: { $text }
    .title = Đã ghi thông báo { $code }
    .result = Kết quả gửi
    .list = Thông báo đã gửi
announce-going-out = Bot đang gửi cho { $count } người.
announce-goes-out = Bot sẽ gửi cho { $count } người lúc { $at }.
announce-said-before = { $by } đã gửi đúng lời này lúc { $at } ({ $code }). Bot không gửi lần nữa. Muốn nhắc lại, { -ban } viết khác đi một chút.
    .title = Đã có thông báo này
    .result = Kết quả gửi
    .again = Viết thông báo khác
announce-told = { $text }
    Người gửi: { $by }. Viết lúc { $at }.
    .title = Thông báo của { $unit }
    .home = Trang chính
announce-by = { $name }, { $office } { $unit }

## What came of it

announce-list = { $lines }
    { $where }
    .title = Thông báo đã gửi
    .write = Viết thông báo
announce-none = Chưa có thông báo nào.
announce-row = { $code }, { $at }, { $by }, { $count } người: { $text }
announce-no-code = Bot không tìm thấy mã này. Mã thông báo có dạng TB-7F3K9, { -ban } kiểm tra lại nhé.
    .list = Thông báo đã gửi
announce-not-visible = { -Ban } không có quyền xem thông báo này.
    .list = Thông báo đã gửi
announce-result = { $summary }
    { $lines }
    { $hidden }
    { $where }
    { $said }
    .title = { $code } · Kết quả gửi
    .refresh = Xem lại
    .list = Thông báo đã gửi
announce-summary = { $count } người: đã gửi { $sent }, đang chờ { $waiting }, chưa tới { $missed }{ $unknown ->
        [0] { "" }
       *[other] , không rõ { $unknown }
    }{ $forgotten ->
        [0] { "" }
       *[other] , không còn lưu { $forgotten }
    }.{ $missed ->
        [0] { "" }
       *[other] { " " }Ai chưa tới, { -ban } báo trực tiếp giúp.
    }
announce-line = { $unit } số { $roll } { $name }: { $what }
announce-came-sent = đã gửi lúc { $at }, qua { $channel }
announce-came-waiting = đang chờ, gửi từ { $at }
announce-came-blocked = chưa tới, đã chặn bot
announce-came-no-account = chưa tới, chưa có tài khoản
announce-came-lost = chưa tới, tài khoản không còn dùng
announce-came-refused = chưa tới, ứng dụng nhắn tin không nhận
announce-came-held = chưa gửi, bot đang chạy thử
announce-came-withdrew = không gửi, đã rút lại sự đồng ý
announce-came-unknown = không rõ đã tới hay chưa
announce-came-forgotten = kết quả chỉ giữ 90 ngày
announce-numbers-only = Họ tên chỉ hiện với cấp trên trực tiếp.
announce-said = { $by } ({ $unit }) viết lúc { $at }: { $text }
