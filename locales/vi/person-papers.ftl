# Papers about persons in Word: the letter with a result, the lists of candidates that a meeting decides about.

papers-what-result-docx = Giấy xác nhận kết quả (Word)
papers-what-letters-zip = Giấy xác nhận của cả chi đoàn (zip)
papers-what-commendation-docx = Danh sách xét khen thưởng (Word)
papers-what-outstanding-docx = Danh sách bầu đoàn viên ưu tú (Word)
file-result = Giấy xác nhận { $year } - { $name }
file-letters = Giấy xác nhận { $year } - { $unit }
file-commendation = Xét khen thưởng { $year } - { $unit }
file-outstanding = Bầu đoàn viên ưu tú { $year } - { $unit }
template-result-letter = Giấy xác nhận kết quả rèn luyện
template-commendation-list = Danh sách xét khen thưởng
template-outstanding-list = Danh sách bầu đoàn viên ưu tú

person-paper-mark = Bot lập lúc { $made }, theo kết quả đã lưu lúc đó. Dấu số liệu: { $fingerprint }. Giấy có giá trị khi ban chấp hành đã ký.

## The letter: the marks in double braces are filled in, all else may be changed

result-letter-number = Số: ……-GXN/……
result-letter = GIẤY XÁC NHẬN
result-letter-about = Kết quả rèn luyện đoàn viên năm { "{{ year }}" }
result-letter-who = Ban Chấp hành { "{{ branch }}" } xác nhận:
    Đoàn viên: { "{{ name }}" }
    Năm sinh: { "{{ birth }}" }
    Đơn vị: { "{{ branch }}{% if over %}, {{ over }}{% endif %}" }
    Mã kết quả: { "{{ code }}" }
result-letter-outcome = Kết quả rèn luyện năm { "{{ year }}" }: { "{{ outcome }}" }
result-letter-recipients = - { "{{ name }}" };
    - Lưu: { "{{ branch }}" }.
result-letter-sum = Cách tính: { $sum }.
result-letter-paper = Đoàn viên đăng ký bằng giấy; kết quả ghi theo phiếu giấy.
result-letter-why = Lý do không phân loại: { $why }.
result-letter-differs = Theo phép tính là “{ $computed }”; kết quả được quyết định khác, lý do ghi trong biên bản họp xét.
result-letter-decided = Chi đoàn quyết định ngày { $day }, người ghi: { $name }.
result-letter-changed = Kết quả đã được đổi ngày { $day } khi trả lời đề nghị xem xét lại.
result-letter-recognised = Đoàn cấp trên đã công nhận ngày { $day }, người công nhận: { $name }.
result-letter-noted = Đoàn cấp trên đã ghi nhận ngày { $day }, người ghi nhận: { $name }.
result-letter-decided-recognise = Kết quả chưa được đoàn cấp trên công nhận (chi đoàn chưa báo cáo).
result-letter-decided-note = Kết quả chưa được đoàn cấp trên ghi nhận (chi đoàn chưa báo cáo).
result-letter-decided-alone = Kết quả do chi đoàn quyết định; trong bot không có đoàn cấp trên để công nhận.
result-letter-reported-recognise = Kết quả đã báo cáo lên đoàn cấp trên và chưa được công nhận.
result-letter-reported-note = Kết quả đã báo cáo lên đoàn cấp trên và chưa được ghi nhận.
result-letter-reported-alone = Kết quả đã báo cáo lên đoàn cấp trên và chưa được công nhận.
result-letter-appealed = Có đề nghị xem xét lại chưa được trả lời, nên kết quả có thể thay đổi.
result-letter-missing = Chưa có giấy xác nhận
result-letter-none = { $name }: { $why }

## Lists of candidates

commendation-list-about = Đoàn viên để cuộc họp xét đề nghị khen thưởng
commendation-list-says = Danh sách gồm đoàn viên “Hoàn thành xuất sắc”, tỷ lệ cao xếp trước. Đây là đề xuất để cuộc họp xét, chưa phải quyết định khen thưởng.
outstanding-list-about = Đoàn viên để cuộc họp bầu chọn, giới thiệu đoàn viên ưu tú
outstanding-list-says = Danh sách gồm đoàn viên “Hoàn thành xuất sắc” chưa là đảng viên, tỷ lệ cao xếp trước. Đây là đề xuất để cuộc họp bầu, chưa phải quyết định giới thiệu.
    Được giới thiệu khi có ít nhất 2/3 đoàn viên của chi đoàn tán thành: cần ít nhất { $needed } phiếu (theo danh sách chi đoàn { $day }). Số phiếu ghi tay sau khi kiểm phiếu.
    Bot chỉ biết ai là đảng viên khi danh sách đoàn viên có ghi; những người còn lại chi đoàn đối chiếu với hồ sơ.
meeting-column-sum = Cách tính
meeting-column-by = Quyết định, người ghi
meeting-column-state = Công nhận
meeting-column-votes_for = Số phiếu tán thành
meeting-column-note = Ghi chú
candidates-decided = { $day }, { $by }
candidates-decided-recognise = chưa báo cáo, chưa công nhận
candidates-decided-note = chưa báo cáo, chưa ghi nhận
candidates-decided-alone = không có cấp trên trong bot
candidates-reported-recognise = đã báo cáo, chưa công nhận
candidates-reported-note = đã báo cáo, chưa ghi nhận
candidates-reported-alone = đã báo cáo, chưa công nhận
candidates-recognised = đã công nhận
candidates-noted = đã ghi nhận
candidates-appealed = đang đề nghị xem xét lại
candidates-differs = khác kết quả tính, có lý do trong biên bản
candidates-marked = { $name }, đang đề nghị xem xét lại
candidates-none = Không có ai thuộc diện này.
candidates-without = Không có trong danh sách:
candidates-left-out = – { $why } ({ $count }): { $names }.
left-out-open = kết quả chưa có hoặc đang được xét lại
left-out-left = không còn trong danh sách chi đoàn
left-out-party = đã là đảng viên
left-out-tot = hoàn thành tốt
left-out-hoan-thanh = hoàn thành
left-out-khong-hoan-thanh = không hoàn thành
left-out-khong-phan-loai = không phân loại
left-out-chua-danh-gia = chưa đánh giá
