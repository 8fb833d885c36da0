# /duyetnhieu: a committee confirms many registrations at once. /hoantac: what was just done is taken back.

menu-bulk = Duyệt nhiều phiếu

bulk-which = { -Ban } muốn xác nhận những phiếu nào? Bước sau sẽ hiện từng phiếu để { -ban } bỏ bớt.
    .title = Duyệt nhiều phiếu
    .all = Tất cả phiếu đang chờ ({ $all })
    .clear = Phiếu không có điểm nào cần hỏi lại ({ $clear })
    .on-time = Phiếu nộp đúng hạn ({ $on_time })
bulk-forms = Đang chọn { $chosen }/{ $all } phiếu. Bỏ chọn những phiếu { -ban } muốn xem riêng.
    .title = Duyệt nhiều phiếu · chọn phiếu
    .done = Tiếp: xem lại
    .typed = Gõ “bỏ” và mã phiếu để bỏ bớt, hoặc “tiếp”.
bulk-none = Chưa chọn phiếu nào. Hãy chọn ít nhất một phiếu.
bulk-row = { $code } { $name }, số { $roll }, lần { $version }{ $late }
bulk-late = {" "}· nộp muộn
bulk-sure = Xác nhận đúng { $count } phiếu này?
    { $list }
    .title = Duyệt nhiều phiếu · xem lại
    .yes = Xác nhận { $count } phiếu
    .no = Không, để sau
bulk-kept = Chưa xác nhận phiếu nào. { $count } phiếu vẫn đang chờ { -ban }.
    .queue = Xem từng phiếu
bulk-done = { $done ->
        [0] Không xác nhận được phiếu nào.
       *[other] Đã xác nhận { $done } phiếu. Bot đã báo cho từng đoàn viên.
    } { $left ->
        [0] Không còn phiếu nào chờ { -ban }.
       *[other] Còn { $left } phiếu chờ.
    }
    { $missed }
    .title = Duyệt nhiều phiếu · kết quả
    .undo = Hoàn tác cả đợt (10 phút)
    .next = Phiếu tiếp theo
bulk-missed-confirmed = Bỏ qua { $code } ({ $name }): đã được xác nhận trước ({ $by }).
bulk-missed-returned = Bỏ qua { $code } ({ $name }): đã được trả lại ({ $by }).
bulk-missed-recalled = Bỏ qua { $code } ({ $name }): đoàn viên đã rút lại để sửa.
bulk-missed-waits = Bỏ qua { $code } ({ $name }): quyết định trước vừa được thu lại, phiếu lại đang chờ.
bulk-missed-changed = Bỏ qua { $code } ({ $name }): đoàn viên vừa gửi bản mới.

undo-nothing = Trong { $minutes } phút vừa qua { -ban } không làm việc nào có thể hoàn tác.
    .title = Hoàn tác
undo-no-office = { -Ban } không còn giữ chức vụ ở đơn vị này, nên không hoàn tác được.
    .title = Hoàn tác
undo-too-late = Không hoàn tác được: { $kept }
    .title = Hoàn tác
    .open = Xem phiếu
undo-done = Đã hoàn tác: { $what }. Mọi thứ lại như trước khi { -ban } quyết định. Bot đã báo cho người có liên quan.
    .title = Đã hoàn tác
    .open = Xem phiếu
    .next = Phiếu tiếp theo
undo-batch = Đã hoàn tác { $count }/{ $all } việc: { $what }. Bot đã báo cho người có liên quan.
    { $kept }
    .title = Đã hoàn tác cả đợt
    .next = Phiếu tiếp theo
undo-more = { $what } và { $count } việc nữa
undo-kept = { $what } đã có thay đổi mới.
undo-kept-by = { $what } đã có thay đổi mới ({ $name } { $act }, { $at }).
undo-kept-line = Giữ nguyên: { $kept }
undo-operator = người quản trị
undo-of-form = phiếu { $code } ({ $name })
undo-of-assessment = việc trả lại bản tự đánh giá { $code } ({ $name })
undo-of-remark = việc miễn nhận xét { $code } ({ $name })
undo-of-rating = kết quả { $code } ({ $name })
undo-of-supplement = mục bổ sung { $code } ({ $name })
undo-of-ticket = câu trả lời cho { $code } ({ $name })
undo-of-appeal = đề nghị xem xét lại { $code } ({ $name })
undo-of-rating_round = đợt đánh giá của chi đoàn
undo-told = Quyết định về phiếu { $code } của { -ban } vừa được thu lại. Phiếu đang chờ ban chấp hành xem lại.
    .title = Phiếu chờ xem lại
undo-told-assessment = Bản tự đánh giá { $code } của { -ban } không còn bị trả lại: người trả lại vừa thu lại việc này. { -Ban } không cần sửa nữa.
    .title = Bản tự đánh giá đã ở chỗ ban chấp hành
undo-told-remark = Việc miễn nhận xét { $code } về { $name } vừa được thu lại: kết quả lại chờ nhận xét của đơn vị cũ.
    .title = Lại chờ nhận xét
    .open = Xem nhận xét { $code }
undo-told-result = Kết quả năm { $year } của { -ban } đang được { $unit } xem lại: đợt đánh giá vừa được mở lại. Kết quả đã báo trước đó chưa tính; { -ban } sẽ nhận kết quả mới khi đợt đóng.
    .title = Kết quả đang được xem lại
undo-told-other = Quyết định về { $what } vừa được người quyết định thu lại. { -Ban } sẽ nhận tin khi có quyết định mới.
    .title = Một quyết định được thu lại
