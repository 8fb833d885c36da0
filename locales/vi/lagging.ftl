# /aichua: who has not done a step, a nudge, a text for the branch's own group, whom somebody must call.

menu-lagging = Ai chưa làm

lagging-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
lagging-not-yours = { -Ban } không có quyền xem đơn vị này.
    .all = Đơn vị của tôi
lagging-unknown = Bot chưa hiểu “{ $typed }”. Gõ: aichua, hoặc aichua và tên việc: dangky, giuaky, danhgia, phanmem, hop. Ví dụ: aichua dangky.
    .all = Xem tất cả
lagging-nothing = { $unit } chưa có đoàn viên hoặc chưa có chương trình nào đang mở, nên không có việc nào phải làm.
    .title = Ai chưa làm
    .units = Các đơn vị
lagging-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị muốn xem.
    .title = Ai chưa làm

## The steps

lagging-name-registration = Gửi phiếu đăng ký { $year }
lagging-name-entry = Nhập phần mềm { $year }
lagging-name-interim = Tự đánh giá giữa kỳ { $year }
lagging-name-self = Tự đánh giá cuối năm { $year }
lagging-name-rating = Đánh giá, xếp loại { $year }
lagging-when = { $state ->
        [before] { $day }, còn { $days } ngày
        [today] hôm nay, { $day }
       *[after] { $day }, đã quá { $days } ngày
    }
lagging-when-several = mỗi đơn vị một khác, sớm nhất { $when }
lagging-steps = Chọn một việc để xem ai chưa làm.
    { $lines }
    .title = { $unit } · Ai chưa làm
lagging-step-people = { $step } (hạn { $when }): { $count ->
        [0] không ai phải làm
       *[other] { $count } người chưa
    }{ $units ->
        [0] { "" }
       *[other] , ở { $units } đơn vị
    }
lagging-step-units = { $step } (hạn { $when }): { $units ->
        [0] không đơn vị nào phải làm
       *[other] { $units } đơn vị chưa xong
    }

## The units below

lagging-units = { $head }
    { $todo }
    { $lines }
    { $rest ->
        [0] { "" }
       *[other] { $rest } đơn vị khác đã xong.
    }
    .title = { $unit } · { $step }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
lagging-sum-people = { $count ->
        [0] Hiện không ai phải làm việc này
       *[other] { $count }/{ $whole } người chưa, ở { $units } đơn vị
    }. Hạn: { $when }.
lagging-sum-units = { $count ->
        [0] Hiện không đơn vị nào phải làm việc này
       *[other] { $count }/{ $whole } đơn vị chưa xong
    }. Hạn: { $when }.
lagging-unit-people = { $unit }: { $count }/{ $whole } chưa
lagging-unit-units = { $unit }: { $count }/{ $whole } đơn vị chưa xong
lagging-unit-committee = { $unit }: chưa xong{ $told }
lagging-unit-told = ; { $told }

## By name

lagging-people = { $head }
    { $todo }
    { $lines }
    { $where }
    .title = { $unit } · { $step }
lagging-numbers = { $head }
    Họ tên chỉ hiện với cấp trên trực tiếp.
    .title = { $unit } · { $step }
lagging-numbers-only = Ở đây chỉ có số liệu. Muốn nhắc, hãy mở từng chi đoàn; họ tên chỉ hiện với ban chấp hành chi đoàn và cấp trên trực tiếp.
    .back = Xem số liệu
lagging-head-people = { $count ->
        [0] Hiện không ai phải làm việc này
       *[other] { $count }/{ $whole } người chưa
    }. Hạn: { $when }.
lagging-head-committee = { $count ->
        [0] Chi đoàn đã xong việc này
       *[other] Chi đoàn chưa xong; ban chấp hành có { $count } người
    }. Hạn: { $when }.
lagging-member = số { $roll } { $name }
lagging-row = { $who }: { $state }; { $told }
lagging-row-committee = { $who }: { $told }
lagging-row-excused = { $who }: { $why }, không tính
lagging-state-none = chưa gửi
lagging-state-returned = bị trả lại, chưa gửi lại
lagging-state-recalled = đã rút lại, chưa gửi lại
lagging-excused-paper = đăng ký bằng giấy
lagging-excused-wait = chờ hướng dẫn (mở bằng lệnh moidangky)
lagging-excused-closed = đã hết hạn, không nhận nữa
lagging-told = { $days ->
        [0] đã nhắc hôm nay
        [1] đã nhắc hôm qua
       *[other] đã nhắc { $days } ngày trước
    }
lagging-told-never = chưa nhắc lần nào
lagging-told-waiting = lời nhắc đang chờ gửi
lagging-told-quiet = đã tắt nhắc
lagging-silence-never = chưa liên kết tài khoản
lagging-silence-waiting = tài khoản chờ ban chấp hành đồng ý
lagging-silence-ended = đã gỡ liên kết tài khoản
lagging-silence-blocked = đã chặn bot
lagging-silence-lost = tài khoản không còn dùng được
lagging-do-nhac = { $units ->
        [0] Nhắc { $count } người
       *[other] Nhắc { $units } đơn vị
    }
lagging-do-nhom = Văn bản cho nhóm
lagging-do-khong = Không liên lạc được ({ $count })
lagging-other = Bước khác

lagging-now-nudge = Bot nhắc được { $count } người.
lagging-now-told = Hôm nay đã nhắc mọi người nhắc được.
lagging-now-call = Cần gọi { $count } người bot không liên lạc được.

## The nudge

lagging-too-early = Bot bắt đầu nhắc việc này từ { $day }. Trước ngày đó hãy nhắn vào nhóm của chi đoàn.
lagging-too-late = Bot chỉ kịp nhắc việc này đến hết { $day }. Từ bây giờ hãy nhắn vào nhóm hoặc gọi từng người.
lagging-nudge = Bot sẽ nhắc { $count } người: { $names }.
    { $when }
    { $left }
    .title = Nhắc · { $step }
    .yes = Nhắc { $count } người
    .no = Không nhắc
lagging-goes-now = Bot gửi ngay.
lagging-goes-later = Bây giờ là giờ nghỉ hoặc ngày nghỉ, bot gửi lúc { $at }.
lagging-left = { $count } người không được nhắc: { $reasons }.
lagging-why-told = { $count } đã nhận tin nhắc hôm nay
lagging-why-waiting = { $count } có lời nhắc đang chờ gửi
lagging-why-quiet = { $count } đã tắt nhắc
lagging-why-snoozed = { $count } đã hẹn nhắc lại sau
lagging-why-frequency = { $count } chỉ muốn nhắc ít lần
lagging-why-tried = { $count } hôm nay bot đã thử mà không nhắc được
lagging-why-no-account = { $count } chưa có tài khoản
lagging-why-unreachable = { $count } bot không gửi tới được
lagging-nobody-left = Hiện không ai phải làm việc này.
lagging-nobody-to-nudge = Bot không nhắc thêm ai. { $left }
    Mỗi ngày mỗi người chỉ nhận một tin nhắc.
    .title = Nhắc · { $step }
    .back = Xem danh sách
lagging-not-nudged = Bot chưa nhắc ai.
    .back = Xem danh sách
lagging-nudged = { $when } Mỗi ngày mỗi người chỉ nhận một tin nhắc.
    { $first ->
        [0] { "" }
       *[other] { $first } người vừa được nhắc rồi, bot không nhắc thêm.
    }
    { $left }
    .title = Đã ghi lời nhắc cho { $count } người
    .back = Xem danh sách

## A text for the branch's own group

lagging-group = { $unit } nhắc: { $what }.
    Hạn: { $when }. Mất khoảng { $minutes } phút.
    { $who }
    Cách làm: nhắn riêng cho bot, gõ “{ $word }”.{ $code }
    .bare = Chỉ ghi số người
    .named = Ghi cả tên
    .back = Xem danh sách
lagging-own-branch = chi đoàn mình
lagging-group-code = { " " }Ai chưa vào bot thì nhắn cho bot mã { $code }.
lagging-group-people = Còn { $count } { -ban } chưa làm{ $names }.
lagging-group-units = Còn { $count } đơn vị chưa xong{ $names }.
lagging-more-people = { $names } và { $more } người khác
lagging-more-units = { $names } và { $more } đơn vị khác
lagging-nobody = Hiện không ai phải làm việc này, nên không cần nhắc nhóm.
    .title = { $step }
    .back = Xem danh sách

## Whom somebody must call

lagging-calls = Hãy gọi hoặc nhắn riêng từng người. Câu để nói: “Chào { -ban }, { $unit } nhắc { -ban } { $what }, hạn { $when }.{ $code } Vướng ở đâu { -ban } báo lại nhé.”
    { $lines }
    { $where }
    .title = Không liên lạc được · { $count } người
    .back = Xem danh sách
lagging-calls-code = { " " }{ -Ban } nhắn cho bot mã { $code } để vào.
lagging-call = { $who }: { $why }{ $last }{ $phone }
lagging-silence-since = , từ { $day }
lagging-silence-last = , tin cuối tới được ngày { $day }
lagging-phone = ; điện thoại { $phone }
lagging-all-reached = Bot liên lạc được với mọi người chưa làm việc này.
    .title = { $step }
    .back = Xem danh sách
