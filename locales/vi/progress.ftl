# /tiendo and /minhchung: how far a registered content is, and what shows it.

menu-progress = Tiến độ của tôi
menu-evidence = Minh chứng

progress-line = Đã xong { $done }/{ $count } mục. { $over }
    { -Ban } chọn mục muốn cập nhật.
    .title = Tiến độ { $year }
    .typed = Gõ mã mục, ví dụ 1.2. Gõ liền một câu cũng được: tiendo 1.2 xong đã đọc 3 cuốn.
progress-late = Mục đã qua hạn mà chưa xong: { $codes }.
progress-row = { $code } { $action } · { $level }{ $mark }{ $shown }
progress-row-shown = {" "}· { $count } minh chứng
progress-done = xong
progress-partly = một phần
progress-open = chưa làm
progress-words-done = xong | đã xong | hoàn thành | đã hoàn thành | xong rồi
progress-words-partly = một phần | làm dở | đang làm | dở
progress-words-open = chưa | chưa làm | chưa xong | mở lại

progress-level = Mục { $code }: { $action } (hạn { $due }). { -Ban } đã làm đến đâu?
    .title = Tiến độ · mục { $code }
    .done = Đã xong
    .partly = Làm được một phần
    .open = Chưa làm
progress-proof = { -Ban } đã làm gì? Viết một câu, hoặc gửi ảnh, tệp, đường dẫn làm minh chứng; gửi được nhiều lần, mỗi mục nhiều nhất { $most } minh chứng.
    { $kept }
    .title = Tiến độ · mục { $code }
    .done = Xong, lưu lại
    .nothing = Không thêm gì
    .drop = Bỏ phần vừa gửi
    .dropped = Đã bỏ: { $piece }
    .empty = { -Ban } hãy viết một câu, gửi ảnh, tệp hoặc đường dẫn.
progress-piece-file = Đã nhận tệp: { $name }
progress-piece-link = Đã nhận đường dẫn: { $text }
progress-piece-note = Ghi chú: { $text }
progress-note-long = Ghi chú dài { $length } ký tự, nhiều nhất là { $most }. { -Ban } viết gọn hơn nhé; những phần đã gửi vẫn giữ.
progress-not-taken = { $why }
    Chưa có gì thay đổi.
    .again = Nhập lại mục { $code }

progress-kept = Mục { $code } ({ $action }): { $level }.
    { $said }
    { $shown } { $saving }
    Đã xong { $done }/{ $count } mục. { $over }
    { $next }
    .title = Đã ghi tiến độ
    .add = Thêm minh chứng
    .proofs = Xem minh chứng
    .all = Các mục khác
progress-noted = Ghi chú: { $said }
progress-shown = Mục này có { $count } minh chứng.
progress-saving = Tệp đã nhận, đang lưu; nếu không lưu được bot sẽ báo.
progress-next = Tiếp theo: mục { $code }, hạn { $due }.
progress-all-done = { -Ban } đã xong cả các mục đã đăng ký.
progress-no-such = Phiếu của { -ban } không có mục { $code }. Các mục: { $codes }.
    .all = Xem tiến độ
progress-nothing-added = Mục { $code } không có gì thay đổi.
    .line = Xem minh chứng

progress-takeback = Rút lại minh chứng “{ $proof }” của mục { $code }? Minh chứng bị xóa ngay và không lấy lại được.
    .title = Rút lại minh chứng
    .no = Không, giữ lại
    .yes = Rút lại
progress-stays = Minh chứng vẫn được giữ.
    .list = Xem minh chứng
progress-taken-back = Đã xóa minh chứng { $n } của mục { $code }.
    .title = Đã rút lại
    .list = Xem minh chứng
progress-not-to-take-back = Mục { $code } không có minh chứng { $n } nào do { -ban } gửi. Chưa có gì thay đổi.
    .list = Xem minh chứng

progress-soon = Sắp đến hạn { $count } mục chưa xong: { $codes }.
    .do = Cập nhật tiến độ
progress-over = Đã qua hạn { $count } mục chưa xong: { $codes }.
    .do = Cập nhật tiến độ

## Why something is not taken

proof-unnamed = tệp không tên
proof-big = Tệp nặng { $size } MB, vượt mức tối đa { $most } MB. Bot không nhận tệp này; những phần đã gửi vẫn giữ.
proof-kind = Chỉ nhận ảnh hoặc tệp { $kinds }. Bot không nhận tệp này; những phần đã gửi vẫn giữ.
proof-link = Đường dẫn này không dùng được: cần bắt đầu bằng http:// hoặc https:// và có tên trang. Những phần đã gửi vẫn giữ.
proof-link-long = Đường dẫn dài quá { $longest } ký tự. { -Ban } gửi đường dẫn ngắn hơn; những phần đã gửi vẫn giữ.
proof-line-full = Mỗi mục nhận nhiều nhất { $line } minh chứng, mục này đã đủ. Muốn gửi thêm, { -ban } rút lại bớt; những phần đã gửi vẫn giữ.
proof-form-full = Mỗi phiếu nhận nhiều nhất { $form } minh chứng, phiếu của { -ban } đã đủ. Những phần đã gửi vẫn giữ.

## Looking at evidence

evidence-contents = Đã xong { $done }/{ $count } mục.
    { $lines }
    .title = Minh chứng · phiếu { $code } · { $name }
evidence-content = { $code } { $action }: { $level }{ $count ->
        [0] {""}
       *[other] , { $count } minh chứng
    }
evidence-open-line = { $code } ({ $count })
evidence-list = { $action }: { $level }
    { $said }
    { $proofs }
    .title = Minh chứng · mục { $code } · { $name }
evidence-none = Mục này chưa có minh chứng.
evidence-said = { $at }, { $source }: { $level }. { $note }
evidence-row = { $n }. { $text } ({ $source }, { $at })
evidence-row-kept = { $n }. Tệp { $name }, { $size } kB ({ $at })
evidence-row-waiting = { $n }. Tệp { $name }, đang lưu ({ $at })
evidence-open = Mở số { $n }: { $name }
evidence-take-back = Rút lại số { $n }: { $name }
evidence-add = Thêm minh chứng
evidence-form = Về phiếu
evidence-one = { $proof }
    .title = Minh chứng · mục { $code } · { $name }
    .list = Về danh sách
evidence-file = { $proof }
    Tệp ở ngay dưới tin này.
    .title = Minh chứng · mục { $code } · { $name }
    .list = Về danh sách
    .again = Gửi lại tệp
evidence-gone = Mục { $code } không có minh chứng này, hoặc minh chứng đã được rút lại.
    .list = Về danh sách
evidence-no-such = Phiếu { $code } không có mục { $line }.
    .all = Các mục của phiếu
evidence-lost = Không lưu được minh chứng
    .title = Không lưu được minh chứng
    .again = Gửi lại
evidence-lost-kind = Mục { $code }: “{ $name }” không phải là ảnh hoặc tệp { $kinds }, nên bot không lưu. Các minh chứng khác vẫn giữ.
evidence-lost-big = Mục { $code }: “{ $name }” vượt mức tối đa { $most } MB, nên bot không lưu. Các minh chứng khác vẫn giữ.
evidence-lost-empty = Mục { $code }: “{ $name }” là tệp rỗng, nên bot không lưu. Các minh chứng khác vẫn giữ.
evidence-lost-gone = Mục { $code }: bot không tải được “{ $name }” từ nơi { -ban } gửi. { -Ban } gửi lại nhé. Các minh chứng khác vẫn giữ.

source-member = đoàn viên
source-activity = hoạt động
source-quiz = câu hỏi
source-committee = ban chấp hành
