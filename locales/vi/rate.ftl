# /xep: the branch decides about one member.

menu-rate = Xét một đoàn viên

rate-no-code = Lệnh này cần mã kết quả, ví dụ: xep XL-7F3K9. Mã có trong danh sách của cuộc họp xét.
    .meeting = Họp xét
rate-not-yours = { -Ban } không có quyền xét kết quả này.
rate-own = { -Ban } không thể tự xét kết quả của mình. Người có thể xét: { $others }.
    .title = Kết quả của chính { -ban }
    .meeting = Về cuộc họp
rate-year-over = Đợt rèn luyện của { $name } đã khép, nên không xét lại được.
    .why = Xem kết quả
rate-closed = Đợt xét đã đóng. { $name }: { $outcome } ({ $by }).
    .why = Vì sao?
rate-read-first = Đoàn viên đã gửi bản tự đánh giá. { -Ban } xem trước rồi quyết định:
rate-unclear = Bot chưa hiểu “{ $typed }”. Chưa có gì thay đổi. Các việc có thể làm ở dưới.
rate-newer = Kết quả này vừa có thay đổi. { -Ban } xem bản mới trước khi đồng ý:
rate-waits = Chưa xếp loại được: đơn vị cũ chưa nhận xét. Chờ nhận xét, hoặc miễn kèm lý do.
rate-no-grade = Đoàn viên này không được xếp loại. { -Ban } vẫn ghi nhận xét được.
rate-no-such-line = Không có mục { $typed }. Các mục: { $codes }. Chưa có gì thay đổi.
rate-no-such-group = Không có nhóm { $typed }. Các nhóm: { $groups }. Chưa có gì thay đổi.
rate-no-score = “{ $typed }” không phải là điểm. { -Ban } ghi một số từ 0 đến { $most }.
rate-score-too-big = { $typed } điểm vượt mức tối đa: mỗi nhóm nhiều nhất { $most } điểm. Chưa có gì thay đổi.
rate-all-said = Mục nào cũng đã có mức. { -Ban } sửa từng mục nếu cần.
rate-noted = Đã ghi mục { $codes }. Kết quả tạm tính đã tính lại.
rate-noted-points = Đã ghi nhóm { $group }: { $points }/{ $most } điểm.
rate-noted-word = Đã ghi nhận xét của chi đoàn.

rate-card = { $result }
    { $decided }
    { $stands }
    { $missing }
    { $votes }
    { $word }
    { $remarks }
    { $lines }
    { $points }
    .title = { $code } · { $name }, số { $roll }
rate-acts = Việc có thể làm
    .accept = Đồng ý: { $grade }
    .apart = Đồng ý: không phân loại
    .majority = Theo biểu quyết: { $majority }
    .other = Xếp mức khác
    .grade = Chọn mức
    .lines = Sửa từng mục
    .points = Chấm điểm nhóm
    .progress = Tính theo tiến độ đã báo
    .remark = Ghi nhận xét
    .waive = Miễn nhận xét của đơn vị cũ
    .ballot = Lấy biểu quyết
    .meeting = Về cuộc họp
rate-result = Tạm tính: { $grade }. { $formula }; quy định: { $band }.
rate-result-nothing = Tạm tính: { $grade }, vì không có mục nào được đăng ký.
rate-no-grade-short = Không xếp loại: chưa đủ 6 tháng sinh hoạt liên tục. Chi đoàn chỉ nhận xét.
rate-no-grade-admitted-lately = Không xếp loại: mới kết nạp trong những tháng cuối năm. Chi đoàn chỉ nhận xét.
rate-no-grade-after-registration = Không xếp loại: kết nạp sau hạn đăng ký, chờ hướng dẫn. Chi đoàn chỉ nhận xét.
rate-no-grade-party = Không xếp loại: là đảng viên. Chi đoàn chỉ nhận xét.
rate-no-grade-wait-remarks = Chưa xếp loại được: chờ nhận xét của đơn vị cũ.
rate-no-grade-paper = Làm bằng giấy: chi đoàn xem phiếu giấy, chọn mức và ghi nơi lưu phiếu.
rate-decided = Đã xét: { $outcome } ({ $by }). { $differs }
rate-over = { $name } đã được xét: { $outcome } ({ $by }). { -Ban } muốn đổi quyết định đó?
    .title = { $code } · { $name }, số { $roll }
    .no = Không, giữ nguyên
    .yes = Đổi quyết định
rate-came-back = Kết quả được trả lại để xét lại. { $reason }
rate-never = Chưa có phiếu đăng ký được xác nhận. Bot đã báo trước cho đoàn viên.
rate-no-form = Chưa có phiếu đăng ký được xác nhận.
rate-not-assessed = Đoàn viên chưa gửi bản tự đánh giá. Mục nào chi đoàn chưa ghi thì tính là chưa làm.
rate-unsaid = chưa tự đánh giá
rate-content = { $code } { $action }: { $level }. { $what } · { $evidence } minh chứng{ $ours }
rate-ours = {" "}· chi đoàn ghi: { $level } { $remark }
rate-scored = Điểm các nhóm: { $scored }.
rate-votes = Biểu quyết: { $cast }; chưa biểu quyết: { $left } người.
rate-word-asked = Đã hỏi nhận xét: từ { $old }, nơi trả lời { $answering } ({ $code }).
rate-word-given = Nhận xét của đơn vị cũ ({ $old }, { $answering } trả lời): { $words }
rate-word-waived = Miễn nhận xét của đơn vị cũ ({ $old }). Lý do: { $words }
rate-remarks = Nhận xét của chi đoàn: { $remarks }

rate-grade = Chi đoàn xếp { $name } (số { $roll }) mức nào? Tạm tính: { $computed }.
    .title = { $code } · xếp mức
rate-why = Tạm tính: { $computed }; biểu quyết nhiều nhất: { $majority }. Vì sao xếp “{ $grade }”? Đoàn viên sẽ nhận đúng lời này.
    .title = { $code } · lý do
rate-by-vote = Theo biểu quyết của tập thể ({ $votes }/{ $of } phiếu)
rate-kept = Phiếu giấy của { $name } lưu ở đâu?
    .title = { $code } · nơi lưu phiếu
rate-kept-here = Ban chấp hành chi đoàn
rate-kept-at = Phiếu giấy lưu tại: { $where }
rate-line = Sửa mục nào của { $name }?
    .title = { $code } · sửa mục
rate-level = Mục { $line }: { $action }. Chi đoàn thấy đã làm đến đâu?
    .title = { $code } · mục { $line }
    .done = Xong
    .partly = Một phần
    .not-done = Chưa làm
rate-remark = Ghi thêm điều gì về mục { $line }?
    .title = { $code } · mục { $line }
rate-nothing-more = Không ghi thêm
rate-group = Chấm điểm nhóm nào?
    .title = { $code } · chấm điểm
rate-score = Nhóm { $group }: mấy điểm? Từ 0 đến { $most }.
    .title = { $code } · chấm điểm
rate-word = Chi đoàn nhận xét gì về { $name } (số { $roll })?
    .title = { $code } · nhận xét

rate-done = Đã ghi { $name }: { $outcome }. { $differs }
    { $left ->
        [0] Mọi người đã được xét. Bước tiếp theo: đóng đợt trong cuộc họp.
       *[other] Còn { $left } đoàn viên chưa xét. Đoàn viên nhận kết quả khi đợt xét đóng.
    }
    .title = Đã xét
    .next = Tiếp: { $next }
    .meeting = Về cuộc họp
    .undo = Hoàn tác (10 phút)
rate-done-again = Đã xét lại { $name }: { $outcome }. { $differs }
    Bot đã báo cho đoàn viên. Bước tiếp theo: báo cáo lại lên cấp trên.
    .title = Đã xét lại
    .report = Báo cáo lên cấp trên
    .undo = Hoàn tác (10 phút)
rate-told-again = Chi đoàn đã xét lại năm { $year }. Kết quả mới của { -ban }: { $outcome }.
    { $differs }
    Kết quả chờ công nhận.
    .title = Kết quả rèn luyện { $year }
    .why = Vì sao?
rate-first = { $name } đã được xét trước: { $outcome } ({ $by }). Lời của { -ban } chưa được ghi.
    .card = Xem lại
    .meeting = Về cuộc họp
rate-changed = { $name } vừa có thay đổi. Lời của { -ban } chưa được ghi. { -Ban } xem lại rồi quyết định.
    .card = Xem lại

## What may be typed after the code

rate-words-accept = đồng ý | nhất trí
rate-words-other = khác | mức khác
rate-words-lines = mục | sửa mục
rate-words-points = điểm | chấm điểm
rate-words-progress = tiến độ | theo tiến độ
rate-words-remark = nhận xét
rate-words-page = trang

grade-words-xuat-sac = xuất sắc | hoàn thành xuất sắc | xs
grade-words-tot = tốt | hoàn thành tốt | htt
grade-words-hoan-thanh = hoàn thành | ht
grade-words-khong-hoan-thanh = không hoàn thành | kht

level-words-done = xong | đạt | đã xong
level-words-partly = một phần | 1 phần
level-words-not-done = chưa làm | chưa | không đạt
