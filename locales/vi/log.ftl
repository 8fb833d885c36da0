# /nhatky: who did what, when, through which channel. Each act of the record is a phrase that follows a name.

menu-log = Nhật ký

log-own = { $lines }
    .title = Nhật ký của { -ban }
    .unit = Nhật ký của đơn vị
log-unit = { $lines }
    .title = Nhật ký · { $unit }
    .choose = Chọn đơn vị
    .own = Việc về { -ban }
log-thing = { $lines }
    .title = Nhật ký · { $thing }
    .all = Toàn bộ nhật ký
log-choice = Xem nhật ký của đơn vị nào?
    .title = Nhật ký
log-empty = Chưa có việc nào được ghi.
log-not-visible = { -Ban } không có quyền xem nhật ký này.

log-line = { $at } · { $did }
log-with-reason = { $line }
    Lý do: { $reason }
log-did = { $who } { $act }
log-about = về { $who }
log-undone-whole = đã được hoàn tác
log-undone-partly = đã hoàn tác một phần
log-more = và { $count } việc khác cùng lúc
log-operator = Người quản trị
log-nameless = Một người đã rời chương trình
log-channel-other = kênh khác

log-position = { $thing }, mục { $n }
log-thing-form = phiếu { $code }
log-thing-rating = kết quả { $code }
log-thing-assessment = bản tự đánh giá { $code }
log-thing-supplement = mục bổ sung { $code }
log-thing-ticket = yêu cầu hỗ trợ { $code }
log-thing-appeal = đề nghị xem xét lại { $code }
log-thing-remark = nhận xét { $code }
log-thing-activity = hoạt động { $code }
log-thing-quiz = bộ câu hỏi { $code }
log-thing-inspection = đợt kiểm tra { $code }
log-thing-rating_round = đợt đánh giá của chi đoàn

log-act-sent = gửi
log-act-recalled = rút lại
log-act-opened = mở xem
log-act-confirmed = xác nhận
log-act-returned = trả lại
log-act-undone = hoàn tác việc trước đó
log-act-other = ghi một việc
log-act-appointed = giao chức vụ
log-act-paper = ghi là đăng ký bằng giấy
log-act-not-paper = bỏ ghi đăng ký bằng giấy
log-act-consented = đồng ý cho dùng dữ liệu
log-act-linked = liên kết tài khoản
log-act-asked-to-link = xin liên kết thêm tài khoản
log-act-unlinked = gỡ liên kết tài khoản
log-act-app-marked = ghi là đã cài ứng dụng
log-act-app-unmarked = bỏ ghi đã cài ứng dụng
log-act-heads-counted = ghi số đoàn viên trên phần mềm
log-act-entered = ghi phiếu là đã nhập phần mềm
log-act-not-entered = bỏ ghi phiếu đã nhập phần mềm
log-act-entry-done = báo xong bước nhập phần mềm
log-act-entry-overridden = báo xong bước nhập phần mềm dù còn điều kiện chưa đạt
log-act-entry-reopened = mở lại bước nhập phần mềm
