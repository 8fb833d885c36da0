# /danhgia: a member's own word at the end of the year; reading it, taking it back, giving it back.

menu-assess = Tự đánh giá cuối năm

level-done = xong
level-partly = một phần
level-not-done = chưa làm
level-open = chưa báo

assess-no-cycle = Hiện không có đợt rèn luyện nào đang mở, nên chưa tự đánh giá được.
    .title = Tự đánh giá
    .why = Kết quả của tôi
assess-paper = { -Ban } thuộc diện làm bằng giấy, nên bot không hỏi phần tự đánh giá năm { $year }. { -Ban } ghi vào phiếu giấy và nộp cho bí thư chi đoàn.
    .title = Tự đánh giá { $year } · bằng giấy
assess-not-confirmed = Chỉ tự đánh giá được khi phiếu đăng ký { $year } đã được xác nhận.
assess-rated = Chi đoàn đã xét phần của { -ban } năm { $year }, nên bản tự đánh giá không gửi và không sửa được nữa.
    .title = Tự đánh giá { $year }
    .why = Vì sao có kết quả này?
assess-is-sent = { -Ban } đã gửi bản tự đánh giá { $code } lúc { $at }. Ban chấp hành chưa mở xem, nên vẫn rút lại được.
    .title = Đã gửi bản tự đánh giá
    .open = Xem bản đã gửi
    .recall = Rút lại để sửa
assess-is-opened = { -Ban } đã gửi bản tự đánh giá { $code } lúc { $at }. Ban chấp hành đang xem, nên chưa sửa được. Nếu cần sửa, { -ban } nhắn bí thư trả lại.
    .title = Ban chấp hành đang xem
    .open = Xem bản đã gửi

assess-carry = Trong năm { -ban } đã báo tiến độ: { $done } mục xong, { $partly } mục một phần, { $open } mục chưa báo. Lấy tiến độ đó làm bản tự đánh giá? Khi kiểm tra { -ban } sửa được từng mục.
    { $late }
    .title = Tự đánh giá { $year } · hạn { $deadline }
    .yes = Lấy tiến độ đã báo
    .no = Trả lời từng mục

assess-level = { $content }
    Đã đăng ký: { $action } · { $due }. Tiến độ đã báo: { $progress }. Minh chứng: { $evidence } (thêm: gõ /tiendo { $code }).
    { -Ban } đã làm đến đâu?
    Đến lúc này: { $live }
    { $paste }
    .title = Tự đánh giá { $year } · { $place } · hạn { $deadline }
    .done = Xong
    .partly = Một phần
    .not-done = Chưa làm
    .part = Mức
    .typed = Gõ số, hoặc cả mức và việc đã làm: xong | đã đọc 3 cuốn.
assess-paste = Nhanh hơn: gửi mỗi mục một dòng, gồm mã | mức | việc đã làm, nhiều dòng một lần cũng được.
assess-what = { $content }
    Đã đăng ký: { $action }.
    { $level ->
        [done] { -Ban } đã làm được những gì? Ghi việc, số lượng hoặc sản phẩm.
        [partly] { -Ban } đã làm được phần nào, còn lại gì?
       *[not-done] Vì sao mục này chưa làm?
    }
    Đến lúc này: { $live }
    .title = Tự đánh giá { $year } · { $place }
    .part = Việc đã làm
assess-no-reason = Không có lý do
assess-unsaid = Mục đã làm cần ghi đã làm được những gì. Mức { -ban } chọn vẫn giữ.
assess-points = Nhóm { $group }: { -ban } tự chấm mấy điểm? Từ 0 đến { $most }.
    Đến lúc này: { $live }
    .title = Tự đánh giá { $year } · chấm điểm
assess-no-score = “{ $typed }” không phải là điểm. { -Ban } ghi một số từ 0 đến { $most }.
assess-score-too-big = “{ $typed }” vượt mức tối đa: mỗi nhóm nhiều nhất { $most } điểm. { -Ban } ghi lại; các câu khác vẫn giữ.
assess-line = { $content }: { $level } · { $what } · { $evidence } minh chứng
assess-scored = Nhóm { $group }: { $points }/{ $most } điểm
assess-came-back = Ban chấp hành trả lại: { $reason }
assess-late = Hạn tự đánh giá ({ $deadline }) đã qua; bản gửi bây giờ ghi là gửi muộn.
assess-send = { $back }
    { $sections }
    { $live }
    { $late }
    .title = Kiểm tra trước khi gửi · Tự đánh giá { $year }
    .send = Gửi ban chấp hành
    .edit = Sửa { $n }
    .which = Sửa gì ở mục này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “gửi” để gửi, hoặc “sửa 2” để sửa mục 2.
    .typed = Gõ “gửi” để gửi ban chấp hành, “sửa 2” để sửa mục 2.
assess-sent = Đã gửi lúc { $at }. Mã: { $code }.
    { $live }
    { $late }
    Bước tiếp theo: chi đoàn đánh giá, chậm nhất { $rating }. { -Ban } rút lại được đến khi ban chấp hành mở xem.
    .title = Đã gửi bản tự đánh giá
    .open = Xem bản đã gửi
    .recall = Rút lại để sửa
assess-told = { $name } (số { $roll }) đã gửi bản tự đánh giá. Đến lúc này có { $count } bản chờ chi đoàn đánh giá, chậm nhất { $rating }.
    .title = Có bản tự đánh giá
    .open = Xem bản này
    .meeting = Họp đánh giá

home-assess = tự đánh giá rèn luyện năm { $year }, hạn { $deadline }.
    .do = Tự đánh giá
home-assess-late = tự đánh giá rèn luyện năm { $year }. Hạn { $deadline } đã qua; bản gửi bây giờ ghi là gửi muộn.
    .do = Tự đánh giá
home-assess-returned = sửa bản tự đánh giá năm { $year } mà ban chấp hành trả lại.
    .do = Sửa bản tự đánh giá

## What was sent

assessed-sent = đã gửi, ban chấp hành chưa mở xem
assessed-opened = ban chấp hành đang xem
assessed-recalled = đã rút lại để sửa
assessed-returned = được trả lại để sửa

assessment = { $name }, số { $roll }. Gửi lúc { $at }.
    { $live }
    { $lines }
    { $points }
    .title = Tự đánh giá { $code } · { $name }
    .return = Trả lại
    .meeting = Họp đánh giá
assessment-own = { $state }, gửi lúc { $at }.
    { $back }
    { $live }
    { $lines }
    { $points }
    .title = Bản tự đánh giá { $code } của { -ban }
    .recall = Rút lại để sửa
    .mend = Sửa bản tự đánh giá
assessment-line = { $code }: { $level } · { $what }
assessment-recalled = Đã rút lại bản tự đánh giá { $code }. Nội dung vẫn giữ nguyên, ban chấp hành không xem được nữa. { -Ban } sửa rồi gửi lại nhé.
    .title = Đã rút lại
    .mend = Sửa bản tự đánh giá
assessment-not-recalled = Không rút lại được bản tự đánh giá { $code }, vì ban chấp hành đã mở xem hoặc đã trả lại. Nếu cần sửa, { -ban } nhắn bí thư trả lại.
    .open = Xem bản đã gửi
return-because = Lý do trả lại? Chọn một câu, hoặc tự viết. Đoàn viên sẽ nhận đúng lời này.
    .title = Trả lại bản tự đánh giá { $code } · { $name }
assessment-reasons = Ghi rõ đã làm được gì | Bổ sung minh chứng | Xem lại mức của từng mục
assessment-returned = Đã trả lại bản tự đánh giá { $code } ({ $name }). Bot đã báo lý do cho đoàn viên; khi đoàn viên gửi lại, ban chấp hành xem được bản mới.
    .title = Đã trả lại
    .meeting = Họp đánh giá
    .undo = Hoàn tác (10 phút)
assessment-returned-told = Bản tự đánh giá { $code } của { -ban } được trả lại. Lý do: { $reason }
    Nội dung vẫn giữ, { -ban } chỉ cần sửa rồi gửi lại.
    .title = Bản tự đánh giá cần sửa
    .mend = Sửa bản tự đánh giá
assessment-too-late = Không trả lại được bản tự đánh giá { $code } ({ $state }): đã có thay đổi từ trước. { -Ban } không cần làm gì.
    .meeting = Họp đánh giá

data-assessment = Bản tự đánh giá năm { $year }, mã { $code }: { $state }, { $versions } bản được lưu
data-assessed = – { $line }
