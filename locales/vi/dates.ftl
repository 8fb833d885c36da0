### Ngày, giờ và thời hạn

date-day = { $weekday ->
    [1] Thứ Hai
    [2] Thứ Ba
    [3] Thứ Tư
    [4] Thứ Năm
    [5] Thứ Sáu
    [6] Thứ Bảy
   *[7] Chủ Nhật
} { $date }
date-time = { $clock }, { $day }

## Cách đây bao lâu

ago-now = vừa xong
ago-minutes = { $count } phút trước
ago-hours = { $count } giờ trước
ago-yesterday = hôm qua
ago-days = { $count } ngày trước

## Thời hạn của một nội dung, dạng ngắn và dạng đầy đủ

due-month = tháng { $month }/{ $year }
due-quarter = quý { $quarter }/{ $year }
due-year = năm { $year }
due-until = { $due } (đến { $day })
due-year-until = cả năm { $year } (đến { $day })

## Khi thời hạn chưa dùng được

due-not-understood = Chưa hiểu thời hạn “{ $typed }”. Hãy ghi ngày, tháng, quý hoặc năm, ví dụ: 15/03, tháng 3, quý 2, cuối năm.
due-no-such-date = Trong lịch không có “{ $typed }”. Hãy kiểm tra rồi ghi lại, ví dụ: 15/03, tháng 3, quý 2, cuối năm.
due-ambiguous = “{ $typed }” có thể là: { $choices }. Hãy chọn một hạn.
due-past = Hạn { $due } đã qua. Hãy chọn một hạn từ hôm nay đến { $latest }.
due-late = Hạn muộn nhất là { $latest }, ngày chi đoàn đánh giá. Hạn { $due } muộn hơn ngày đó. Hãy chọn một hạn sớm hơn.
due-closed = Đã qua ngày chi đoàn đánh giá ({ $latest }) nên không đặt thêm hạn được nữa. Nếu cần, hãy hỏi bí thư chi đoàn.
