# /caidat: the calendar, thresholds and switches of a unit's year.

menu-settings = Cài đặt

settings-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
settings-no-year = Đơn vị chưa có chương trình nào đang mở.
settings-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị muốn xem cài đặt.
    .title = Cài đặt
settings-switch = Chọn một quy định để xem hoặc đổi. { $forms ->
        [0] Chưa có phiếu nào theo các quy định này.
       *[other] Đã có { $forms } phiếu theo các quy định này: phần lớn không đổi được nữa.
    } Gõ “caidat lich su” để xem ai đã đổi gì.
    .title = Cài đặt { $year } · { $unit }
settings-reminding = Mỗi đơn vị tự đặt khi nào bot nhắc và nhắn tin, lúc nào cũng đổi được; đơn vị chưa đặt thì theo cấp trên. Ở đây bot nhắc đoàn viên lúc { $at }, gửi bản tin cho ban chấp hành lúc { $digest }. Giờ không nhắn tin: { $quiet }. Chọn một mục để xem hoặc đổi.
    .title = Cài đặt nhắc việc { $year } · { $unit }
settings-reminders = Cài đặt nhắc việc
settings-row = { $name }: { $value } ({ $source })
settings-set-by = do { $unit } đặt
settings-default = mặc định
settings-founded = { $source }; nguồn: { $basis }
settings-value = { $name } hiện là { $now } ({ $source }).
    Giá trị mới? Nhận: { $allowed }.
    .title = Cài đặt { $year } · { $name }
settings-takes-day = một ngày, ví dụ 15/12/2026
settings-takes-offsets = số ngày trước hạn, từ 60 ngày trước đến 14 ngày sau, nhiều nhất 8 lần, cách nhau bằng dấu phẩy. Ví dụ: 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau. Không muốn nhắc thì gõ “không nhắc”
settings-takes-days = số ngày, { $range }, ví dụ 3
settings-takes-clock = một giờ trong ngày, ví dụ 8h, 8:00 hoặc 20h30
settings-takes-days-off = “ngày lễ” (các ngày nghỉ lễ của cả nước) và những ngày riêng của đơn vị, nhiều nhất 40 ngày. Ví dụ: ngày lễ, 3/2/2027, 10-12/3/2027. Không theo ngày lễ thì gõ: chỉ 3/2/2027. Không nghỉ ngày nào thì gõ “không”
settings-offsets-before = { $days } ngày trước
settings-offsets-last = đúng ngày hạn
settings-offsets-after = { $days } ngày sau
settings-days-only = chỉ { $days }
settings-days-none = không có ngày nào
settings-days-run = từ { $first } đến { $last }
settings-days-told = Với hạn { $day }{ $schools ->
        [yes] { " " }(trường học)
       *[no] { "" }
    }: nhắc các ngày { $days }.
settings-quiet = Giờ không nhắn tin
settings-quiet-hours = từ { $begins } đến { $ends }
settings-quiet-never = không có, giờ nào cũng nhắn
settings-too-quiet = Lưu ý: “{ $name }” là { $at }, trong giờ không nhắn tin, nên tin đến lúc { $opens }.
settings-reason = Lý do? Người liên quan sẽ đọc đúng lời này.
    .title = Cài đặt { $year } · { $name }
settings-arrow = { $name }: { $old } → { $new }
settings-step-entry = Hạn xác nhận và nhập phần mềm
settings-step-self = Hạn tự đánh giá
settings-step-self-schools = Hạn tự đánh giá (trường học)
settings-step-rating = Hạn đánh giá
settings-step-rating-schools = Hạn đánh giá (trường học)
settings-askew = Lưu ý: “{ $step }” không sau bước trước nó.
settings-reach = Ảnh hưởng { $branches } chi đoàn, { $members } đoàn viên.
settings-sure = { $change }
    { $reach }
    { $why }
    .title = Đổi quy định của { $unit }?
    .yes = Đổi
    .no = Không đổi
settings-why = Lý do: { $reason }
settings-kept = Chưa có gì thay đổi.
    .again = Về cài đặt
settings-too-late = Chưa đổi được: quy định này vừa được người khác đổi, hoặc chương trình vừa đóng. { -Ban } mở lại cài đặt để xem.
    .again = Về cài đặt
settings-done = Đã đặt { $name }: { $value }.
    { $again }
    .title = Đã đổi quy định
    .again = Về cài đặt
    .history = Ai đã đổi gì
settings-frozen = { $name }: { $value } ({ $source }). Không đổi được nữa, vì đã có { $count } phiếu gửi theo quy định này: đổi bây giờ sẽ làm kết quả của người đã gửi khác đi.
    .title = Đã chốt
    .again = Về cài đặt
settings-fixed-above = { $name }: { $value } ({ $source }). Cấp trên đã đặt quy định này, nên { -ban } không đổi được. { $count ->
        [0] { "" }
       *[other] Đã có { $count } phiếu theo quy định này.
    }
    .title = Cấp trên đã đặt
    .again = Về cài đặt

settings-problem-no-such-value = Giá trị này không dùng được. Nhận: { $allowed }. Chưa có gì thay đổi.
settings-problem-same = Đây đang là giá trị hiện tại. Chưa có gì thay đổi.
settings-problem-later-than-above = Cấp trên đặt hạn { $above }: có thể sớm hơn, không thể muộn hơn.
settings-problem-grades-askew = Ngưỡng xuất sắc phải cao hơn ngưỡng tốt, ngưỡng tốt cao hơn ngưỡng hoàn thành.

settings-nobody-above = Không có cấp trên nào nhận được đề nghị. Chưa có gì được gửi.
settings-propose = { $change }
    Lý do: { $reason }
    Chi đoàn chỉ đề nghị; { $above } quyết định.
    .title = Gửi đề nghị cho cấp trên?
    .yes = Gửi đề nghị
    .no = Không gửi
settings-proposed = Đã gửi đề nghị cho ban chấp hành { $above }. Chưa có gì thay đổi cho tới khi cấp trên đổi.
    .title = Đã gửi đề nghị
settings-proposed-told = { $unit } ({ $by }) đề nghị đặt { $name }: { $value }.
    Lý do: { $reason }
    .title = Đề nghị đổi quy định
    .set = Mở cài đặt

settings-again = { $count ->
        [0] Đã xem lại các phiếu đã gửi: không phiếu nào trái quy định mới.
       *[other] Đã xem lại các phiếu đã gửi: { $count } phiếu trái quy định mới. Phiếu giữ nguyên; bot đã báo ban chấp hành.
    }
    { $lines }
    { $more ->
        [0] { "" }
       *[other] … và { $more } phiếu nữa.
    }
settings-again-told = Cấp trên vừa đặt { $name }: { $value }. { $count } phiếu đã gửi trái quy định mới; phiếu giữ nguyên, { -ban } xem lại cùng đoàn viên.
    { $lines }
    .title = Quy định thay đổi
settings-concern = { $code } ({ $unit }, số { $roll }): { $why }
settings-fault-too-few = ít mục hơn mức tối thiểu
settings-fault-group-missing = thiếu nhóm
settings-fault-late = nộp muộn
settings-fault-due-late = có mục hạn sau ngày đánh giá

settings-history = { $lines }
    .title = Các thay đổi của năm { $year }
    .again = Về cài đặt
settings-made = { $at }: { $by } đặt { $name }: { $value }. Lý do: { $reason }
settings-never = Chưa ai đổi gì. Mọi quy định đều là mặc định.
settings-operator = người quản trị

settings-word-national = ngày lễ
settings-word-none = không nhắc
settings-word-yes = có
settings-word-no = không
settings-word-rating = ngày đánh giá
settings-word-ratio = theo tỉ lệ
settings-word-points = theo điểm
settings-word-consent = khi ban chấp hành đồng ý
settings-word-wait = chờ hướng dẫn
settings-word-register = được đăng ký
settings-word-evaluate-only = chỉ đánh giá, không phân loại
settings-word-rated = xếp loại bình thường
settings-word-not-rated = không xếp loại
settings-word-off = không giới hạn
settings-word-continues = tính tiếp
settings-word-restarts = tính lại từ đầu
settings-word-half-year = 6 tháng một lần
settings-word-quarter = mỗi quý
settings-word-refuse = không nhận
settings-word-committee = ban chấp hành quyết định

switch-registration = Hạn gửi phiếu đăng ký
switch-entry = Hạn xác nhận và nhập phần mềm
switch-rating = Hạn đánh giá
switch-rating_schools = Hạn đánh giá (trường học)
switch-inclusive = Tính cả ngày hạn
switch-excellent = Ngưỡng xuất sắc (%)
switch-good = Ngưỡng tốt (%)
switch-fair = Ngưỡng hoàn thành (%)
switch-mode = Cách xếp loại
switch-minimum = Số mục tối thiểu
switch-one_per_group = Mỗi nhóm ít nhất một mục
switch-latest_due = Hạn muộn nhất của một mục
switch-late = Nhận phiếu nộp muộn
switch-admitted_after = Vào Đoàn sau hạn đăng ký
switch-supplement_counts = Mục bổ sung tính vào mẫu số
switch-partly_done_counts = Mục làm một phần được tính nửa
switch-admitted_last_months = Kết nạp những tháng cuối năm
switch-party_members = Đoàn viên là đảng viên
switch-cap_excellent = Giới hạn số xuất sắc (%)
switch-clock_on_merger = Thời gian sinh hoạt khi đơn vị sáp nhập
switch-interim = Tự đánh giá giữa kỳ
switch-committee_from = Ban chấp hành đánh giá khi có từ (người)
switch-eligible_months = Số tháng sinh hoạt để được xếp loại
switch-admitted_months = Số tháng cuối năm chỉ đánh giá
switch-self_lead = Tự đánh giá trước hạn đánh giá (ngày)
switch-supplement_early = Bổ sung khi chưa xong mục cũ
switch-appeal_days = Số ngày được đề nghị xem xét lại
switch-answer_days = Số ngày phải trả lời đề nghị
switch-remind_registration = Nhắc gửi phiếu đăng ký
switch-remind_entry = Nhắc xác nhận và nhập phần mềm
switch-remind_interim = Nhắc tự đánh giá giữa kỳ
switch-remind_self = Nhắc tự đánh giá cuối năm
switch-remind_rating = Nhắc đánh giá đoàn viên
switch-remind_at = Giờ nhắc đoàn viên
switch-digest_at = Giờ gửi bản tin cho ban chấp hành
switch-quiet_from = Không nhắn tin từ
switch-quiet_until = Không nhắn tin đến
switch-days_off = Ngày không nhắn tin
switch-escalate_after = Báo người phụ trách khi chi đoàn quá hạn (ngày)
switch-phones = Lưu số điện thoại của đoàn viên
