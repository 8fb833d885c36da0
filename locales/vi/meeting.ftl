# /hop: the branch meets about the year: opening the round, the walk from member to member, closing with minutes.

menu-meeting = Họp xét đoàn viên

meeting-no-office = Lệnh này dành cho ban chấp hành chi đoàn. { -Ban } hiện không giữ chức vụ nào có chi đoàn để xét.
meeting-no-cycle = { $unit } hiện không có đợt rèn luyện nào đang mở, nên chưa họp xét được.
    .papers = Giấy tờ các cuộc họp đã đóng
meeting-which = { -Ban } phụ trách { $count } chi đoàn. Họp xét cho chi đoàn nào?
    .title = Họp xét đoàn viên

meeting-duty = Chi đoàn đang họp xét: còn { $left } đoàn viên chưa xét.
    .do = Xét tiếp
meeting-duty-close = Chi đoàn đã xét xong, còn phải đóng đợt xét.
    .do = Về cuộc họp
meeting-duty-begin = Đã đến kỳ xét, đánh giá đoàn viên. Hạn: { $day }.
    .do = Mở đợt xét

meeting-mode-collective = tập thể chi đoàn xét
meeting-mode-committee = ban chấp hành xét

meeting-mode = { $unit } có { $heads } đoàn viên, ít hơn { $limit }, nên tập thể chi đoàn nhận xét và xếp loại từng người. Chi đoàn họp được không?
    .title = Mở đợt xét { $year }
    .collective = Họp được: tập thể xét
    .scattered = Đoàn viên phân tán: ban chấp hành xét
meeting-scattered = Vì sao đoàn viên phân tán, không họp được? Lý do này ghi vào biên bản.
    .title = Mở đợt xét { $year }
meeting-consulted = Ban chấp hành xét sau khi hỏi ý kiến phân đoàn hoặc nhóm đoàn viên có điều kiện thời gian giống nhau. Đã hỏi ai, ý kiến thế nào?
    .title = Mở đợt xét { $year }
meeting-no-groups = Chi đoàn không có phân đoàn, không có nhóm
meeting-day = Lấy ngày nào làm ngày đánh giá? 6 tháng sinh hoạt được tính đến ngày này.
    .title = Mở đợt xét { $year }
    .today = Hôm nay, { $today }
    .last = Hạn xét, { $last }
meeting-open = Mở đợt xét, đánh giá đoàn viên năm { $year } của { $unit }?
    { $early }
    { $heads } đoàn viên; { $mode }. Ngày đánh giá: { $day }.
    { $apart }
    { $waiting }
    { $paper }
    { $never }
    Mở xong, bot báo cho đoàn viên chưa đăng ký và hỏi nhận xét của đơn vị cũ.
    .title = Mở đợt xét { $year }
    .yes = Mở đợt xét
    .no = Chưa mở
meeting-early = Lưu ý: chưa hết hạn tự đánh giá ({ $begins }). Mở bây giờ, nhiều đoàn viên có thể chưa kịp tự đánh giá.
meeting-apart = Không phân loại: { $names }.
meeting-waiting = Chờ nhận xét của đơn vị cũ: { $names }.
meeting-paper = Làm bằng giấy: { $names }.
meeting-never = Chưa có phiếu đăng ký được xác nhận, nên sẽ là “Không hoàn thành” nếu không có gì thay đổi: { $names }.
meeting-who = { $name } (số { $roll }, { $why })
meeting-whose = { $name } (số { $roll })
meeting-not-opened = Chưa mở đợt xét nào.
    .again = Xem lại
meeting-opened-first = Đợt xét này đã được mở ({ $by }). { -Ban } xét tiếp cùng nhé.
meeting-opened = Đã mở đợt xét cho { $count } đoàn viên. { $asked ->
        [0] {""}
       *[other] Bot đã hỏi nhận xét của đơn vị cũ cho { $asked } người.
    }
meeting-entered = { $count ->
        [0] Không có ai mới trong danh sách. Điều kiện của những người chưa xét đã được cập nhật.
       *[other] Đã bổ sung { $count } đoàn viên vào đợt.
    } { $asked ->
        [0] {""}
       *[other] Bot đã hỏi nhận xét của đơn vị cũ cho { $asked } người.
    }
meeting-warned = { $unit } bắt đầu xét năm { $year }, ngày đánh giá { $day }. { -Ban } chưa có phiếu đăng ký nào được xác nhận, nên sẽ bị xếp “Không hoàn thành” nếu không có gì thay đổi. { -Ban } hãy nói với bí thư chi đoàn ngay hôm nay.
    .title = Chưa đăng ký rèn luyện { $year }
    .register = Đăng ký
meeting-silent = { $unit } bắt đầu xét năm { $year }, ngày đánh giá { $day }. { -Ban } chưa gửi bản tự đánh giá; vẫn gửi được đến khi chi đoàn quyết định về { -ban }.
    .title = Chưa tự đánh giá { $year }
    .assess = Tự đánh giá

## How somebody stands to the rating

stands-eligible = đủ điều kiện
stands-short = chưa đủ 6 tháng sinh hoạt liên tục
stands-wait-remarks = chờ nhận xét của đơn vị cũ
stands-admitted-lately = mới kết nạp trong những tháng cuối năm
stands-after-registration = kết nạp sau hạn đăng ký, chờ hướng dẫn
stands-paper = làm bằng giấy
stands-party = là đảng viên, không xếp loại đoàn viên

## The walk

walk = { $left ->
        [0] Đã xét xong. Bước tiếp theo: đóng đợt.
       *[other] Còn { $left } đoàn viên chưa xét. Chọn một người để xét.
    } { $waiting ->
        [0] {""}
       *[other] { $waiting } người chờ nhận xét của đơn vị cũ.
    }
    Đã xét { $done }/{ $count }; { $mode }; ngày đánh giá { $day }.
    .title = Họp xét { $year } · { $unit }
    .ballot = Lấy biểu quyết về mọi người chưa xét
    .all = Xét nhiều người một lúc
    .enter = Bổ sung vào đợt
    .close = Đóng đợt xét
walk-closed = Đợt xét đã đóng: { $done }/{ $count } đoàn viên. { $left ->
        [0] {""}
       *[other] { $left } kết quả được mở lại, cần xét lại.
    }
    .title = Họp xét { $year } · { $unit }
    .report = Báo cáo lên cấp trên
    .minutes = Biên bản (Word)
    .list = Danh sách đề nghị (Word)
    .papers = Giấy xác nhận, khen thưởng, ưu tú
walk-row = { $code } { $name }, số { $roll } · { $state }
walk-open = chưa xét
walk-returned = được trả lại, xét lại
walk-reopened = được mở lại, xét lại
walk-waits = chờ nhận xét
walk-and-more = và { $count } người nữa

## Closing

meeting-not-yet = Chưa đóng được đợt: còn { $left } đoàn viên chưa xét: { $names }. Chưa có gì thay đổi.
    .title = Đóng đợt xét
    .meeting = Xét tiếp
meeting-cap = { $excellent } người xuất sắc, trong khi đợt này có mức trần { $most } người. Vì sao vượt mức trần? Lý do ghi vào biên bản.
    .title = Đóng đợt xét { $year }
meeting-present = Kết quả của { $unit }:
    { $distribution }
    Có mặt bao nhiêu người trong { $heads } đoàn viên?
    .title = Đóng đợt xét { $year }
meeting-no-number = “{ $typed }” không phải là số người có mặt. { -Ban } ghi một số từ 1 đến { $heads }.
meeting-few = Có mặt { $present }/{ $heads }, không quá nửa số đoàn viên. Vì sao vẫn xét? Lý do ghi vào biên bản. Nếu chưa chắc, gõ “quay lại”.
    .title = Có mặt không quá nửa
meeting-conclusion = Kết luận của cuộc họp? Lời này ghi vào cuối biên bản.
    .title = Đóng đợt xét { $year }
meeting-no-conclusion = Thống nhất kết quả như trên
meeting-close = { $minutes }
    .title = Kiểm tra biên bản rồi đóng đợt
    .yes = Đóng đợt xét
    .no = Chưa đóng
meeting-not-closed = Đợt xét vẫn mở. Kết quả từng người vẫn giữ.
    .meeting = Về cuộc họp
meeting-closed-first = Đợt xét này đã được đóng ({ $by }). { -Ban } không cần làm gì.
    .meeting = Về cuộc họp
meeting-changed = Vừa có thay đổi trong đợt xét, nên chưa đóng. { -Ban } xem lại rồi đóng.
    .meeting = Về cuộc họp
meeting-closed = Đã đóng đợt xét của { $unit }. Bot đã báo riêng kết quả cho { $count } đoàn viên. Kết quả chờ công nhận.
    { $distribution }
    Bước tiếp theo: báo cáo lên cấp trên.
    .title = Đã đóng đợt xét
    .report = Báo cáo lên cấp trên
    .minutes = Biên bản (Word)
    .undo = Hoàn tác (10 phút)

share-line = { $grade }: { $count } ({ $percent })
share-beside = { $grade }: { $count }

minutes = Biên bản họp xét, đánh giá đoàn viên năm { $year } · { $unit }
    Họp { $held }; ngày đánh giá { $day }; { $mode }.
    { $scattered }
    { $consulted }
    Có mặt { $present }/{ $heads } đoàn viên.
    { $few }
    { $distribution }
    { $cap }
    { $apart }
    { $differing }
    { $conclusion }
minutes-scattered = Đoàn viên phân tán: { $why }
minutes-consulted = Ý kiến đã hỏi: { $said }
minutes-few = Có mặt không quá nửa, lý do: { $why }
minutes-cap = Xuất sắc vượt mức trần, lý do: { $why }
minutes-apart = Không xếp loại: { $names }.
minutes-differing = Kết quả có lý do riêng:
    { $lines }
minutes-differs = { $name } (số { $roll }): { $grade } – { $why }
minutes-conclusion = Kết luận: { $said }

result-told = { $unit } đã xét năm { $year }. Kết quả của { -ban }: { $outcome }.
    { $why }
    { $differs }
    { $graded ->
        [yes] Kết quả chờ công nhận.
       *[no] {""}
    }
    .title = Kết quả rèn luyện { $year }
    .why = Vì sao?
result-why = Lý do: { $why }.
result-differs = Ý kiến của chi đoàn: { $differs }
