# /phanmem: the gates before the official entry, and the entry itself.

menu-entry = Nhập phần mềm đoàn viên

entry-no-office = Lệnh này dành cho ban chấp hành của một chi đoàn. { -Ban } hiện không giữ chức vụ ở chi đoàn nào.
entry-unit = Xem chi đoàn nào?
    .title = Nhập phần mềm đoàn viên
entry = Việc cần làm bây giờ: { $now }
    { $app }
    { $heads }
    { $state }
    Đã ghi là đã nhập: { $count }/{ $all } phiếu.
    .title = Nhập phần mềm { $year } · { $unit }
    .app = Ghi ai đã cài ứng dụng
    .heads = Ghi số đoàn viên trên phần mềm
    .entered = Ghi phiếu đã nhập
    .done = Báo xong bước 3
    .again = Mở lại bước 3
    .people = Xem từng người
    .mend = Sửa chỗ ghi nhầm
entry-now-app = ghi đủ những người đã cài ứng dụng, và nhắc những người còn thiếu.
entry-now-heads-unknown = ghi số đoàn viên đang có trên phần mềm.
entry-now-heads-differ = tìm vì sao hai danh sách lệch nhau.
entry-now-step = nhập các phiếu vào phần mềm, rồi báo xong bước 3.
entry-now-done = không còn việc nào ở bước 3.
entry-app-green = Ứng dụng Thanh niên Việt Nam: { $app }/{ $heads } đoàn viên đã cài. Đạt.
entry-app-red = Ứng dụng Thanh niên Việt Nam: { $app }/{ $heads } đoàn viên đã cài, còn thiếu: { $missing }.
entry-name = { $name } (số { $roll })
entry-missing-more = { $names } và { $count } người nữa
entry-heads-unknown = Số đoàn viên trên phần mềm: chưa ghi. Danh sách của bot có { $heads } người.
entry-heads-green = Số đoàn viên trên phần mềm: { $official }, khớp danh sách của bot ({ $by }, { $at }). Đạt.
entry-heads-red = Số đoàn viên trên phần mềm: { $official }, lệch danh sách của bot ({ $heads } người). Người ghi: { $by }, { $at }.
entry-open = Bước 3, nhập phiếu vào phần mềm: chưa báo xong, hạn { $day }.
entry-finished = Bước 3, nhập phiếu vào phần mềm: đã xong ({ $by }, { $at }).
entry-finished-anyway = Bước 3, nhập phiếu vào phần mềm: đã xong dù còn điều kiện chưa đạt ({ $by }, { $at }). Lý do: { $reason }

entry-who = Đã chọn { $chosen }/{ $all } người. { $what ->
        [app] Chọn những người đã cài và cập nhật ứng dụng Thanh niên Việt Nam.
        [entered] Chọn những người mà phiếu đã nhập vào phần mềm.
        [not-app] Chọn những người thật ra chưa cài ứng dụng.
       *[not-entered] Chọn những người mà phiếu thật ra chưa nhập.
    }
    .title = { $what ->
        [app] Ai đã cài ứng dụng
        [entered] Phiếu đã nhập
       *[other] Sửa chỗ ghi nhầm
    } · { $unit }
    .done = Xong, lưu lại
    .typed = Gõ số thứ tự của từng người, ví dụ 3 7 12, rồi “xong”. Gõ “bỏ 7” để bỏ chọn.
entry-wrong = Bỏ ghi điều gì?
    .title = Sửa chỗ ghi nhầm · { $unit }
    .app = Đã cài ứng dụng
    .entered = Phiếu đã nhập phần mềm
entry-marked = { $count ->
        [0] Không có gì thay đổi.
       *[other] Đã ghi cho { $count } người.
    }
entry-no-app = Cả chi đoàn đã được ghi là đã cài ứng dụng.
entry-no-entered = Không còn phiếu đã xác nhận nào chưa nhập.
entry-nothing-said = Chưa ghi gì về ai, nên không có gì để sửa.
entry-people = { $lines }
    .title = { $unit } · từng người ({ $page }/{ $pages })
    .list = Về danh sách việc
entry-person-with = { $person } · có ứng dụng · { $form }
entry-person-without = { $person } · chưa có ứng dụng · { $form }
entry-form-entered = phiếu đã nhập { $day } ({ $by })
entry-form-ready = phiếu chờ nhập
entry-form-not-ready = phiếu chưa được xác nhận
entry-number = Trên phần mềm đoàn viên, { $unit } đang có bao nhiêu đoàn viên? (danh sách của bot: { $heads })
    .title = Số đoàn viên trên phần mềm
entry-no-number = { -Ban } hãy gõ một số, ví dụ 30. Chưa có gì thay đổi.
entry-heads-saved = Đã ghi: trên phần mềm có { $number } đoàn viên.
entry-refused = Chưa báo xong bước 3 được, vì còn điều kiện chưa đạt:
    { $why }
    .title = Bước 3 chưa xong
    .anyway = Vẫn báo xong, có lý do
    .app = Ghi ai đã cài ứng dụng
    .heads = Ghi số đoàn viên trên phần mềm
entry-reason = { $why }
    Vì sao vẫn báo xong? Lý do được ghi lại cùng tên { -ban }.
    .title = Báo xong dù chưa đạt
entry-saved = Đã báo xong bước 3.
entry-saved-anyway = Đã báo xong bước 3, kèm lý do của { -ban }.
entry-reopened = Đã mở lại bước 3.

entry-duty = { $count } phiếu đã xác nhận, chờ nhập vào phần mềm đoàn viên, hạn { $day }.
    .do = Nhập phần mềm
entry-duty-late = { $count } phiếu đã xác nhận chưa được báo là đã nhập vào phần mềm. Hạn { $day } đã qua.
    .do = Nhập phần mềm
