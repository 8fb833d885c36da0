# /phieu: the registration form on paper (domain.md 3.1), blank and filled, and read back.

menu-forms = Phiếu giấy

paper-forms = Bot lập phiếu thành tệp Excel hoặc Word: tệp đã điền có những gì đã đăng ký, tệp trống để in và viết tay. Chỉ phiếu Excel nhập lại vào bot được. Muốn phiếu trống bằng Word thì gõ thêm cả hai chữ: phieu toi trong word.
    .title = Phiếu giấy · năm { $year }
    .mine = Phiếu của tôi
    .mine-word = Phiếu của tôi (Word)
    .mine-blank = Phiếu trống của tôi
    .whole = Phiếu của cả chi đoàn
    .whole-blank = Phiếu trống của cả chi đoàn
    .whole-word = Phiếu của cả chi đoàn (Word)
    .whole-official = Tệp nhập phần mềm
    .papers = Tệp đã lập
forms-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị cần lập phiếu.
    .title = Phiếu giấy
paper-forms-unknown = Bot chưa hiểu “{ $typed }”. Gõ: phieu MÃ hoặc phieu MÃ trong, phieu MÃ word, ví dụ phieu 12A1 trong.
    .forms = Phiếu giấy
paper-forms-not-yours = { -Ban } không có quyền lập phiếu của đơn vị này.
    .forms = Phiếu giấy
paper-forms-no-official = Chưa có tệp mẫu của phần mềm, nên bot chưa lập được tệp nhập. Người quản trị đặt tệp mẫu trong cấu hình.
    .forms = Phiếu giấy
paper-forms-no-year = Chưa có chương trình nào đang mở, nên chưa có phiếu.
paper-forms-nobody = { $unit } không có đoàn viên trong danh sách, nên không có phiếu. Gõ: phieu và mã một chi đoàn.
    .units = Các đơn vị

## The form

form-union = ĐOÀN TNCS HỒ CHÍ MINH
form-title = PHIẾU ĐĂNG KÝ RÈN LUYỆN ĐOÀN VIÊN NĂM { $year }
form-sheet = Phiếu
form-head-roll = Số thứ tự
form-head-name = Họ và tên
form-head-birth = Ngày sinh
form-head-admitted = Ngày vào Đoàn
form-head-card = Số thẻ, mã định danh
form-head-office = Chức vụ
form-head-audience = Đối tượng
form-head-code = Mã phiếu
form-column-criterion = Mã
form-column-title = Nội dung rèn luyện
form-column-registered = Đăng ký (X)
form-column-action = Việc làm cụ thể hóa
form-column-due = Thời gian hoàn thành
form-column-how = Giải pháp thực hiện
form-column-confirmed = Xác nhận của BCH chi đoàn, ngày, ý kiến
form-column-interim = Tự đánh giá giữa kỳ, khó khăn, vướng mắc
form-column-added = Đăng ký bổ sung
form-column-level = Tự đánh giá cuối kỳ: mức độ
form-column-what = Tự đánh giá cuối kỳ: việc đã làm
form-column-rated = Chi đoàn đánh giá
form-confirmed = Đã xác nhận { $day }{ $by }
form-confirmed-by = , { $name }
form-interim = { $period }: { $level }
form-rated = { $level }. { $remark }
form-interim-done = xong
form-interim-on-track = đúng tiến độ
form-interim-behind = chậm
form-rate = Tỷ lệ hoàn thành: { $rate }
form-outcome = Mức xếp loại: { $outcome }
form-sign-member = ĐOÀN VIÊN
form-sign-branch = TM. BCH CHI ĐOÀN, BÍ THƯ
form-sign-above = ĐOÀN CẤP TRÊN CÔNG NHẬN
form-signed = (ký, ghi rõ họ tên)
form-note = Đánh X vào cột “{ $column }”, rồi ghi đủ việc làm, thời gian và giải pháp. Không sửa mã phiếu.
form-pack = Phiếu rèn luyện { $year } - { $unit }
form-pack-blank = Phiếu trống { $year } - { $unit }
form-missing = Danh sách chưa đăng ký
form-missing-title = Chưa đăng ký năm { $year } – { $unit } ({ $count } đoàn viên)
form-missing-why = Ghi chú
form-missing-paper = đăng ký bằng giấy

template-registration-form = Phiếu đăng ký rèn luyện

## The operator's commands

cli-forms = Ghi phiếu rèn luyện của cả chi đoàn thành các tệp Excel hoặc Word trong một tệp zip, kèm danh sách chưa đăng ký.
cli-option-out = Tệp zip được ghi.
cli-option-blank = Phiếu trống của mọi đoàn viên, để in và điền tay.
cli-option-format = xlsx (mặc định, nhập lại vào bot được), docx, hoặc official (tệp mẫu của đơn vị để nhập phần mềm, theo papers.official).
cli-error-no-official = Chưa có papers.official trong cấu hình. Xem ví dụ: docs/official-import.toml.
cli-error-format = Không có kiểu { $format }. Chọn một trong: { $formats }.
cli-forms-done = { $unit }: đã ghi { $count } phiếu vào { $path }; { $missing } đoàn viên chưa đăng ký.
cli-error-no-members = { $unit } không có đoàn viên trong danh sách.

## Read back

cli-import-forms = Nhập phiếu rèn luyện đã điền: một tệp Excel, hoặc tệp zip của nhiều phiếu. Phiếu không khớp được liệt kê, không đoán. Kết thúc với mã 1 khi có phiếu không nhập được; các phiếu khác vẫn được nhập.
cli-argument-form-file = Tệp Excel của một phiếu, hoặc tệp zip.
cli-import-forms-done = { $unit }: nhập { $taken } phiếu; { $kept } phiếu bỏ qua vì đã có phiếu; { $refused } phiếu không nhập.
cli-import-forms-dry = Chỉ kiểm tra, chưa nhập gì. { $unit }: sẽ nhập { $taken } phiếu; { $kept } phiếu bỏ qua vì đã có phiếu; { $refused } phiếu không nhập được.
cli-import-forms-taken = { $file }: được.
cli-import-forms-has-form = { $file }: đoàn viên đã có phiếu, phiếu cũ giữ nguyên.
cli-import-forms-refused = { $file }: { $why }
cli-error-forms = Có { $count } phiếu không nhập được. Các phiếu khác không bị ảnh hưởng. Hãy sửa các phiếu nêu trên rồi nhập lại.
form-mismatch-no-name = Tên tệp không có họ tên. Đặt tên như “7 - Nguyễn Văn An”.
form-mismatch-no-number = Tên tệp không có số thứ tự. Có thể là: { $candidates }.
form-mismatch-no-such-number = Số thứ tự này không có trong danh sách. Cùng tên: { $candidates }.
form-mismatch-other-name = Số thứ tự và họ tên không khớp. Có thể là: { $candidates }.
form-mismatch-code = Mã phiếu trong tệp là { $code }, cần là { $expected }.
form-mismatch-inside = Họ tên trong phiếu là { $inside }, trong danh sách là { $name }.
form-fault-line = mục { $code }: { $why }
form-fault-twice = ghi hai lần.
form-fault-strange = không có trong chương trình của đoàn viên này.
form-fault-no-code = thiếu mã, hoặc mã bị Excel đổi thành số.
form-fault-formula = có ô là công thức hoặc báo lỗi.
form-fault-not-ticked = có ghi nội dung nhưng chưa đánh X.
form-fault-half = thiếu việc làm, thời gian hoặc giải pháp.
form-fault-wait = Đoàn viên vào chi đoàn sau ngày đăng ký; cần mở đăng ký muộn trước.
form-fault-closed = Hạn đăng ký đã qua và đợt này không nhận phiếu muộn.
form-refused-no-file = Không tìm thấy tệp.
form-refused-no-form = Tệp này không phải phiếu do bot lập.
form-refused-too-heavy = Tệp có quá nhiều phần hoặc quá lớn khi mở ra, nên bot không đọc.
form-refused-encrypted = Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nhập lại.
form-refused-damaged = Không đọc được tệp này vì tệp hỏng. Hãy mở bằng Excel, lưu lại kiểu .xlsx rồi nhập lại.
form-refused-not-excel = Tệp này không phải Excel. Hãy lưu kiểu .xlsx rồi nhập lại.
form-refused-too-complex = Tệp quá nặng, bot đã dừng đọc. Hãy chép sang phiếu mới của bot rồi nhập lại.
form-refused-unreadable = Không đọc được tệp này. Hãy mở bằng Excel, lưu lại kiểu .xlsx rồi nhập lại.

## The official import, filled as an office's mapping file says

form-pack-official = Phiếu nhập phần mềm { $year } - { $unit }
official-refused-no-file = Không tìm thấy tệp { $file } ghi ở papers.official.
official-refused-not-utf-8 = { $file }: tệp không phải UTF-8.
official-refused-not-toml = { $file }: không phải TOML ({ $fault }).
official-refused-unknown-key = { $file }: không có khóa { $key }. Được ghi: { $allowed }.
official-refused-missing-key = { $file }: thiếu khóa { $key }.
official-refused-bad-value = { $file }: giá trị của { $key } không đúng kiểu.
official-refused-not-one-of = { $file }: { $key } ghi “{ $said }”. Được ghi: { $allowed }.
official-refused-bad-name = { $file }: { $key } chỉ được có { $allowed }; mỗi đoàn viên một tệp thì phải có số thứ tự (roll).
official-refused-bad-cell = { $file }: { $key } không phải một ô. Ghi như C5, chữ in hoa.
official-refused-bad-column = { $file }: { $key } không phải một cột. Ghi như C hoặc AB, chữ in hoa.
official-refused-bad-row = { $file }: { $key } phải là số hàng từ { $least } đến 1048576.
official-refused-bad-match = { $file }: { $key } chỉ dùng khi mỗi đoàn viên một tệp (workbook = "member").
official-refused-no-template = { $file }: không tìm thấy tệp mẫu { $template } (khóa template).
official-refused-unreadable-template = { $file }: không đọc được tệp mẫu { $template } ({ $problem }). Cần tệp .xlsx.
official-refused-no-sheet = { $file }: tệp mẫu không có trang tính “{ $said }” (khóa sheet). Có: { $allowed }.
official-refused-merged = { $file }: { $key } chỉ vào ô { $said } nằm trong vùng gộp ô. Chỉ ghi được ô đầu của vùng gộp.
official-refused-no-such-code = { $file }: cột { $column } của tệp mẫu không có mã { $said } (khóa rows.match).
official-refused-too-many-rows = { $file }: cần { $count } hàng, tệp mẫu chỉ có chỗ cho { $room } (khóa rows.last).
