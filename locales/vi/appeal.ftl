# /xemxet, /phuctra: a member asks for another look at the result; the next level answers. /xacnhanky: figures confirmed.

menu-appeal = Đề nghị xem xét lại
menu-ruling = Trả lời đề nghị xem xét lại
menu-confirmations = Xác nhận số liệu 6 tháng, cả năm

appeal-no-result = { -Ban } chưa có kết quả đánh giá nào để đề nghị xem xét lại.
appeal-reason = Kết quả của { -ban }: { $outcome }. { -Ban } đề nghị { $above } xem xét lại, được đến hết { $until }.
    Vì sao { -ban } thấy kết quả chưa đúng? Nêu rõ mục nào, việc gì đã làm.
    .title = Đề nghị xem xét lại · { $code }
appeal-sent = Đã gửi đề nghị { $code } tới { $above }. Chậm nhất { $due } sẽ có trả lời; { -ban } nhận tin ngay khi có.
    .title = Đã gửi đề nghị
    .withdraw = Rút lại đề nghị
appeal-told = { $name } ({ $unit }) đề nghị xem xét lại kết quả đánh giá. Chậm nhất { $due } phải trả lời.
    Lý do: { $reason }
    .title = Đề nghị { $code }
    .rule = Xem và trả lời
appeal-not-yet = Kết quả { $code } đang được xét nên chưa đề nghị xem xét lại được. { -Ban } sẽ nhận tin khi có kết quả.
    .why = Vì sao?
appeal-late = Đã hết hạn đề nghị xem xét lại kết quả { $code } (đến hết { $until }). Nếu có thông tin mới, { -ban } nói với bí thư để đoàn cấp trên mở lại kết quả.
    .why = Vì sao?
appeal-nobody = Chưa có ai ở đoàn cấp trên trong hệ thống để xem xét lại kết quả { $code }. { -Ban } hãy nói với bí thư hoặc người quản trị.
appeal-is-open = Đề nghị { $code } đã gửi ngày { $at } tới { $above }. Chậm nhất { $due } sẽ có trả lời.
    .title = Đề nghị đang được xem xét
    .withdraw = Rút lại đề nghị
appeal-is-kept = Đề nghị { $code } đã được trả lời ({ $by }): giữ nguyên kết quả { $outcome }.
    Trả lời: { $answer }
    .title = Đề nghị đã được trả lời
appeal-is-changed = Đề nghị { $code } đã được trả lời ({ $by }): kết quả nay là { $outcome }.
    Trả lời: { $answer }
    .title = Đề nghị đã được trả lời
appeal-is-withdrawn = Đề nghị { $code } đã được rút lại.
appeal-withdrawn = Đã rút lại đề nghị { $code }. Kết quả giữ nguyên. Còn trong hạn thì { -ban } vẫn gửi đề nghị mới được.
    .title = Đã rút lại đề nghị
appeal-withdrawn-told = { $name } đã rút lại đề nghị { $code }. { -Ban } không cần làm gì.

ruling-appeal = { $count } đề nghị chờ trả lời, hạn gần nhất xếp trước. { $overdue }
    .title = Đề nghị xem xét lại · { $count } chờ
    .typed = Gõ số ở đầu dòng, mã đề nghị hoặc tên.
ruling-overdue-count = { $count } đề nghị đã quá hạn trả lời.
ruling-row = { $code } { $name } · { $unit } · hạn { $due }{ $late }
ruling-overdue = {" "}· quá hạn
ruling-outcome = { $name } ({ $unit }) đề nghị xem xét lại. Kết quả hiện nay: { $current }. Hạn trả lời { $due }{ $late }.
    Lý do của đoàn viên: { $reason }
    { $computed }
    { $differs }
    { $only_keep }
    .title = Đề nghị { $code }
ruling-only-keep = Theo quy định, đoàn viên này không được phân loại. Nếu thông tin về đoàn viên sai, hãy giữ nguyên ở đây rồi mở lại kết quả: molai { $rating }.
ruling-keep = Giữ nguyên kết quả
ruling-change = Đổi thành: { $outcome }
ruling-answer = { $chosen }. { -Ban } trả lời { $name } thế nào? Đoàn viên và chi đoàn sẽ nhận đúng lời này.
    .title = Đề nghị { $code }
ruling-words-keep = giữ nguyên | giữ
ruling-words-xuat-sac = hoàn thành xuất sắc | xuất sắc
ruling-words-tot = hoàn thành tốt | tốt
ruling-words-hoan-thanh = hoàn thành
ruling-words-khong-hoan-thanh = không hoàn thành
ruling-done-kept = Đã trả lời đề nghị { $code } ({ $name }): giữ nguyên kết quả { $outcome }. Bot đã báo cho đoàn viên và chi đoàn. { $left ->
        [0] Không còn đề nghị nào chờ { -ban }.
       *[other] Còn { $left } đề nghị chờ.
    }
    .title = Đã trả lời
    .next = Đề nghị tiếp theo
    .undo = Hoàn tác (10 phút)
ruling-done-changed = Đã trả lời đề nghị { $code } ({ $name }): kết quả nay là { $outcome }. Bot đã báo cho đoàn viên và chi đoàn. { $left ->
        [0] Không còn đề nghị nào chờ { -ban }.
       *[other] Còn { $left } đề nghị chờ.
    }
    .title = Đã trả lời
    .next = Đề nghị tiếp theo
    .undo = Hoàn tác (10 phút)
ruling-told-kept = { $above } đã xem xét đề nghị { $code } của { -ban } và giữ nguyên kết quả: { $outcome }.
    Trả lời: { $answer }
    .title = Trả lời đề nghị của { -ban }
    .why = Vì sao?
ruling-told-changed = { $above } đã xem xét đề nghị { $code } của { -ban }. Kết quả nay là: { $outcome }.
    Trả lời: { $answer }
    .title = Kết quả của { -ban } đã đổi
    .why = Vì sao?
ruling-told-branch-kept = { $above } giữ nguyên kết quả của { $name } ({ $outcome }) sau đề nghị { $code }.
    Trả lời: { $answer }
    .title = Đề nghị đã được trả lời
ruling-told-branch-changed = { $above } đổi kết quả của { $name } thành { $outcome } sau đề nghị { $code }.
    Trả lời: { $answer }
    .title = Kết quả đã đổi
ruling-nothing = Không có đề nghị xem xét lại nào chờ { -ban } trả lời.
ruling-no-office = Lệnh này dành cho ban chấp hành đoàn cấp trên. { -Ban } hiện không giữ chức vụ nào.
ruling-not-visible = { -Ban } không có quyền xem đề nghị này.
ruling-no-code = Trong lời này chưa có mã đề nghị đúng. { -Ban } gõ kèm mã, ví dụ: phuctra XX-7F3K9.
ruling-decided-it = { -Ban } đã quyết định kết quả này nên không trả lời đề nghị được. Người có thể trả lời: { $others }.
ruling-already = Đề nghị { $code } { $state } ({ $by }). { -Ban } không cần làm gì.
    .next = Đề nghị tiếp theo
ruling-state-open = đang chờ trả lời
ruling-state-kept = đã được trả lời: giữ nguyên kết quả
ruling-state-changed = đã được trả lời: đổi kết quả
ruling-state-withdrawn = đã được đoàn viên rút lại
ruling-duty = { $count } đề nghị xem xét lại chờ { -ban } trả lời.
    .do = Trả lời { $count } đề nghị
ruling-duty-overdue = { $count } đề nghị xem xét lại chờ { -ban } trả lời, { $overdue } đã quá hạn.
    .do = Trả lời { $count } đề nghị

## /xacnhanky (TV-06)

confirmations-step = Chọn số liệu cần xác nhận. Chi đoàn xác nhận trước, đoàn cấp trên xác nhận sau.
    { $done }
    .title = Xác nhận số liệu · { $count } việc
confirmations-step-row = { $period } { $year } · { $unit }
confirmations-period-half-year = 6 tháng đầu năm
confirmations-period-year = cả năm
confirmations-sure = { $unit }, { $period } { $year }:
    { $figures }
    { $branch }
    { $changed }
    Số liệu được lưu cùng tên { -ban } và thời điểm. Xác nhận rồi thì không sửa được.
    .title = Xác nhận số liệu
    .yes = Xác nhận
    .no = Chưa xác nhận
confirmations-figures = – Đoàn viên: { $members }
    – Đã đăng ký: { $registered } ({ $registered_percent }), đã xác nhận phiếu: { $confirmed } ({ $confirmed_percent })
    – Mục đã xong: { $done }/{ $lines }
    – Đã gửi tự đánh giá giữa kỳ: { $interim }
    – Yêu cầu hỗ trợ chưa trả lời: { $tickets }
confirmations-grade = – { $outcome }: { $count }
confirmations-branch = Chi đoàn đã xác nhận: { $name }, { $at }.
confirmations-changed = Lưu ý: từ lúc chi đoàn xác nhận, số liệu đã thay đổi. Trên đây là số liệu hiện nay.
confirmations-kept = Chưa xác nhận gì.
    .again = Xem lại
confirmations-done = Đã xác nhận số liệu { $period } { $year } của { $unit }. Bot đã báo cho { $told }. { $left ->
        [0] Không còn số liệu nào chờ { -ban }.
       *[other] Còn { $left } số liệu chờ xác nhận.
    }
    .title = Đã xác nhận
    .next = Số liệu tiếp theo
confirmations-told-branch = { $unit } đã xác nhận số liệu { $period } { $year }, chờ { -ban } xác nhận.
    .title = Số liệu chờ xác nhận
    .open = Xem và xác nhận
confirmations-told-above = { $above } đã xác nhận số liệu { $period } { $year } của { $unit }.
    .title = Số liệu đã được xác nhận
confirmations-the-branch = ban chấp hành chi đoàn
confirmations-the-level-above = đoàn cấp trên
confirmations-nobody = không ai, vì chưa có đoàn cấp trên trong hệ thống
confirmations-already = Số liệu { $period } { $year } của { $unit } đã được xác nhận ({ $name }, { $at }). { -Ban } không cần làm gì.
confirmations-nothing = Hiện không có số liệu nào chờ { -ban } xác nhận.
    { $done }
    { $next }
    .title = Xác nhận số liệu
confirmations-next = Số liệu 6 tháng đầu năm { $year } xác nhận được từ { $day }; số liệu cả năm khi đợt đánh giá đã chốt.
confirmations-was = Đã xác nhận: { $period } { $year } · { $unit } · { $level } ({ $name }, { $at }).
confirmations-level-branch = chi đoàn
confirmations-level-above = đoàn cấp trên
confirmations-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
