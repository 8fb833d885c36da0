# /duyet, /xem, /tra: a committee decides about registrations.

review-empty = Không còn phiếu nào chờ { -ban } xác nhận.
    .title = Duyệt phiếu
review-no-office = Lệnh này dành cho ban chấp hành chi đoàn. { -Ban } hiện không giữ chức vụ nào.
review-not-visible = { -Ban } không có quyền xem phiếu này.
review-form = Có { $count } phiếu chờ, phiếu gửi trước xếp trước. Chọn một phiếu để xem.
    .title = Duyệt phiếu · { $count } phiếu chờ
    .typed = Gõ số ở đầu dòng, mã phiếu hoặc tên để xem{ $count ->
            [1] .
           *[other] ; “duyet 1-2” để xác nhận nhiều phiếu.
        }
    .bulk = Duyệt nhiều
review-row = { $code } { $name }, số { $roll } · { $ago }

review-card = { $count } mục ở { $groups } nhóm. { $late }
    { $lines }
    { $changes }
    { $hints }
    .title = Phiếu { $code } · { $name }, số { $roll } · gửi { $ago } · lần { $version }
    .confirm = Xác nhận
    .return = Trả lại
    .all = Xem đầy đủ
    .later = Để sau
review-late = Phiếu nộp muộn: xác nhận nghĩa là đồng ý nhận muộn.
review-changes = Thay đổi so với lần trước: { $changes }
review-hint-vague = Lưu ý: mục { $n } chưa rõ số lượng (“{ $action }”).
review-hint-same = Lưu ý: mục { $n } giống hệt phiếu của đoàn viên số { $roll }.
review-newer = Đoàn viên đã gửi lại phiếu (lần { $version }). { -Ban } xem bản mới trước khi xác nhận:
review-waits-again = Quyết định trước về phiếu này vừa được thu lại. Phiếu lại đang chờ xác nhận:
review-lines = { $lines }
    { $added }
    .title = Phiếu { $code } · { $name }
    .card = Về phiếu
    .proofs = Tiến độ và minh chứng
review-own-lines = { $state }, gửi lúc { $at }.
    { $back }
    { $lines }
    { $added }
    .title = Phiếu { $code } của { -ban }
    .proofs = Tiến độ và minh chứng

review-confirmed = Đã xác nhận phiếu { $code } ({ $name }). Bot đã báo cho đoàn viên. { $left ->
        [0] Không còn phiếu nào chờ { -ban }.
       *[other] Còn { $left } phiếu chờ.
    }
    .title = Đã xác nhận
    .next = Phiếu tiếp theo
    .undo = Hoàn tác (10 phút)
review-confirmed-told = Phiếu đăng ký { $year } của { -ban } ({ $code }) đã được xác nhận. Chúc { -ban } rèn luyện tốt.
    .title = Phiếu đã được xác nhận
    .plan = Kế hoạch của tôi
review-already-confirmed = Phiếu { $code } đã được xác nhận ({ $by }). { -Ban } không cần làm gì.
    .next = Phiếu tiếp theo
review-already-returned = Phiếu { $code } đã được trả lại ({ $by }). { -Ban } không cần làm gì.
    .next = Phiếu tiếp theo
review-already-recalled = Đoàn viên đã rút lại phiếu { $code } để sửa. { -Ban } sẽ nhận tin khi phiếu được gửi lại.
    .next = Phiếu tiếp theo
review-already-changed = Phiếu { $code } vừa được gửi lại. { -Ban } mở lại phiếu để xem bản mới.
    .next = Phiếu tiếp theo
review-own-form = { -Ban } không thể tự xác nhận phiếu của mình. Người có thể xác nhận: { $others }.
    .title = Phiếu của chính { -ban }
review-unit-above = đoàn cấp trên trực tiếp

return-which = Trả lại cả phiếu { $code } ({ $name }), hay một mục?
    .title = Trả lại phiếu { $code }
return-whole = 0 Cả phiếu
return-line = { $n } { $action }
return-reason = Lý do trả lại? Chọn một câu, hoặc tự viết. Đoàn viên sẽ nhận đúng lời này.
    .title = Trả lại phiếu { $code }
return-reasons = Viết cụ thể hơn: số lượng hoặc sản phẩm | Ghi lại thời hạn | Ghi rõ cách làm | Chọn việc vừa sức hơn
return-no-such-line = Phiếu { $code } chỉ có các mục từ 1 đến { $last }. Chưa có gì thay đổi.
    .card = Về phiếu
return-done = Đã trả lại phiếu { $code } ({ $name }). Bot đã báo lý do cho đoàn viên. { $left ->
        [0] Không còn phiếu nào chờ { -ban }.
       *[other] Còn { $left } phiếu chờ.
    }
    .title = Đã trả lại
    .next = Phiếu tiếp theo
    .undo = Hoàn tác (10 phút)
return-told-lines = Phiếu { $code } của { -ban } được trả lại { $count } mục.
    { $back }
    Các mục khác giữ nguyên.
    .title = Phiếu cần sửa
    .mend-line = Sửa mục { $n }
return-told-whole = Phiếu { $code } của { -ban } được trả lại.
    Lý do: { $reason }
    Nội dung vẫn giữ, { -ban } chỉ cần sửa rồi gửi lại.
    .title = Phiếu cần sửa
    .mend = Sửa phiếu

arrivals = { $new } phiếu mới. { $count } phiếu đang chờ { -ban } xác nhận.
    .title = Phiếu chờ duyệt
    .review = Duyệt { $count } phiếu

## Several forms by their codes: who they are of is shown before it is done

review-named = Xác nhận { $count ->
        [1] phiếu này?
       *[other] đúng { $count } phiếu này?
    }
    { $list }
    { $others }
    .title = Duyệt nhiều phiếu · xem lại
    .yes = Xác nhận { $count } phiếu
    .no = Không, để sau
review-named-others = Bỏ qua, vì không phải mã phiếu đang chờ { -ban }: { $codes }.
review-named-none = Không phiếu nào trong các mã này đang chờ { -ban }: { $codes }. Chưa có gì thay đổi.
    .title = Duyệt nhiều phiếu
    .queue = Các phiếu đang chờ
