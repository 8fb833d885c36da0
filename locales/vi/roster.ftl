### Danh sách đoàn viên đọc từ tệp Excel

## Kết quả đọc

roster-read = Đọc được { $good }/{ $all } dòng.
roster-more-problems = Còn { $count } lỗi khác.
roster-nothing-kept = Chưa nhập gì.

## Tên các cột

roster-field-roll = số thứ tự
roster-field-name = họ và tên
roster-field-birth = ngày sinh
roster-field-joined = ngày vào chi đoàn
roster-field-office = chức vụ
roster-field-audience = đối tượng
roster-field-paper = hình thức
roster-field-phone = số điện thoại

## Cả tệp chưa đọc được

roster-refused-no-file = Không tìm thấy tệp. Danh sách cũ giữ nguyên. Hãy gửi lại tệp.
roster-refused-empty = Tệp này trống. Danh sách cũ giữ nguyên. Hãy mở tệp, kiểm tra rồi gửi lại.
roster-refused-too-big = Tệp nặng { $size } MB, vượt mức tối đa { $limit } MB. Danh sách cũ giữ nguyên. Hãy xóa hình ảnh và các trang không cần, rồi gửi lại.
roster-refused-not-excel = Tệp này không phải là bảng tính Excel. Danh sách cũ giữ nguyên. Hãy mở tệp bằng Excel, chọn “Lưu thành” kiểu .xlsx, rồi gửi lại.
roster-refused-encrypted = Tệp này có mật khẩu nên bot không mở được. Danh sách cũ giữ nguyên. Hãy bỏ mật khẩu rồi gửi lại.
roster-refused-damaged = Tệp này bị hỏng hoặc có mật khẩu. Danh sách cũ giữ nguyên. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.
roster-refused-too-heavy = Tệp này khi giải nén quá lớn so với một danh sách. Danh sách cũ giữ nguyên. Hãy chép riêng danh sách sang một tệp Excel mới rồi gửi tệp mới.
roster-refused-too-complex = Bot dừng đọc vì tệp này quá nặng. Danh sách cũ giữ nguyên. Có thể có một ô nằm rất xa bảng. Hãy chép riêng danh sách sang một tệp Excel mới rồi gửi tệp mới.
roster-refused-sheets = Tệp có { $count } trang tính, tối đa là { $limit }. Danh sách cũ giữ nguyên. Hãy chép trang danh sách sang một tệp mới rồi gửi lại.
roster-refused-rows = Trang tính có { $count } dòng, tối đa là { $limit }. Danh sách cũ giữ nguyên. Hãy xóa các dòng thừa ở cuối trang rồi gửi lại.
roster-refused-columns = Trang tính có { $count } cột, tối đa là { $limit }. Danh sách cũ giữ nguyên. Hãy xóa các cột thừa bên phải rồi gửi lại.
roster-refused-no-header = Không thấy dòng tiêu đề của danh sách. Danh sách cũ giữ nguyên. Trong 15 dòng đầu cần có một dòng ghi: STT, Họ và tên, Ngày sinh.
roster-refused-no-rows = Dưới dòng tiêu đề chưa có đoàn viên nào. Danh sách cũ giữ nguyên. Hãy điền danh sách rồi gửi lại.

## Lỗi của từng dòng

roster-problem-missing = Dòng { $row }: thiếu { $field }.
roster-problem-uncalculated = Dòng { $row }: ô { $field } là công thức chưa có kết quả. Hãy ghi thẳng giá trị.
roster-problem-cell-error = Dòng { $row }: ô { $field } bị lỗi công thức { $value }. Hãy ghi thẳng giá trị.
roster-problem-bad-roll = Dòng { $row }: { $field } “{ $value }” chưa đúng, cần một số nguyên từ 1 đến { $largest }.
roster-problem-duplicate-roll = Dòng { $row }: { $field } { $roll } trùng với dòng { $other }.
roster-problem-roll-taken = Dòng { $row }: { $field } { $roll } đang là của người khác trong danh sách đã có.
roster-problem-roll-differs = Dòng { $row }: trong danh sách đã có, người này mang { $field } { $roll }. Hãy kiểm tra lại số.
roster-problem-duplicate-person = Dòng { $row }: { $name } có cùng họ tên và ngày sinh với dòng { $other }.
roster-problem-not-a-name = Dòng { $row }: ô { $field } ghi “{ $value }”, chưa phải là tên người.
roster-problem-name-formula = Dòng { $row }: { $field } “{ $value }” bắt đầu bằng dấu “{ $sign }”. Hãy bỏ dấu này.
roster-problem-name-sign = Dòng { $row }: { $field } “{ $value }” có ký tự không dùng trong tên. Hãy kiểm tra chữ số và dấu lạ.
roster-problem-long-name = Dòng { $row }: { $field } dài { $length } ký tự, tối đa là { $longest }.
roster-problem-short-name = Dòng { $row }: { $field } “{ $value }” quá ngắn, cần ít nhất hai chữ cái.
roster-problem-two-births = Dòng { $row }: có hai { $field }, ở cột nam và cột nữ. Hãy giữ lại một.
roster-problem-only-year = Dòng { $row }: { $field } “{ $value }” chỉ có năm, cần đủ ngày, tháng, năm.
roster-problem-unreadable-date = Dòng { $row }: chưa đọc được { $field } “{ $value }”. Hãy ghi ngày/tháng/năm, ví dụ 05/09/2009.
roster-problem-impossible-date = Dòng { $row }: { $field } “{ $value }” không có trong lịch.
roster-problem-future = Dòng { $row }: { $field } { $value } nằm trong tương lai.
roster-problem-age = Dòng { $row }: { $field } { $value } cho ra { $age } tuổi, bot chỉ nhận từ { $youngest } đến { $oldest } tuổi.
roster-problem-joined-early = Dòng { $row }: { $field } { $value } quá sớm, chưa đủ { $years } tuổi tính từ ngày sinh.

## Điều cần biết, không làm dòng nào bị bỏ lại

roster-problem-bad-phone = Dòng { $row }: { $field } “{ $value }” chưa đúng nên bị bỏ qua. Số đúng có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.
roster-problem-phone-refused = Dòng { $row }: đoàn viên không muốn lưu { $field }, nên số trong tệp bị bỏ qua.
roster-ignored-phone = Cột số điện thoại bị bỏ qua, vì { $unit } không lưu số điện thoại trong năm đang mở. Nếu cần lưu: renluyen cycle set --unit { $unit } phones=yes, rồi nhập lại tệp này.
