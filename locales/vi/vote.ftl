# /bieuquyet: members of a collective propose a grade for each other.

menu-vote = Biểu quyết

vote-none = Hiện không có ai để { -ban } biểu quyết. Chi đoàn sẽ báo khi lấy biểu quyết.
    .title = Biểu quyết
vote-whom = { $left ->
        [0] { -Ban } đã biểu quyết về cả { $count } người. Chọn một người nếu muốn đổi.
       *[other] Còn { $left }/{ $count } người { -ban } chưa biểu quyết. Chọn một người.
    }
    .title = Biểu quyết
vote-row = { $code } { $name }, số { $roll } · { $mine }
vote-not-yet = chưa biểu quyết
vote-grade = Theo { -ban }, { $name } (số { $roll }) năm { $year } nên được xếp mức nào? Chi đoàn chỉ thấy số phiếu, không thấy ai chọn mức nào.
    .title = Biểu quyết
vote-done = Đã ghi: { $name } – { $grade }. { -Ban } đổi được đến khi chi đoàn quyết định. { $left ->
        [0] { -Ban } đã biểu quyết về tất cả.
       *[other] Còn { $left } người.
    }
    .title = Đã biểu quyết
    .next = Người tiếp theo
    .change = Đổi lựa chọn
vote-too-late = Chi đoàn đã quyết định về { $name }: { $state }. Lựa chọn này chưa được ghi.
    .others = Những người khác
vote-own = { -Ban } không biểu quyết về chính mình.
    .others = Những người khác
vote-not-yours = { -Ban } không có quyền biểu quyết về người này.
    .others = Những người khác
vote-not-collective = Đợt xét này không lấy biểu quyết trong chat.
    .meeting = Về cuộc họp

vote-asked = { $unit } đang xét năm { $year }. Theo { -ban }, { $name } (số { $roll }) nên được xếp mức nào?
    .title = Biểu quyết
    .xuat-sac = Hoàn thành xuất sắc
    .tot = Hoàn thành tốt
    .hoan-thanh = Hoàn thành
    .khong-hoan-thanh = Không hoàn thành
vote-asked-all = { $unit } đang xét năm { $year } và cần { -ban } biểu quyết về từng người.
    .title = Biểu quyết
    .begin = Bắt đầu
vote-called = Bot đã gửi lời mời biểu quyết cho { $count } người có tài khoản. Mỗi ngày nhiều nhất một lời mời.
vote-called-one = Bot đã gửi lời mời biểu quyết về { $name } cho { $count } người có tài khoản. { -Ban } cũng biểu quyết được.
    .title = Lấy biểu quyết
    .card = Về { $name }
    .mine = Tôi biểu quyết
vote-duty = Chi đoàn cần { -ban } biểu quyết về { $left } người.
    .do = Biểu quyết
