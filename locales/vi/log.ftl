# /nhatky: who did what, when, through which channel. Each act of the record is a phrase after a name.

log-act-sent = gửi phiếu
log-act-recalled = rút lại phiếu
log-act-opened = mở xem phiếu
log-act-confirmed = xác nhận
log-act-returned = trả lại
log-act-undone = hoàn tác
log-act-other = ghi một việc
log-act-app-marked = ghi là đã cài ứng dụng
log-act-app-unmarked = bỏ ghi là đã cài ứng dụng
log-act-heads-counted = ghi số đoàn viên trên phần mềm
log-act-entered = ghi phiếu là đã nhập phần mềm
log-act-not-entered = bỏ ghi phiếu là đã nhập phần mềm
log-act-entry-done = báo xong bước nhập phần mềm
log-act-entry-overridden = báo xong bước nhập phần mềm dù còn điều kiện chưa đạt
log-act-entry-reopened = mở lại bước nhập phần mềm
