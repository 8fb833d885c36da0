# Papers of a rating meeting in Word: the minutes, and the list for recognition.

meeting-paper-open = Đợt xét chưa đóng nên chưa lập được biên bản và danh sách.
    .meeting = Về cuộc họp
    .before = Giấy tờ của cuộc họp trước
meeting-paper-none = { $unit } chưa có đợt xét nào{ $year ->
        [any] { "" }
       *[other] { " " }của năm { $year }
    } trong bot.
    .meeting = Họp xét
meeting-papers = Đợt xét đóng ngày { $day }. Bot lập giấy tờ theo kết quả lúc này. Danh sách khen thưởng và đoàn viên ưu tú chỉ là đề xuất để cuộc họp xét.
    .title = Giấy tờ họp xét { $year } · { $unit }
    .bienban = Biên bản
    .danhsach = Danh sách đề nghị công nhận
    .xacnhan = Giấy xác nhận từng người (zip)
    .khenthuong = Danh sách xét khen thưởng
    .uutu = Danh sách bầu đoàn viên ưu tú
meeting-papers-year = Năm { $year }
meeting-paper-not-yours = { -Ban } không có quyền xem tên đoàn viên của đơn vị này.
papers-what-minutes-docx = Biên bản họp xét (Word)
papers-what-recognition-docx = Danh sách đề nghị (Word)
file-minutes = Biên bản họp xét { $year } - { $unit }
file-recognition = Danh sách đề nghị { $year } - { $unit }
template-rating-minutes = Biên bản họp xét
template-recognition-list = Danh sách đề nghị công nhận, ghi nhận

## Both papers: the marks in double braces are filled in, all else may be changed

meeting-column-number = STT
meeting-column-roll = Số
meeting-column-name = Họ và tên
meeting-column-proposed = Tự đánh giá
meeting-column-computed = Tính theo quy định
meeting-column-votes = Biểu quyết
meeting-column-decided = Kết quả
meeting-column-reason = Nhận xét, lý do
meeting-paper-votes = { $grade } { $count }
meeting-paper-counts = Tổng hợp:
meeting-paper-mark = { $by } đóng đợt lúc { $closed }. Kết quả ghi theo lúc { $made }. Dấu số liệu: { $fingerprint }.

## Minutes

minutes-paper-number = Số: ……-BB/……
minutes-paper = BIÊN BẢN
minutes-paper-about = Họp xét, đánh giá đoàn viên năm { "{{ year }}" }
minutes-paper-by-hand = Địa điểm: ………………………………………………………………
    Chủ trì: …………………………………… Thư ký: ……………………………………
minutes-paper-members = Kết quả từng đoàn viên:
minutes-paper-notes = THƯ KÝ
minutes-paper-presides = CHỦ TRÌ

## List for recognition

recognition-paper-number = Số: ……/……
recognition-paper = DANH SÁCH
recognition-paper-recognise = Đề nghị công nhận kết quả xếp loại đoàn viên
recognition-paper-note = Báo cáo để ghi nhận kết quả xếp loại đoàn viên
recognition-paper-about = Chương trình rèn luyện đoàn viên năm { "{{ year }}" }
recognition-paper-to = Kính gửi: { "{{ to }}" }
