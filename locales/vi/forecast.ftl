# /dukien and /sonhac: who would be told what on a day ahead; who was told what, and what came of it.

menu-forecast = Dự kiến nhắc
menu-told = Sổ nhắc việc

forecast-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
forecast-not-yours = { -Ban } không có quyền xem đơn vị này.
    .next = Đơn vị của tôi
forecast-unknown = Bot chưa hiểu “{ $typed }”. Gõ: dukien, hoặc dukien và một ngày sắp tới, ví dụ dukien 8/12.
    .next = Ngày nhắc gần nhất
forecast-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị muốn xem.
    .title = Dự kiến nhắc
forecast-no-year = { $unit } chưa có chương trình nào đang mở, nên chưa có việc gì để nhắc.
    .title = Dự kiến nhắc
    .units = Các đơn vị
forecast-day = { $when } { $summary }
    { $steps }
    { $units }
    { $hidden }
    .title = { $unit } · Dự kiến nhắc { $day }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .names = Xem từng người
    .before = Ngày trước: { $day }
    .after = Ngày sau: { $day }
forecast-when = { $days ->
        [0] Hôm nay, từ lúc này ({ $day }).
        [1] Ngày mai ({ $day }).
       *[other] { $day }, còn { $days } ngày.
    }
forecast-summary = { $told ->
        [0] { $passed ->
            [0] Không nhắc ai.
           *[other] Không ai nhận tin; { $passed } người còn việc nhưng không được nhắc.
        }
       *[other] { $told } người nhận tin{ $passed ->
            [0] { "" }
           *[other] , { $passed } người còn việc nhưng không được nhắc
        }. Tính theo tình hình lúc này; ai làm xong trước thì không bị nhắc.
    }
forecast-step = { $step }: { $told ->
        [0] không ai nhận
       *[other] { $told } người, qua { $channels }{ $maybe }
    }{ $passed ->
        [0] { "" }
       *[other] ; không nhắc { $passed } người: { $reasons }
    }.
forecast-maybe = , nếu sáng đó có gì để báo
forecast-count = { $what } { $count }
forecast-unit = { $unit } { $name }: { $told } người nhận, { $passed } không
forecast-numbers-only = Họ tên chỉ hiện với cấp trên trực tiếp.
forecast-hidden = Ở đây chỉ có số liệu. Họ tên chỉ hiện với ban chấp hành chi đoàn và cấp trên trực tiếp.
    .back = Xem số liệu
forecast-names = { $lines }
    .title = { $unit } · Dự kiến nhắc { $day }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .back = Xem số liệu
forecast-nobody = Ngày này không nhắc ai.
forecast-person = số { $roll } { $name }: { $what }
forecast-gets = { $steps }, qua { $channel }
forecast-not = không nhắc { $step }, { $reason }

## The ledger: the own rows

told-unknown = Bot chưa hiểu “{ $typed }”. Gõ: sonhac, sonhac toi, hoặc sonhac và tên việc: dangky, giuaky, danhgia, phanmem, hop.
    .own = Bot đã nhắc tôi
told-not-yours = { -Ban } không có quyền xem đơn vị này.
    .own = Bot đã nhắc tôi
told-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị muốn xem.
    .title = Sổ nhắc việc
told-own = Bot đã nhắc { -ban }, lần mới nhất ở trên:
    { $lines }
    .title = Bot đã nhắc { -ban }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .unit = Sổ nhắc việc của đơn vị
    .wishes = Đổi cách nhắc
told-own-nothing = Bot chưa nhắc { -ban } việc gì.
    .title = Bot đã nhắc { -ban }
    .unit = Sổ nhắc việc của đơn vị
    .wishes = Đổi cách nhắc
told-own-line = { $what }: { $came }
told-came-sent = đã gửi lúc { $at }, qua { $channel }{ $received }{ $opened }
told-came-planned = chờ gửi lúc { $at }{ $why }
told-came-claimed = đang gửi
told-came-skipped = không gửi{ $why }
told-came-failed = gửi không được lúc { $at }{ $why }
told-came-expired = không gửi{ $why }
told-came-unknown = không rõ đã đến chưa, gửi lúc { $at }
told-received = ; tới máy lúc { $at }
told-opened = ; mở việc lúc { $at }
told-why = , { $why }
told-refused = ứng dụng nhắn tin không nhận

## The ledger of a unit

told-steps = { $lines }
    .title = { $unit } · Sổ nhắc việc
    .own = Bot đã nhắc tôi
told-nothing = Chưa nhắc ai việc gì trong năm này.
told-line = { $what }: { $sum }
told-sum = đã gửi { $sent } lượt{ $opened ->
        [0] { "" }
       *[other] , { $opened } lượt mở việc sau đó
    }{ $missed ->
        [0] { "" }
       *[other] ; không tới { $missed }
    }{ $passed ->
        [0] { "" }
       *[other] ; không gửi { $passed }
    }{ $waiting ->
        [0] { "" }
       *[other] ; chờ gửi { $waiting }
    }{ $reasons }.
told-reasons = { " " }({ $reasons })
told-step = { $days }
    { $lines }
    .title = { $unit } · Sổ nhắc việc: { $step }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .steps = Các việc khác
told-person = số { $roll } { $name }: { $times ->
        [0] { "" }
       *[other] { $times } lần, lần cuối{ " " }
    }{ $came }
