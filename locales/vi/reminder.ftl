# What the clock sends by itself: steps that are owed, in one message a day.

reminder-before = Việc còn lại: { $what }{ $draft }. Hạn { $deadline }, còn { $days } ngày. Mất khoảng { $minutes } phút.
    { $last }
reminder-today = Việc còn lại: { $what }{ $draft }. Hôm nay là hạn cuối ({ $deadline }). Mất khoảng { $minutes } phút.
    { $last }
reminder-after = Hạn { $deadline } đã qua, { -ban } chưa { $what }{ $draft }. { $late }
    Bot không tự nhắc việc này nữa.
reminder-draft = { " " }(đã soạn { $done }/{ $chosen } mục)
reminder-last = Đây là lần nhắc cuối trước hạn.
reminder-nth = { $n }. { $text }

reminder-title-before = Nhắc việc · còn { $days } ngày
reminder-title-today = Nhắc việc · hạn cuối hôm nay
reminder-title-after = Nhắc việc · đã quá hạn
reminder-title-many = Nhắc việc · { $count } việc

reminder-what-registration = gửi phiếu đăng ký { $year }
reminder-what-returned = sửa phiếu đăng ký { $year } được trả lại rồi gửi lại
reminder-what-interim = tự đánh giá giữa kỳ { $year }
reminder-what-self = tự đánh giá cuối năm { $year }
reminder-what-entry = xác nhận phiếu và nhập phần mềm cho { $unit }
reminder-what-rating = đánh giá, xếp loại và gửi kết quả của { $unit }

reminder-late-registration = { -Ban } vẫn gửi được; phiếu sẽ ghi là nộp muộn và cần ban chấp hành đồng ý.
reminder-late-interim = Ban chấp hành vẫn muốn nghe { -ban } nói về khó khăn: gõ “hỗ trợ”.
reminder-late-self = { -Ban } vẫn gửi được cho đến khi chi đoàn xếp loại.
reminder-late-entry = Cấp trên thấy chi đoàn đã quá hạn.
reminder-late-rating = Cấp trên thấy chi đoàn đã quá hạn.

reminder-do-registration = Đăng ký ngay
reminder-do-returned = Sửa phiếu
reminder-do-interim = Tự đánh giá giữa kỳ
reminder-do-self = Tự đánh giá
reminder-do-entry = Mở bước nhập { $unit }
reminder-do-rating = Mở đánh giá { $unit }
reminder-resume = Làm tiếp phiếu đăng ký
reminder-snooze = Nhắc lại sau
reminder-quiet = Tắt nhắc
