# What a committee is told in the morning, once a month, and of branches below it that are overdue.

digest-title = { $unit } · { $early ->
    [1] sáng { $day }
   *[other] { $day }
}
digest-forms = Chờ { -ban } xác nhận: { $count } phiếu{ $waited ->
    [0] {""}
   *[other] , phiếu lâu nhất đã chờ { $waited } ngày
}.
digest-tickets = Chờ { -ban } trả lời: { $count } yêu cầu hỗ trợ{ $late ->
    [0] {""}
   *[other] , trong đó { $late } yêu cầu đã quá 7 ngày
}.
digest-supplements = Chờ { -ban } duyệt: { $count } mục bổ sung.
digest-interims = Chờ chi đoàn nhận xét: { $count } bản tự đánh giá giữa kỳ.
digest-assessments = Chờ chi đoàn xếp loại: { $count } bản tự đánh giá cuối năm.

digest-overdue-entry = Chi đoàn quá hạn nhập phần mềm (hạn { $day }).
digest-overdue-rating = Chi đoàn quá hạn gửi kết quả xếp loại (hạn { $day }).
digest-missing-before = Chưa { $what }: { $count } người (hạn { $day }, còn { $days } ngày).
digest-missing-today = Chưa { $what }: { $count } người (hạn cuối là hôm nay, { $day }).
digest-missing-after = Quá hạn { $what }: { $count } người (hạn { $day }).
digest-missing-registration = gửi phiếu đăng ký
digest-missing-interim = tự đánh giá giữa kỳ
digest-missing-self = tự đánh giá cuối năm
digest-unreachable = Bot không liên lạc được với { $count } người{ $lost ->
    [0] {""}
   *[other] , trong đó { $lost } người mới mất liên lạc
}.
digest-came = { $days ->
    [1] Từ hôm qua
   *[other] Từ { $since }
}: { $came }.
digest-new-forms = { $count } phiếu mới
digest-new-supplements = { $count } mục bổ sung mới
digest-new-tickets = { $count } yêu cầu hỗ trợ mới
digest-new-interims = { $count } bản tự đánh giá giữa kỳ mới
digest-new-assessments = { $count } bản tự đánh giá cuối năm mới
digest-decided = { $count } phiếu đã xác nhận
digest-talk = Tháng { $month }/{ $year } chi đoàn chưa ghi buổi trao đổi nào với đoàn viên.
digest-upcoming = Sắp tới: { $what }, { $days ->
    [0] hạn hôm nay ({ $day })
   *[other] hạn { $day } (còn { $days } ngày)
}.
digest-upcoming-entry = nhập phần mềm
digest-upcoming-rating = gửi kết quả xếp loại

digest-do-forms = Duyệt { $count ->
    [0] phiếu
   *[other] { $count } phiếu
}
digest-do-tickets = Trả lời { $count ->
    [0] yêu cầu hỗ trợ
   *[other] { $count } yêu cầu
}
digest-do-registration = Ai chưa gửi? { $unit }
digest-do-interim = Ai chưa tự đánh giá? { $unit }
digest-do-self = Ai chưa tự đánh giá? { $unit }
digest-do-entry = Mở bước nhập
digest-do-rating = Mở đánh giá
digest-do-supplements = Duyệt mục bổ sung
digest-do-interims = Nhận xét giữa kỳ
digest-do-assessments = Mở đánh giá
digest-do-talk = Xem và ghi trao đổi

month-title = Việc tháng { $month }/{ $year } · { $unit }
month-registration = { $day }: hạn đoàn viên gửi phiếu đăng ký.
month-entry = { $day }: hạn chi đoàn xác nhận phiếu và nhập phần mềm.
month-interim = { $day }: hạn đoàn viên tự đánh giá giữa kỳ.
month-self = { $day }: hạn đoàn viên tự đánh giá cuối năm.
month-rating = { $day }: hạn chi đoàn xếp loại và gửi kết quả.
month-round = { $day }: mở đợt tự đánh giá giữa kỳ ({ $period }).
month-contents = { $count } mục của đoàn viên đến hạn trong tháng.
month-activity = { $day }: { $title }.
month-activities = Còn { $count } hoạt động khác.
month-talk = Tháng { $month }/{ $year } chưa ghi buổi trao đổi nào với đoàn viên. Nên trao đổi trước khi hết tháng.
month-do-talk = Xem và ghi trao đổi
month-do-activities = Xem hoạt động

overdue-title = Đơn vị quá hạn
overdue-entry = { $count } chi đoàn quá hạn nhập phần mềm (hạn { $day }): { $units }{ $more ->
    [0] {""}
   *[other] , và { $more } chi đoàn khác
}.
overdue-rating = { $count } chi đoàn quá hạn gửi kết quả xếp loại (hạn { $day }): { $units }{ $more ->
    [0] {""}
   *[other] , và { $more } chi đoàn khác
}.
overdue-registration = { $count } chi đoàn còn đoàn viên chưa đăng ký (hạn { $day }): { $units }{ $more ->
    [0] {""}
   *[other] , và { $more } chi đoàn khác
}.
overdue-missing = { $unit } { $missing }/{ $members } người
overdue-do-registration = Ai chưa đăng ký?
overdue-do-entry = Chi đoàn nào chưa nhập?
overdue-do-rating = Chi đoàn nào chưa gửi?
