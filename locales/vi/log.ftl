# /nhatky: who did what, when, through which channel. Each act of the record is a phrase after a name.

log-act-sent = gửi phiếu
log-act-recalled = rút lại phiếu
log-act-opened = mở xem phiếu
log-act-confirmed = xác nhận
log-act-returned = trả lại
log-act-undone = hoàn tác
log-act-other = ghi một việc
