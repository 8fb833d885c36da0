# /giuaky: looking back during the year, and the branch's comment.

menu-interim = Tự đánh giá giữa kỳ

interim-period-H1 = 6 tháng đầu năm { $year }
interim-period-H2 = 6 tháng cuối năm { $year }
interim-period-S1 = học kỳ I của năm rèn luyện { $year }
interim-period-Q1 = quý I/{ $year }
interim-period-Q2 = quý II/{ $year }
interim-period-Q3 = quý III/{ $year }
interim-period-Q4 = quý IV/{ $year }

interim-whose = { -Ban } xem việc của ai?
    .title = Tự đánh giá giữa kỳ
    .chidoan = Của chi đoàn
    .toi = Của tôi
interim-no-office = Danh sách này dành cho ban chấp hành chi đoàn.
interim-no-form = Chỉ tự đánh giá được khi phiếu đăng ký năm { $year } đã được xác nhận.
    .plan = Kế hoạch của tôi
interim-not-now = Kỳ tới là { $period }: { -ban } tự đánh giá từ { $since } đến { $until }.
    { $history }
    .title = Tự đánh giá giữa kỳ
interim-is-sent = { -Ban } đã gửi tự đánh giá { $period }. Khi chi đoàn chưa nhận xét, { -ban } còn sửa được đến { $until }.
    { $history }
    .title = Đã gửi tự đánh giá
    .again = Sửa và gửi lại
interim-is-commented = Chi đoàn đã nhận xét tự đánh giá { $period } của { -ban }. { -Ban } chưa phải làm gì thêm.
    { $history }
    .title = Chi đoàn đã nhận xét

interim-done = Mục nào đã xong? Chọn các mục đã xong, rồi chọn “Tiếp”. Chưa mục nào xong thì chọn “Tiếp” luôn.
    .title = Tự đánh giá { $period } · 1/3
    .done = Tiếp
    .typed = Gõ mã các mục, cách nhau bằng dấu cách; gõ “tiếp” khi đã đủ.
interim-behind = Trong các mục còn lại, mục nào đang chậm so với kế hoạch? Không có thì chọn “Tiếp” luôn.
    .title = Tự đánh giá { $period } · 2/3
    .done = Tiếp
    .typed = Gõ mã các mục, cách nhau bằng dấu cách; gõ “tiếp” khi đã đủ.
interim-hard = { -Ban } gặp khó khăn gì? Ban chấp hành sẽ đọc đúng lời này và phải trả lời { -ban }.
    .title = Tự đánh giá { $period } · 3/3
interim-nothing-hard = Không có khó khăn
interim-nothing-words = không | không có | không có gì | chưa có | không ạ
interim-send = { $sections }
    { $summary } Khi chi đoàn chưa nhận xét, { -ban } còn sửa được đến { $until }.
    .title = Kiểm tra trước khi gửi · { $period }
    .send = Gửi ban chấp hành
    .edit = Sửa { $n }
    .which = Sửa gì ở phần này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “gửi” để gửi, hoặc “sửa 2” để sửa phần 2.
    .typed = Gõ “gửi” để gửi ban chấp hành, “sửa 2” để sửa phần 2.
interim-part-done = Đã xong: { $said }
interim-part-behind = Đang chậm: { $said }
interim-part-hard = Khó khăn: { $said }
interim-none = không có
interim-sent = Đã gửi tự đánh giá { $period }. { -Ban } sẽ nhận tin khi chi đoàn nhận xét.
    { $ticket }
    .title = Đã gửi tự đánh giá
    .open = Xem yêu cầu
interim-asked = Khó khăn của { -ban } đã thành yêu cầu hỗ trợ { $code }, ban chấp hành phải trả lời.
interim-too-late = Chi đoàn vừa nhận xét, nên lần gửi này không được nhận. Lần gửi trước vẫn giữ.
    .open = Xem nhận xét

interim-summary = { $done } mục đã xong, { $going } mục đúng kế hoạch, { $behind } mục đang chậm{ $codes }.
interim-behind-codes = {" "}({ $codes })
interim-line = { $period } (gửi { $at }): { $summary }
    { $difficulty }
    { $comment }
interim-hard-line = Khó khăn: { $difficulty }
interim-comment-line = Chi đoàn nhận xét ({ $by }): { $comment }

interim-member = Đã gửi { $sent }/{ $count } người, { $waiting } người chờ nhận xét. Chọn một người để xem và nhận xét.
    .title = Tự đánh giá { $period } của chi đoàn
    .typed = Gõ số ở đầu dòng, mã phiếu hoặc tên để xem.
interim-row = { $code } { $name }, số { $roll } · { $state }
interim-state-sent = đã gửi, chờ nhận xét
interim-state-silent = chưa gửi
interim-state-commented = đã nhận xét
interim-nobody = Chi đoàn không có ai phải tự đánh giá { $period }. Kỳ tới là { $then }, bắt đầu { $since }.
    .title = Tự đánh giá giữa kỳ
interim-not-sent = { $name } chưa gửi tự đánh giá { $period }.
    { $history }
    .title = Chưa gửi
    .next = Về danh sách
interim-card = { $history }
    .title = Tự đánh giá của { $name }
    .next = Về danh sách
interim-comment = { $history }
    Chi đoàn nhận xét gì? Đoàn viên sẽ nhận đúng lời này.
    .title = { $period } · { $name }
interim-own = Đây là phần của chính { -ban }. Người khác trong ban chấp hành sẽ nhận xét.
    .open = Xem phần của tôi
interim-changed = Chưa ghi nhận xét của { -ban }: người khác đã nhận xét trước, hoặc { $name } vừa gửi lại.
    { $history }
    .title = Đã có thay đổi
    .next = Về danh sách
interim-commented = Đã gửi nhận xét cho { $name }. { $left ->
        [0] Không còn ai chờ nhận xét.
       *[other] Còn { $left } người chờ nhận xét.
    }
    .title = Đã nhận xét
    .next = Người tiếp theo
interim-told = { $by } nhận xét tự đánh giá { $period } của { -ban }: “{ $comment }”
    .title = Chi đoàn đã nhận xét
    .open = Xem lại
interim-not-visible = { -Ban } không có quyền xem phần tự đánh giá này.
interim-duty = tự đánh giá { $period }, hạn { $until } (khoảng 3 phút).
    .do = Tự đánh giá
interim-comment-duty = { $count } người chờ chi đoàn nhận xét tự đánh giá { $period }.
    .do = Nhận xét { $count } người

log-act-interim-sent = gửi tự đánh giá giữa kỳ
log-act-interim-commented = nhận xét tự đánh giá giữa kỳ
