# /trinh, /congnhan, /ghinhan, /molai: results on their way up and back.

menu-report = Báo cáo kết quả lên trên
menu-recognise = Công nhận kết quả
menu-note = Ghi nhận kết quả
menu-reopen = Mở lại kết quả

upwards-not-visible = { -Ban } không có quyền xem kết quả này.
upwards-no-code = Trong lời này chưa có mã kết quả đúng. { -Ban } gõ kèm mã kết quả, ví dụ: { $command } XL-7F3K9. Mã có trong danh sách kết quả.
upwards-undecided = chưa xét
upwards-row = { $code } { $name }, số { $roll } · { $outcome }{ $mark }
upwards-asks = {" "}· nên xem
upwards-total = { $total } kết quả, trong đó { $classified } được phân loại:
upwards-grade = – { $grade }: { $count } ({ $percent })
upwards-other = – { $why }: { $count }
upwards-why-short = Không phân loại, chưa đủ thời gian sinh hoạt liên tục
upwards-why-wait-remarks = Không phân loại, chờ nhận xét của nơi chuyển đi
upwards-why-admitted-lately = Không phân loại, kết nạp những tháng cuối năm
upwards-why-after-registration = Không phân loại, kết nạp sau hạn đăng ký
upwards-why-paper = Không phân loại, theo dõi bằng giấy
upwards-why-party = Không phân loại, là đảng viên
upwards-why-eligible = Không phân loại, lý do khác
upwards-why-chua-danh-gia = Chưa đánh giá
upwards-name = { $name } (số { $roll })
upwards-names-more = { $names } … và { $count } người nữa
upwards-branch = { $unit } · { $count } kết quả
upwards-every-branch = Tất cả · { $count } kết quả
upwards-lately = 10 phút qua: { $name } đã xử lý { $count } kết quả, lúc { $at }.
upwards-already = Kết quả { $code } ({ $name }) { $state } ({ $by }). { -Ban } không cần làm gì.
upwards-state-open = đang được chi đoàn xét
upwards-state-decided = đang ở chi đoàn, chưa báo cáo lên trên
upwards-state-reported = đã báo cáo lên trên
upwards-state-recognised = đã được công nhận
upwards-state-noted = đã được ghi nhận
upwards-state-returned = đã được trả lại chi đoàn
upwards-state-reopened = đã được mở lại để chi đoàn xét lại

## /trinh

report-round = { -Ban } báo cáo kết quả của đợt nào?
    .title = Báo cáo kết quả
report-named = { $unit } · năm { $year } · { $count } kết quả
report-sure = Báo cáo { $count } kết quả năm { $year } lên { $above } { $act }?
    { $spread }
    { $waiting }
    .title = Báo cáo kết quả · { $unit }
    .yes = Báo cáo { $count } kết quả
    .no = Chưa báo cáo
report-for-recognise = để công nhận
report-for-note = để đoàn cấp trên nắm
report-waiting = Còn { $count } người chưa có kết quả, sẽ báo cáo sau: { $names }.
report-kept = Chưa báo cáo gì. Kết quả vẫn ở chi đoàn.
    .again = Xem lại
report-done-recognise = Đã báo cáo { $count } kết quả của { $unit } lên { $above }. Kết quả chờ công nhận; { -ban } sẽ nhận tin khi có quyết định.
    .title = Đã báo cáo · chờ công nhận
    .list = Danh sách đề nghị (Word)
    .undo = Hoàn tác (10 phút)
report-done-note = Đã báo cáo { $count } kết quả của { $unit } lên { $above }. Chi đoàn cơ sở chỉ báo cáo; đoàn cấp trên sẽ ghi nhận.
    .title = Đã báo cáo
    .list = Danh sách báo cáo (Word)
    .undo = Hoàn tác (10 phút)
report-already = Kết quả này vừa được báo cáo ({ $by }). { -Ban } không cần làm gì.
report-nobody-above = { $unit } chưa có đoàn cấp trên trong hệ thống nên chưa báo cáo được. Hãy nhờ người quản trị gắn chi đoàn vào đoàn cấp trên.
report-no-office = Lệnh này dành cho ban chấp hành chi đoàn. { -Ban } hiện không giữ chức vụ nào.
report-none = Chi đoàn chưa mở đợt đánh giá nào nên chưa có gì để báo cáo.
report-still-open = Đợt đánh giá năm { $year } của { $unit } chưa chốt. Chốt xong mới báo cáo được.
    .meeting = Tới buổi họp đánh giá
report-was = Kết quả năm { $year } của { $unit } đã báo cáo lúc { $at }. Hiện không có gì mới để báo cáo.
    .list = Danh sách đã báo cáo (Word)
report-told-recognise = { $unit } báo cáo { $count } kết quả rèn luyện năm { $year }, chờ { -ban } công nhận.
    .title = Kết quả chờ công nhận
    .open = Xem và công nhận
report-told-note = { $unit } (chi đoàn cơ sở) báo cáo { $count } kết quả rèn luyện năm { $year }, chờ { -ban } ghi nhận.
    .title = Kết quả chờ ghi nhận
    .open = Xem và ghi nhận
report-duty = { $count } kết quả của { $unit } chờ báo cáo lên trên.
    .do = Báo cáo { $count } kết quả

## /congnhan

recognise-branch = { $branches } chi đoàn đã báo cáo, { $waiting } kết quả chờ công nhận. Chọn một chi đoàn.
    .title = Công nhận · { $waiting } kết quả chờ
recognise-which = { $lately }
    { $spread }
    { $questions }
    { $own }
    Chọn cách công nhận. Trước khi công nhận, { -ban } còn bỏ ra được từng người.
    .title = Công nhận kết quả · { $units }
recognise-way-all = Công nhận tất cả { $count }
recognise-way-plain = Chỉ { $count } kết quả không có gì cần xem
recognise-only = Chỉ { $outcome } ({ $count })
recognise-way-one = Xem từng người
recognise-questions = Nên xem ở { $unit }: { $names } (khác cách tính, chưa đánh giá hoặc đang đề nghị xem xét lại).
recognise-questions-many = Nên xem { $count } kết quả ở { $branches } chi đoàn: khác cách tính, chưa đánh giá hoặc đang đề nghị xem xét lại. Chọn từng chi đoàn để xem tên.
recognise-own-left-out = Kết quả của chính { -ban } không có ở đây: người khác trong ban chấp hành, hoặc đoàn cấp trên, sẽ công nhận.
recognise-result = Chọn một người để xem kết quả.
    .title = Công nhận từng người
    .typed = Gõ số ở đầu dòng, mã kết quả hoặc tên để xem.
recognise-taken = Đã chọn { $chosen }/{ $all }. Bỏ chọn ai thì kết quả của người đó vẫn chờ.
    .title = Công nhận · chọn người
    .done = Tiếp tục
    .typed = Gõ “bo” và mã để bỏ ra từng người, “tiep tuc” khi xong.
recognise-sure = { $lately }
    Công nhận { $count } kết quả?
    { $chosen_spread }
    { $without }
    .title = Công nhận { $count } kết quả
    .yes = Công nhận { $count } kết quả
    .no = Chưa công nhận
recognise-without = Không công nhận lần này: { $names }.
recognise-none = { -Ban } không chọn ai nên chưa công nhận kết quả nào.
    .again = Chọn lại
recognise-kept = Chưa công nhận kết quả nào.
    .again = Xem lại
recognise-done = Đã công nhận { $count } kết quả. Bot đã báo cho từng đoàn viên và ban chấp hành chi đoàn. { $left ->
        [0] Không còn kết quả nào chờ { -ban }.
       *[other] Còn { $left } kết quả chờ.
    }
    { $lost }
    .title = Đã công nhận
    .next = Kết quả tiếp theo
    .undo = Hoàn tác cả { $count } (10 phút)
recognise-one-done = Đã công nhận kết quả { $code } ({ $name }): { $outcome }. Bot đã báo cho đoàn viên và ban chấp hành chi đoàn. { $left ->
        [0] Không còn kết quả nào chờ { -ban }.
       *[other] Còn { $left } kết quả chờ.
    }
    .title = Đã công nhận
    .next = Kết quả tiếp theo
    .undo = Hoàn tác (10 phút)
settled-nothing-recognise = { $lately }
    Không còn kết quả nào chờ { -ban } công nhận.
    .title = Công nhận kết quả
    .note = Kết quả chờ ghi nhận
settled-no-office-recognise = Lệnh này dành cho ban chấp hành đoàn cấp trên của chi đoàn. { -Ban } hiện không giữ chức vụ nào.
recognise-own = { -Ban } không thể tự công nhận kết quả của mình. Người khác trong ban chấp hành, hoặc đoàn cấp trên, sẽ công nhận.
    .title = Kết quả của chính { -ban }
recognise-not-reported = Kết quả { $code } ({ $name }) đang ở chi đoàn, chưa báo cáo lên trên.
recognise-only-note = { $unit } là chi đoàn cơ sở: kết quả do chi đoàn cơ sở quyết định, đoàn cấp trên chỉ ghi nhận.
    .note = Ghi nhận
recognise-newer = Kết quả vừa có thay đổi. { -Ban } xem bản mới trước khi công nhận:
recognise-card = { $outcome }
    { $computed }
    { $differs }
    { $returned }
    .title = Kết quả { $code } · { $name }, số { $roll } · { $unit }
    .recognise = Công nhận
    .return = Trả lại chi đoàn
    .why = Vì sao?
    .later = Để sau
recognise-computed = Cách tính cho: { $grade }.
recognise-differs = Lý do khác cách tính: { $reason }
recognise-returned-before = Đã trả lại trước đó: { $reason }
recognise-reason = Lý do trả lại kết quả của { $name }? Chọn một câu, hoặc tự viết. Chi đoàn và đoàn viên sẽ nhận đúng lời này.
    .title = Trả lại kết quả { $code }
recognise-reasons = Chưa rõ vì sao khác cách tính | Thiếu minh chứng | Chưa có nhận xét của nơi chuyển đi
recognise-returned = Đã trả lại kết quả { $code } ({ $name }) về chi đoàn. Chỉ kết quả này mở lại, các kết quả khác giữ nguyên. Bot đã báo lý do cho ban chấp hành chi đoàn và đoàn viên. { $left ->
        [0] Không còn kết quả nào chờ { -ban }.
       *[other] Còn { $left } kết quả chờ.
    }
    .title = Đã trả lại
    .next = Kết quả tiếp theo
    .undo = Hoàn tác (10 phút)
recognise-returned-told = { $above } trả lại kết quả { $code } ({ $name }).
    Lý do: { $reason }
    Chi đoàn xét lại người này rồi báo cáo lại (trinh). Các kết quả khác giữ nguyên.
    .title = Kết quả được trả lại
    .rate = Xét lại
recognise-returned-told-member = { $above } trả lại kết quả { $code } của { -ban } để chi đoàn xét lại.
    Lý do: { $reason }
    { -Ban } sẽ nhận tin khi có kết quả mới.
    .title = Kết quả được xét lại
settled-told-recognise = Kết quả rèn luyện năm { $year } của { -ban } ({ $code }): { $outcome }. { $above } đã công nhận.
    Nếu chưa đồng ý, { -ban } đề nghị xem xét lại được đến hết { $until }.
    .title = Kết quả đã được công nhận
    .why = Vì sao?
    .appeal = Đề nghị xem xét lại
settled-branch-recognise = { $above } đã công nhận { $count } kết quả năm { $year } của { $unit }.
    .title = Kết quả đã được công nhận
recognise-duty = { $count } kết quả của các chi đoàn chờ { -ban } công nhận.
    .do = Công nhận { $count } kết quả

## /ghinhan: what a chi đoàn cơ sở reports is only noted (PN-25)

note-branch = { $branches } chi đoàn cơ sở đã báo cáo, { $waiting } kết quả chờ ghi nhận. Chọn một chi đoàn cơ sở.
    .title = Ghi nhận · { $waiting } kết quả chờ
note-sure = { $lately }
    { $units } đã báo cáo { $count } kết quả. Ghi nhận?
    { $spread }
    .title = Ghi nhận kết quả · { $units }
    .yes = Ghi nhận
    .no = Chưa ghi nhận
note-kept = Chưa ghi nhận gì.
    .again = Xem lại
note-done = Đã ghi nhận { $count } kết quả của { $units }. Bot đã báo cho từng đoàn viên và ban chấp hành. { $left ->
        [0] Không còn kết quả nào chờ { -ban }.
       *[other] Còn { $left } kết quả chờ.
    }
    { $lost }
    .title = Đã ghi nhận
    .next = Kết quả tiếp theo
    .undo = Hoàn tác (10 phút)
settled-nothing-note = { $lately }
    Không còn kết quả nào chờ { -ban } ghi nhận.
    .title = Ghi nhận kết quả
    .recognise = Kết quả chờ công nhận
settled-no-office-note = Lệnh này dành cho ban chấp hành đoàn cấp trên. { -Ban } hiện không giữ chức vụ nào.
settled-told-note = Kết quả rèn luyện năm { $year } của { -ban } ({ $code }): { $outcome }. { $above } đã ghi nhận.
    Nếu chưa đồng ý, { -ban } đề nghị xem xét lại được đến hết { $until }.
    .title = Kết quả đã được ghi nhận
    .why = Vì sao?
    .appeal = Đề nghị xem xét lại
settled-branch-note = { $above } đã ghi nhận { $count } kết quả năm { $year } của { $unit }.
    .title = Kết quả đã được ghi nhận
note-duty = { $count } kết quả của chi đoàn cơ sở chờ { -ban } ghi nhận.
    .do = Ghi nhận { $count } kết quả

## /molai

reopen-reason = Vì sao mở lại kết quả { $code } ({ $name }, { $outcome })? Chi đoàn và đoàn viên sẽ nhận đúng lời này.
    .title = Mở lại kết quả { $code }
reopen-reasons = Có thông tin mới | Phát hiện sai sót trong hồ sơ
reopen-done = Đã mở lại kết quả { $code } ({ $name }). Chi đoàn xét lại rồi báo cáo lại. Bot đã báo lý do cho ban chấp hành chi đoàn, đoàn viên và đoàn cấp trên.
    .title = Đã mở lại
    .undo = Hoàn tác (10 phút)
reopen-own = { -Ban } không thể tự mở lại kết quả của mình. { -Ban } có thể đề nghị xem xét lại.
    .appeal = Đề nghị xem xét lại
reopen-not-closed = Kết quả { $code } ({ $name }) { $state }, nên không cần mở lại.
reopen-told = { $by } mở lại kết quả { $code } ({ $name }).
    Lý do: { $reason }
    Chi đoàn xét lại người này rồi báo cáo lại (trinh).
    .title = Kết quả được mở lại
    .rate = Xét lại
reopen-told-above = { $by } mở lại kết quả { $code } ({ $name }, { $unit }) để chi đoàn xét lại.
    Lý do: { $reason }
    .title = Kết quả được mở lại
reopen-told-member = { $by } mở lại kết quả { $code } của { -ban } để chi đoàn xét lại.
    Lý do: { $reason }
    { -Ban } sẽ nhận tin khi có kết quả mới.
    .title = Kết quả được mở lại
