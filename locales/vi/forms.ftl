# How a form is shown: its state, its lines, what came back, what changed.

forms-no-code = Trong lời này chưa có mã phiếu đúng. { -Ban } gõ kèm mã phiếu, ví dụ: { $command } DK-7F3K9. Mã phiếu có trong danh sách phiếu chờ duyệt và trong kế hoạch của { -ban }.
    .queue = Phiếu chờ duyệt
    .plan = Kế hoạch của tôi
forms-none = { -Ban } chưa gửi phiếu đăng ký năm { $year }.
    .register = Đăng ký ngay
forms-sent = Phiếu { $code } đã gửi lúc { $at }. Ban chấp hành chưa mở xem. Chậm nhất { $entry } sẽ có kết quả.
    .title = Phiếu của { -ban } đang chờ
    .open = Xem phiếu
    .recall = Rút lại để sửa
forms-opened = Phiếu { $code } đã gửi lúc { $at }. Ban chấp hành đang xem, nên chưa sửa được. Chậm nhất { $entry } sẽ có kết quả.
    .title = Phiếu của { -ban } đang được xem
    .open = Xem phiếu
forms-confirmed = Phiếu { $code } đã được xác nhận ({ $by }). { -Ban } hãy làm theo kế hoạch.
    .title = Phiếu của { -ban } đã được xác nhận
    .open = Xem phiếu
forms-returned = Phiếu { $code } được trả lại ({ $by }).
    { $back }
    .title = Phiếu của { -ban } cần sửa
    .open = Xem phiếu
    .mend = Sửa phiếu
forms-recalled = { -Ban } đã rút lại phiếu { $code } để sửa. Phiếu chưa được gửi lại.
    .title = Phiếu của { -ban } đang sửa
    .open = Xem phiếu
    .mend = Sửa phiếu

forms-decided-by = { $name }, { $at }
forms-somebody = ban chấp hành
forms-returned-whole = Cả phiếu: { $reason }
forms-returned-line = Mục { $n }: { $reason }
forms-line = Mục { $n } · { $code } { $title }
    Việc: { $action }
    Hạn: { $due }
    Cách làm: { $how }

forms-brief = Mục { $n } ({ $code }): { $action } · { $due }
forms-brief-more = … và { $count } mục nữa.

forms-change-new = Mục { $n }: mới thêm ({ $code }).
forms-change-action = Mục { $n }, việc: “{ $old }” → “{ $new }”.
forms-change-due = Mục { $n }, hạn: { $old } → { $new }.
forms-change-how = Mục { $n }, cách làm: “{ $old }” → “{ $new }”.
forms-change-gone = Đã bỏ mục { $code }.
forms-change-none = không có.

plan = Phiếu { $code }: { $state }. { $count } mục, mục sắp đến hạn xếp trước:
    { $lines }
    .title = Kế hoạch { $year }
    .open = Xem cả phiếu
    .progress = Cập nhật tiến độ
    .mend = Sửa phiếu
plan-line = Mục { $n } ({ $code }): { $action } – { $due }{ $progress }{ $mark }
plan-progress = {" "}· { $level }
plan-over = {" "}· đã qua hạn
plan-soon = {" "}· sắp đến hạn
plan-later = {""}

recall-done = Đã rút lại phiếu { $code }. Nội dung vẫn giữ nguyên. { -Ban } sửa rồi gửi lại nhé.
    .title = Đã rút lại phiếu
    .mend = Sửa phiếu
recall-too-late = Không rút lại được phiếu { $code }, vì ban chấp hành đã mở xem hoặc đã quyết định. Nếu cần sửa, { -ban } nhắn bí thư trả lại phiếu.
    .open = Xem phiếu
