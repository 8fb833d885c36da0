# /soansan, /moidangky, and what /dangky may begin from: the committee's draft, last year's open contents.

menu-propose = Soạn sẵn cho đoàn viên
menu-late = Mở đăng ký muộn

register-proposed = Ban chấp hành đã soạn sẵn { $count } mục cho { -ban }. Dùng bản này? { -Ban } sửa được mọi dòng rồi mới gửi.
    .title = Đăng ký { $year }
    .yes = Dùng bản ban chấp hành soạn sẵn ({ $count } mục)
    .no = Tự chọn
register-carry = Năm { $last_year } { -ban } đã đăng ký { $count } mục, { $open ->
        [0] tất cả đã xong.
       *[other] { $open } mục chưa xong.
    } Lấy lại làm bản nháp? Thời hạn mới sẽ được hỏi lại.
    { $lessons }
    .title = Đăng ký { $year }
    .yes = Lấy lại { $open } mục chưa xong
    .all = Mang cả mục đã xong ({ $count } mục)
    .no = Chọn từ đầu
register-lesson = Năm trước { -ban } viết về mục { $code }: “{ $lesson }”

propose-no-office = Lệnh này dành cho ban chấp hành của chi đoàn.
propose-nobody = Mọi đoàn viên đăng ký bằng bot đều đã có phiếu, nên không cần soạn sẵn cho ai.
    .title = Soạn sẵn cho đoàn viên
    .review = Duyệt phiếu
propose-over = Đã qua ngày muộn nhất để hoàn thành các mục của năm, nên không soạn sẵn được nữa.
    .title = Soạn sẵn cho đoàn viên
    .review = Duyệt phiếu
propose-whom = Soạn sẵn cho ai? Có { $waiting } đoàn viên chưa có phiếu { $year }. Chỉ khi đoàn viên tự gửi, các mục mới được tính.
    .title = Soạn sẵn { $year }
    .all = Cả { $waiting } người
    .pick = Chọn từng người
propose-people = Chọn những ai?
    .title = Soạn sẵn { $year } · đã chọn { $chosen }/{ $all } người
    .done = Tiếp: chọn mục
    .typed = Gõ số thứ tự, ví dụ: 3 7 12. Gõ “bỏ 7” để bỏ số 7, “tiếp” khi đã chọn xong.
propose-choose-somebody = Hãy chọn ít nhất một người rồi mới tiếp tục.
propose-criteria = Soạn sẵn những mục nào?
    .title = Soạn sẵn { $year } · đã chọn { $chosen }/{ $all } mục
    .done = Tiếp: ghi việc cụ thể
    .typed = Gõ mã các mục, ví dụ: 1.2 4.1. Gõ “bỏ 1.2” để bỏ mục 1.2, “tiếp” khi đã chọn xong.
        Nhanh hơn: gửi mỗi mục một dòng, gồm mã | việc | hạn | cách làm.
propose-choose-one = Hãy chọn ít nhất một mục rồi mới tiếp tục.
propose-action = { $content }
    Đoàn viên sẽ làm việc gì cụ thể? Nên có số lượng hoặc sản phẩm.
    Ví dụ: { $example }.
    .title = Soạn sẵn { $year } · { $place }
propose-due = { $content }
    Xong khi nào? Ghi ngày, tháng, quý hoặc năm, ví dụ: 15/03, tháng 3, quý 2, cuối năm. Muộn nhất là { $last }.
    .title = Soạn sẵn { $year } · { $place }
propose-how = { $content }
    Làm bằng cách nào? Ví dụ: { $how_example }.
    .title = Soạn sẵn { $year } · { $place }
propose-send = Cho { $people } người: { $names }{ $more ->
        [0] .
       *[other] {" "}và { $more } người nữa.
    }
    { $sections }
    .title = Kiểm tra trước khi lưu · soạn sẵn { $year }
    .send = Lưu và báo cho đoàn viên
    .edit = Sửa { $n }
    .more = Thêm, bớt mục
    .which = Sửa gì ở mục này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “lưu” để lưu và báo cho đoàn viên, hoặc “sửa 1” để sửa mục 1.
    .typed = Gõ “lưu” để lưu và báo cho đoàn viên, “sửa 1” để sửa mục 1, “thêm, bớt mục” để chọn lại.
propose-told = Ban chấp hành đã soạn sẵn { $count } mục đăng ký { $year } cho { -ban }. { -Ban } xem, sửa theo ý mình rồi gửi; chưa gửi thì chưa được tính.
    .title = Bản soạn sẵn cho { -ban }
    .register = Xem và đăng ký
propose-done = Đã lưu { $count } mục cho { $people } người. Bot báo cho mỗi người một lần.
    Các mục này chưa được tính: từng đoàn viên xem, sửa rồi tự gửi.
    .title = Đã soạn sẵn
    .again = Soạn tiếp
    .review = Duyệt phiếu

late-no-office = Lệnh này dành cho ban chấp hành của chi đoàn.
late-not-taken = Đợt { $year } không nhận phiếu muộn, nên không mở đăng ký muộn cho ai được. Quy định này do đoàn cấp trên đặt.
    .title = Mở đăng ký muộn
late-nobody = Không có đoàn viên nào đang chờ hướng dẫn đăng ký.
    .title = Mở đăng ký muộn
    .review = Duyệt phiếu
late-not-waiting = Số { $roll } không phải đoàn viên đang chờ hướng dẫn. Chưa có gì thay đổi.
    .all = Ai đang chờ?
late-member = { $count } đoàn viên vào chi đoàn sau ngày đăng ký và đang chờ hướng dẫn. Mở đăng ký cho ai?
    .title = Mở đăng ký muộn
    .typed = Gõ số thứ tự hoặc tên.
late-already = { $by } đã mở đăng ký { $year } cho { $name } ({ $at }). { -Ban } không cần làm gì.
    .all = Ai đang chờ?
late-done = Đã mở đăng ký { $year } cho { $name } và báo cho đoàn viên này. Phiếu sẽ ghi là nộp muộn; khi có phiếu, { -ban } xác nhận như thường.
    .title = Đã mở đăng ký muộn
    .all = Ai đang chờ?
    .review = Duyệt phiếu
register-wait-told = { $name } (số { $roll }) vào chi đoàn sau ngày đăng ký và muốn đăng ký. { -Ban } có thể mở đăng ký muộn cho đoàn viên này.
    .title = Đoàn viên chờ hướng dẫn
    .open = Mở đăng ký muộn
late-told = Ban chấp hành đã mở đăng ký rèn luyện năm { $year } cho { -ban }. { -Ban } đăng ký được từ bây giờ.
    .title = { -Ban } đăng ký được rồi
    .register = Đăng ký ngay

log-act-proposed = soạn sẵn mục đăng ký
log-act-late-opened = mở đăng ký muộn
