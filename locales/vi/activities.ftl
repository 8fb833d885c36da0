# /hoatdong, /themhoatdong, /diemdanh: what a branch does together, and who came.

menu-activities = Hoạt động của chi đoàn
menu-activity = Thêm hoạt động
menu-attendance = Điểm danh

activities = { $count } hoạt động sắp tới. Hoạt động giúp { -ban } hoàn thành mục đã đăng ký xếp trước.
    { $rows }
    .title = Hoạt động của chi đoàn
    .add = Thêm hoạt động
    .note = Điểm danh
    .plan = Kế hoạch của tôi
activities-none = Chưa có hoạt động nào sắp tới.
    .title = Hoạt động của chi đoàn
    .add = Thêm hoạt động
    .note = Điểm danh
    .plan = Kế hoạch của tôi
activities-row = { $code } · { $day } · { $title } (mục { $codes })
activities-row-helps = { $code } · { $day } · { $title } – giúp mục { $codes } của { -ban }
activities-one = { $day }. { $came }
    Gắn với mục: { $contents }.
    { $level }
    { $helps }
    { $merged }
    .title = { $code } · { $title }
    .note = Điểm danh
    .cancel = Hủy hoạt động này
    .all = Tất cả hoạt động
activities-completes = Ai dự thì mục liên quan được ghi là xong.
activities-partly = Ai dự thì mục liên quan được ghi là làm được một phần.
activities-helps = Hoạt động này giúp mục { $codes } của { -ban }.
activities-merged = Sinh hoạt ghép: { $names }. Mỗi chi đoàn tự điểm danh đoàn viên của mình.
activities-nobody-noted = Chưa điểm danh.
activities-came = Có { $count }/{ $all } người dự.
activities-not-visible = { -Ban } không có quyền với hoạt động này.
    .all = Tất cả hoạt động
activities-cancelled = Đã hủy hoạt động “{ $title }”. { $others ->
        [0] Chưa có ai được điểm danh, nên không mục nào thay đổi.
       *[other] Bot đã báo cho ban chấp hành của { $others } chi đoàn cùng dự.
    }
    .title = Đã hủy hoạt động
    .all = Tất cả hoạt động
activities-cancelled-told = Hoạt động “{ $title }” ({ $day }) đã bị hủy.
    .title = Hoạt động bị hủy
    .all = Tất cả hoạt động
activities-already-held = Không hủy được “{ $title }” ({ $code }), vì đã có người được điểm danh.
    .all = Tất cả hoạt động
activities-already-cancelled = Hoạt động “{ $title }” ({ $code }) đã bị hủy. { -Ban } không cần làm gì.
    .all = Tất cả hoạt động
activities-duty = điểm danh { $count ->
        [1] hoạt động “{ $title }”.
       *[other] { $count } hoạt động đã diễn ra.
    }
    .do = Điểm danh

activity-no-office = Lệnh này dành cho ban chấp hành của chi đoàn.
    .all = Tất cả hoạt động
activity-over = Đợt này đã qua ngày { $last }, nên không thêm hoạt động được nữa.
    .all = Tất cả hoạt động
activity-title = Hoạt động tên là gì? Ví dụ: Về nguồn tại khu di tích tháng 3.
    .title = Thêm hoạt động
activity-title-too-long = Tên dài quá { $most } chữ cái. { -Ban } viết ngắn hơn nhé.
activity-day = Ngày nào? Ví dụ: 15/03, thứ bảy tuần sau. Muộn nhất là { $last }.
    .title = Thêm hoạt động
    .day = “{ $typed }” không phải một ngày. { -Ban } ghi rõ ngày nào, ví dụ: 15/03.
    .echo = Ngày: { $due }. Gõ “quay lại” nếu chưa đúng.
activity-criteria = Hoạt động này giúp hoàn thành những mục nào?
    .title = Thêm hoạt động · đã chọn { $chosen }/{ $all } mục
    .done = Tiếp
    .typed = Gõ mã các mục, ví dụ: 1.2 5.3. Gõ “bỏ 1.2” để bỏ mục 1.2, “tiếp” khi đã chọn xong.
activity-choose-one = Hãy chọn ít nhất một mục rồi mới tiếp tục.
activity-completes = Ai dự thì các mục đó được ghi thế nào?
    .title = Thêm hoạt động
    .done = Xong
    .partly = Làm được một phần
activity-merged = Chi đoàn nào cùng dự? Chi đoàn của { -ban } luôn có mặt, nên không cần chọn. Không có thì chọn “Tiếp”.
    .title = Thêm hoạt động · sinh hoạt ghép · { $chosen } chi đoàn
    .done = Tiếp
    .typed = Gõ số ở đầu dòng, “tiếp” khi đã chọn xong.
activity-alone = không có
activity-said-title = Tên: { $title }
activity-said-day = Ngày: { $day }
activity-said-criteria = Gắn với mục: { $codes }
activity-said-merged = Chi đoàn cùng dự: { $names }
activity-send = { $sections }
    .title = Kiểm tra trước khi lưu · hoạt động { $year }
    .send = Lưu hoạt động
    .edit = Sửa { $n }
    .which = { $section }
    .unclear = Bot chưa hiểu. Gõ “lưu” để lưu, hoặc “sửa 2” để sửa dòng 2.
    .typed = Gõ “lưu” để lưu, “sửa 2” để sửa dòng 2.
activity-told = { $unit } mời chi đoàn của { -ban } cùng dự “{ $title }”, { $day }. Chi đoàn { -ban } tự điểm danh đoàn viên của mình.
    .title = Sinh hoạt ghép
    .open = Xem hoạt động
activity-done = Đã lưu { $code }: “{ $title }”, { $day }. { $others ->
        [0] Đoàn viên thấy hoạt động này trong danh sách.
       *[other] Bot đã báo cho ban chấp hành của { $others } chi đoàn cùng dự.
    }
    Từ ngày đó, { -ban } điểm danh người dự.
    .title = Đã lưu hoạt động
    .open = Xem hoạt động
    .again = Thêm hoạt động

attendance = { $count ->
        [0] Mọi hoạt động đã diễn ra đều đã được điểm danh. Chọn một dòng nếu cần sửa hoặc xem điểm.
       *[other] { $count } hoạt động chưa được điểm danh. Chọn một dòng.
    }
    .title = Điểm danh
    .add = Thêm hoạt động
attendance-row = { $code } { $title }
attendance-row-noted = { $code } { $title } (đã điểm danh)
attendance-row-quiz = { $code } Điểm trắc nghiệm: { $title }
attendance-none = Chưa có hoạt động nào đã diễn ra, nên chưa có gì để điểm danh.
    .title = Điểm danh
    .add = Thêm hoạt động
attendance-no-office = Lệnh này dành cho ban chấp hành của chi đoàn.
    .all = Tất cả hoạt động
attendance-too-early = “{ $title }” diễn ra { $day }. Từ ngày đó { -ban } mới điểm danh được.
    .all = Tất cả hoạt động
attendance-came = Chọn những ai đã dự.
    { $merged }
    { $noted }
    .title = Điểm danh · { $title } · { $day } · { $chosen }/{ $all }
    .done = Ghi điểm danh
    .typed = Gõ số thứ tự những người đã dự, ví dụ: 1 7 12. Gõ “bỏ 7” để bỏ, “ghi điểm danh” khi xong.
attendance-noted = Đã ghi lần gần nhất: { $name }, { $at }. Bỏ chọn ai thì minh chứng của người đó được thu lại.
attendance-evidence = Dự “{ $title }”, { $day }
attendance-done = Đã ghi { $came }/{ $all } người dự “{ $title }”. { $changed ->
        [0] Không mục nào thay đổi.
       *[other] { $changed } đoàn viên có mục thay đổi; bot đã báo cho từng người.
    }
    .title = Đã điểm danh
    .correct = Sửa điểm danh
    .next = Hoạt động khác
attendance-told-done = { -Ban } đã dự “{ $title }” ({ $day }). Mục { $codes } của { -ban } được ghi là xong.
    .title = Đã điểm danh
    .plan = Kế hoạch của tôi
attendance-told-partly = { -Ban } đã dự “{ $title }” ({ $day }). Mục { $codes } của { -ban } được ghi là làm được một phần.
    .title = Đã điểm danh
    .plan = Kế hoạch của tôi
attendance-told-not = Điểm danh “{ $title }” ({ $day }) được sửa lại: { -ban } không dự. Mục { $codes } trở lại như trước đó. Nếu chưa đúng, { -ban } nhắn ban chấp hành.
    .title = Điểm danh được sửa
    .plan = Kế hoạch của tôi

## What /dulieu says of all this

data-added = Mục bổ sung { $year } ({ $code }): { $action } · { $how }
data-proposed = Mục ban chấp hành soạn sẵn { $year } ({ $code }): { $action } · { $how }
data-came = Đã dự “{ $title }”, { $day }
data-absent = Không dự “{ $title }”, { $day }
data-quiz = Trắc nghiệm “{ $title }”: đúng { $score }/{ $total }, { $at }

## What /nhatky says of all this

log-act-activity-planned = lên kế hoạch
log-act-activity-cancelled = hủy
log-act-attendance = điểm danh
