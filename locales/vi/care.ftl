# /hotro, /traloi: a member needs help and the committee answers. /traodoi: the monthly talk.

menu-support = Cần hỗ trợ
menu-answer = Trả lời yêu cầu

support-ticket = Có { $count } yêu cầu hỗ trợ chờ { -ban } trả lời, yêu cầu chờ lâu nhất xếp trước. Chọn một yêu cầu để xem.
    .title = Cần hỗ trợ · { $count } yêu cầu chờ trả lời
support-row = { $code } { $name } · { $text } · { $ago } { $late }
support-overdue = · quá hạn trả lời
support-new = Tôi cần hỗ trợ
support-line = { -Ban } cần hỗ trợ ở mục nào?
    { $mine }
    .title = Cần hỗ trợ
support-general = Việc khác, không riêng mục nào
support-text = { -Ban } cần hỗ trợ gì về { $about }? Ghi rõ đang vướng ở đâu. Ban chấp hành sẽ đọc đúng lời này.
    { $mine }
    .title = Cần hỗ trợ
support-about = mục { $content }
support-in-general = việc chung
support-own-row = { -Ban } đã hỏi: { $code } “{ $text }”, { $state }.

support-sent = Đã gửi yêu cầu { $code }. { $count ->
        [0] Chi đoàn chưa có ai trong ban chấp hành để nhận. { -Ban } nhờ bí thư đoàn cấp trên xem giúp.
       *[other] Bot đã báo cho { $count } người có trách nhiệm. Chậm nhất { $by } { -ban } sẽ có câu trả lời.
    }
    .title = Đã gửi yêu cầu hỗ trợ
    .open = Xem yêu cầu
support-told = { $name } (số { $roll }) cần hỗ trợ về { $about }:
    “{ $text }”
    .title = Yêu cầu hỗ trợ { $code }
    .answer = Trả lời
    .open = Xem yêu cầu
support-card = Về { $about } · { $ago } · { $state }.
    “{ $text }”
    { $answer }
    .title = { $code } · { $name }, số { $roll }
    .answer = Trả lời
    .later = Yêu cầu khác
support-own = Về { $about } · { $ago } · { $state }.
    “{ $text }”
    { $answer }
    .title = Yêu cầu { $code } của { -ban }
    .enough = Được rồi
    .lacking = Chưa được
support-answer = Trả lời ({ $by }, { $at }): “{ $answer }”
support-state-open = đang chờ trả lời
support-state-answered = đã có trả lời
support-state-closed = đã xong
support-closed = Đã ghi: yêu cầu { $code } đã xong.
    .title = Yêu cầu đã xong
    .again = Hỏi việc khác
support-closed-told = { $name } báo: yêu cầu { $code } đã được giải quyết. { -Ban } không cần làm gì thêm.
    .title = Yêu cầu đã xong
support-lacking = Câu trả lời cho yêu cầu { $code }: “{ $answer }”
    { -Ban } còn thiếu điều gì?
    .title = Chưa được
support-reopened = Đã gửi lại yêu cầu { $code } cho ban chấp hành. Chậm nhất { $by } { -ban } sẽ có câu trả lời mới.
    .title = Đã hỏi lại
    .open = Xem yêu cầu
support-not-visible = { -Ban } không có quyền xem yêu cầu này.
support-no-code = Trong lời này chưa có mã yêu cầu đúng. Mã có trong danh sách yêu cầu, ví dụ: /traloi HT-7F3K9.
    .queue = Xem các yêu cầu
support-duty = { $count } yêu cầu hỗ trợ chờ { -ban } trả lời{ $overdue ->
        [0] .
       *[other] , { $overdue } yêu cầu đã quá 7 ngày.
    }
    .do = Trả lời { $count } yêu cầu

answer-ticket = Có { $count } yêu cầu chờ { -ban } trả lời. Chọn một yêu cầu.
    .title = Trả lời yêu cầu
    .typed = Gõ số ở đầu dòng, mã yêu cầu hoặc tên.
answer-nothing = Không có yêu cầu hỗ trợ nào chờ { -ban } trả lời.
    .queue = Tôi cần hỗ trợ
answer-text = { $name } cần hỗ trợ về { $about }: “{ $text }”
    { -Ban } trả lời thế nào? Đoàn viên sẽ nhận đúng lời này.
    .title = Trả lời yêu cầu { $code }
answer-told = { $by } trả lời yêu cầu { $code } của { -ban } (“{ $text }”):
    “{ $answer }”
    Như vậy đã được chưa?
    .title = Có trả lời cho yêu cầu { $code }
    .enough = Được rồi
    .lacking = Chưa được
answer-done = Đã trả lời yêu cầu { $code } ({ $name }). Bot đã gửi cho đoàn viên. { $left ->
        [0] Không còn yêu cầu nào chờ { -ban }.
       *[other] Còn { $left } yêu cầu chờ.
    }
    .title = Đã trả lời
    .next = Yêu cầu tiếp theo
    .undo = Hoàn tác (10 phút)
answer-own = Đây là yêu cầu { $code } của chính { -ban }. Người khác trong ban chấp hành, hoặc đoàn cấp trên, sẽ trả lời.
    .open = Xem yêu cầu
answer-already = Yêu cầu { $code } đã được { $by } trả lời lúc { $at }: “{ $answer }”
    { -Ban } không cần làm gì.
    .next = Yêu cầu tiếp theo
answer-closed = { $name } đã báo xong yêu cầu { $code }. { -Ban } không cần trả lời nữa.
    .next = Yêu cầu tiếp theo
answer-changed = Đoàn viên vừa viết thêm. { -Ban } đọc lại trước khi trả lời:

menu-checkin = Trao đổi hằng tháng

checkin-no-office = Lệnh này dành cho ban chấp hành chi đoàn.
checkin = { $count ->
        [0] Không có mục nào đến hạn trong tháng, đang chậm hoặc cần hỗ trợ.
       *[other] { $count } việc nên trao đổi, việc cần trả lời và hạn gần nhất xếp trước:
    }
    { $lines }
    { $missing ->
        [0] Tháng này đã trao đổi với mọi người.
       *[other] Chưa trao đổi với { $missing } người: { $names }.
    }
    .title = Trao đổi { $month }
    .write = Ghi lại đã trao đổi
    .months = Các tháng trước
checkin-ticket = { $name } (số { $roll }): cần hỗ trợ, chờ trả lời ({ $code }, { $ago })
checkin-item = { $name } (số { $roll }): { $code } { $title } – { $due }{ $mark }
checkin-over = {" "}· đã qua hạn
checkin-behind = {" "}· đang chậm
checkin-partly = {" "}· đã làm một phần
checkin-open = {""}
checkin-person = { $name } (số { $roll })
checkin-more = {" "}… và { $count } người nữa
checkin-people = { -Ban } đã trao đổi với ai? Những người chưa trao đổi trong tháng đã được chọn sẵn; bỏ chọn người vắng rồi chọn “Tiếp”.
    .title = Trao đổi { $month } · đã chọn { $chosen }/{ $all }
    .done = Tiếp
    .typed = Gõ số để chọn thêm; gõ “bỏ” và số để bỏ chọn; gõ “tiếp” khi đã đủ.
checkin-nobody = { -Ban } chọn ít nhất một người đã trao đổi.
checkin-text = Đã trao đổi điều gì? Ghi ngắn gọn: việc đang vướng và cách giúp.
    .title = Trao đổi { $month }
checkin-all-well = Mọi người làm đúng kế hoạch, không có vướng mắc
checkin-done = Đã ghi buổi trao đổi { $month } với { $count } người. { $left ->
        [0] Tháng này đã trao đổi với mọi người.
       *[other] Còn { $left } người chưa được trao đổi: { $names }.
    }
    .title = Đã ghi lại
    .tickets = Trả lời yêu cầu hỗ trợ
    .open = Về việc trong tháng
checkin-no-months = Năm nay chưa ghi buổi trao đổi nào.
    .title = Trao đổi hằng tháng
    .write = Ghi lại đã trao đổi
checkin-month = { $text }
    { $by } ghi lúc { $at }. { $missing ->
        [0] Đã trao đổi với mọi người.
       *[other] Chưa trao đổi với { $missing } người: { $names }.
    }
    .title = Trao đổi { $month }
    .open = Về việc tháng này
checkin-duty = trao đổi { $month } với đoàn viên về nội dung rèn luyện.
    .do = Trao đổi { $month }

log-act-ticket-opened = xin hỗ trợ
log-act-ticket-answered = trả lời
log-act-ticket-reopened = hỏi lại
log-act-ticket-closed = báo đã xong
log-act-checked-in = ghi buổi trao đổi hằng tháng
