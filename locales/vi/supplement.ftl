# /bosung, /duyetbosung: contents added during the year.

menu-supplement = Đăng ký bổ sung
menu-added = Duyệt mục bổ sung

supplement-refused = { -Ban } còn { $count }/{ $all } mục chưa xong, nên chưa đăng ký bổ sung được:
    { $lines }
    Khi các mục này xong, { -ban } ghi tiến độ rồi đăng ký bổ sung.
    .title = Đăng ký bổ sung · chưa được
    .progress = Ghi tiến độ
    .activities = Hoạt động giúp hoàn thành
supplement-line-open = Mục { $n } ({ $code }): { $action } · chưa làm
supplement-line-partly = Mục { $n } ({ $code }): { $action } · làm được một phần
supplement-line = Mục bổ sung ({ $code }), { $counts }
    Việc: { $action }
    Hạn: { $due }
    Cách làm: { $how }
supplement-line-counts = tính vào tổng số mục
supplement-line-apart = không tính vào tổng số mục
supplement-early = { -Ban } còn mục chưa xong: { $codes }. Ban chấp hành sẽ xem có đồng ý thêm mục hay không.
supplement-none-left = { -Ban } đã đăng ký hết các mục của danh mục, nên không còn mục nào để thêm.
    .title = Đăng ký bổ sung
    .plan = Kế hoạch của tôi
supplement-over = Đã qua ngày muộn nhất để hoàn thành các mục của năm, nên không đăng ký bổ sung được nữa.
    .title = Đăng ký bổ sung
    .plan = Kế hoạch của tôi
supplement-choose-one = Hãy chọn ít nhất một mục rồi mới tiếp tục.
supplement-waiting = Đang chờ xác nhận: { $codes }.

supplement-criteria = Chọn các mục { -ban } muốn làm thêm.
    { $early }
    { $waiting }
    .title = Đăng ký bổ sung { $year } · đã chọn { $chosen }/{ $all }
    .done = Tiếp: ghi việc cụ thể
    .typed = Gõ mã các mục, ví dụ: 2.5 5.3. Gõ “bỏ 2.5” để bỏ mục 2.5, “tiếp” khi đã chọn xong.
        Nhanh hơn: gửi mỗi mục một dòng, gồm mã | việc | hạn | cách làm.
supplement-action = { $content }
    { -Ban } sẽ làm việc gì cụ thể? Nên có số lượng hoặc sản phẩm.
    Ví dụ: { $example }.
    .title = Đăng ký bổ sung · { $place }
supplement-due = { $content }
    Xong khi nào? Ghi ngày, tháng hoặc quý, ví dụ: 15/03, tháng 3, quý 2. Muộn nhất là { $last }.
    .title = Đăng ký bổ sung · { $place }
supplement-how = { $content }
    { -Ban } sẽ làm bằng cách nào? Ví dụ: { $how_example }.
    .title = Đăng ký bổ sung · { $place }
supplement-send = { $sections }
    { $early }
    { $effect }
    .title = Kiểm tra trước khi gửi · bổ sung { $year }
    .send = Gửi ban chấp hành xác nhận
    .edit = Sửa { $n }
    .more = Thêm, bớt mục
    .which = Sửa gì ở mục này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “gửi” để gửi, hoặc “sửa 1” để sửa mục 1.
    .typed = Gõ “gửi” để gửi ban chấp hành xác nhận, “sửa 1” để sửa mục 1, “thêm, bớt mục” để chọn lại.

supplement-now = Hiện nay: { $done }/{ $of } = { $percent }, { $grade }.
supplement-then-none = Thêm { $added } mục mà chưa làm: { $done }/{ $of } = { $percent }, { $grade }.
supplement-then-some = Thêm { $added } mục và xong { $finished }: { $done }/{ $of } = { $percent }, { $grade }.
supplement-counts = Quy định của năm: mục bổ sung được tính vào tổng số mục, khi ban chấp hành xác nhận.
supplement-apart = Quy định của năm: mục bổ sung không tính vào tổng số mục, nên tỷ lệ không đổi.
supplement-points = Năm này chấm điểm theo nhóm, nên số mục không làm đổi điểm.

supplement-sent = Đã gửi: { $codes }. Bot đã báo cho ban chấp hành.
    Mục bổ sung có hiệu lực khi được xác nhận; { -ban } sẽ nhận tin ngay khi có kết quả.
    .title = Đã gửi mục bổ sung
    .plan = Kế hoạch của tôi
    .withdraw = Rút lại { $first }
supplement-told = { $name } đăng ký bổ sung { $count } mục, chờ { -ban } xác nhận.
    .title = Mục bổ sung chờ duyệt
    .review = Duyệt mục bổ sung
supplement-withdrawn = Đã rút lại mục bổ sung { $code }. Phiếu của { -ban } không thay đổi.
    .title = Đã rút lại
    .again = Đăng ký bổ sung
supplement-decided = Không rút lại được { $code }, vì ban chấp hành đã quyết định.
    .plan = Kế hoạch của tôi
supplement-not-visible = { -Ban } không có quyền xem mục bổ sung này.

added-empty = Không có mục bổ sung nào chờ { -ban } xác nhận.
    .title = Duyệt mục bổ sung
added-not-visible = { -Ban } không có quyền xem mục bổ sung này.
    .next = Mục bổ sung chờ duyệt
added-no-code = Trong lời này chưa có mã đúng. Mã mục bổ sung bắt đầu bằng BS, có trong danh sách chờ duyệt.
    .next = Mục bổ sung chờ duyệt
added-own = { -Ban } không thể tự xác nhận mục bổ sung của mình. Người khác trong ban chấp hành, hoặc đoàn cấp trên, sẽ xác nhận.
    .title = Mục bổ sung của chính { -ban }
    .plan = Kế hoạch của tôi
added-supplement = Có { $count } mục bổ sung chờ, gửi trước xếp trước. Chọn một mục để xem.
    .title = Duyệt mục bổ sung · { $count }
    .typed = Gõ số ở đầu dòng, mã hoặc tên để xem.
added-row = { $code } { $name } · { $criterion } { $action }
added-card = { $content }
    Việc: { $action }
    Hạn: { $due }
    Cách làm: { $how }
    { $counts }
    .title = Bổ sung { $code } · { $name }, số { $roll } · gửi { $ago }
    .confirm = Xác nhận
    .return = Trả lại
    .later = Để sau
added-newer = Đoàn viên đã gửi lại mục này. { -Ban } xem bản mới trước khi xác nhận:
added-reason = Lý do trả lại mục “{ $action }”? Chọn một câu, hoặc tự viết. Đoàn viên sẽ nhận đúng lời này.
    .title = Trả lại { $code } · { $name }
added-confirmed = Đã xác nhận mục bổ sung { $code } ({ $name }, { $criterion }). Bot đã báo cho đoàn viên. { $left ->
        [0] Không còn mục nào chờ { -ban }.
       *[other] Còn { $left } mục chờ.
    }
    { $counts }
    .title = Đã xác nhận
    .next = Mục tiếp theo
    .undo = Hoàn tác (10 phút)
added-confirmed-told = Mục bổ sung { $criterion } ({ $code }) của { -ban } đã được xác nhận.
    { $counts }
    .title = Mục bổ sung đã được xác nhận
    .plan = Kế hoạch của tôi
added-returned = Đã trả lại mục bổ sung { $code } ({ $name }, { $criterion }). Bot đã báo lý do cho đoàn viên. { $left ->
        [0] Không còn mục nào chờ { -ban }.
       *[other] Còn { $left } mục chờ.
    }
    .title = Đã trả lại
    .next = Mục tiếp theo
    .undo = Hoàn tác (10 phút)
added-returned-told = Mục bổ sung { $criterion } ({ $code }) của { -ban } được trả lại.
    Lý do: { $reason }
    Phiếu đã xác nhận của { -ban } không thay đổi. { -Ban } có thể sửa rồi gửi lại.
    .title = Mục bổ sung được trả lại
    .again = Đăng ký bổ sung
added-already-confirmed = Mục bổ sung { $code } đã được xác nhận ({ $by }). { -Ban } không cần làm gì.
    .next = Mục tiếp theo
added-already-returned = Mục bổ sung { $code } đã được trả lại ({ $by }). { -Ban } không cần làm gì.
    .next = Mục tiếp theo
added-already-withdrawn = Đoàn viên đã rút lại mục bổ sung { $code }. { -Ban } không cần làm gì.
    .next = Mục tiếp theo
added-already-sent = Mục bổ sung { $code } vừa được gửi lại. { -Ban } mở lại để xem bản mới.
    .next = Mục tiếp theo
added-duty = { $count } mục bổ sung chờ { -ban } xác nhận.
    .do = Duyệt mục bổ sung

log-act-supplement-sent = gửi
log-act-supplement-withdrawn = rút lại
log-act-supplement-confirmed = xác nhận
log-act-supplement-returned = trả lại
