# What the operator's commands say.

cli-app = Rèn Luyện: bot giúp đoàn viên đăng ký, theo dõi và tự đánh giá Chương trình rèn luyện.
cli-unit = Đơn vị Đoàn.
cli-import = Nhập dữ liệu từ tệp.
cli-catalogue = Danh mục nội dung rèn luyện.
cli-cycle = Chương trình rèn luyện của một năm.

cli-init = Tạo tệp cấu hình (nếu chưa có) và cơ sở dữ liệu, hoặc nâng cấp cơ sở dữ liệu.
cli-unit-add = Thêm một đơn vị.
cli-import-roster = Nhập danh sách đoàn viên của một chi đoàn từ Excel. Có dòng lỗi thì không nhập gì.
cli-appoint = Giao chức vụ: đơn vị, rồi đoàn viên ghi bằng chi-đoàn/số-thứ-tự.
cli-invite = Tạo mã tham gia cho chi đoàn, kèm đường dẫn và mã QR.
cli-paper = Đánh dấu đoàn viên đăng ký bằng giấy, hoặc bỏ dấu.
cli-catalogue-load = Nạp một danh mục từ tệp, hoặc theo mã của danh mục có sẵn.
cli-cycle-open = Mở chương trình của một năm cho đơn vị và các đơn vị bên dưới.
cli-cycle-set = Đặt lịch, ngưỡng hoặc quy định, dạng KHÓA=GIÁ_TRỊ. Bị khóa khi đã có phiếu.
cli-cycle-close = Đóng chương trình. Bị từ chối khi còn phiếu chờ.
cli-status = Số liệu đăng ký của một đơn vị và các đơn vị bên dưới.
cli-doctor = Kiểm tra cấu hình, cơ sở dữ liệu, hàng chờ và những gì còn thiếu.
cli-run = Chạy bot.
cli-demo = Chạy thử với một tỉnh mẫu, không cần tài khoản và mạng.

cli-option-config = Tệp cấu hình.
cli-option-json = In kết quả dạng JSON, không in gì khác.
cli-option-name = Tên đơn vị.
cli-option-kind = Loại đơn vị, ví dụ doan-co-so, chi-doan.
cli-option-sector = Khu vực, ví dụ truong-hoc, dia-ban.
cli-option-parent = Mã đơn vị cấp trên.
cli-option-unit = Mã đơn vị.
cli-option-dry-run = Chỉ kiểm tra, không nhập.
cli-option-only-valid = Nhập các dòng đúng, bỏ qua dòng lỗi.
cli-option-office = bi-thu, pho-bi-thu hoặc uy-vien.
cli-option-qr = Ghi mã QR vào tệp này (.png hoặc .svg).
cli-option-days = Mã dùng được trong bao nhiêu ngày.
cli-option-reason = Lý do đăng ký bằng giấy.
cli-option-off = Bỏ dấu đăng ký bằng giấy.
cli-option-year = Năm của chương trình.
cli-option-catalogue = Mã danh mục.
cli-option-folder = Giữ dữ liệu chạy thử trong thư mục này; không ghi thì xóa khi thoát.

cli-usage = Sai cách dùng: { $problem }. Gõ renluyen --help để xem các lệnh.

cli-init-done = Cơ sở dữ liệu đã sẵn sàng ({ $database }, bản { $revision }). Cấu hình: { $config }.
cli-unit-add-done = Đã thêm đơn vị { $unit }: { $name }.
cli-import-roster-done = Đọc { $read } dòng: { $imported } người mới, { $changed } người có thay đổi, { $unchanged } người như cũ.
cli-import-roster-dry = Chỉ kiểm tra, chưa nhập gì. Đọc { $read } dòng: { $imported } người mới, { $changed } người có thay đổi, { $unchanged } người như cũ.
cli-appoint-done = Đã giao chức vụ { $office } tại { $unit } cho { $member }.
cli-invite-done = Mã tham gia { $unit }: { $code } (dùng được đến { $expires_on }).
cli-paper-done = Đã ghi: { $member } đăng ký bằng giấy.
cli-paper-off = Đã ghi: { $member } đăng ký bằng bot.
cli-catalogue-load-done = Danh mục { $code } bản { $version }: { $criteria } mục.
cli-cycle-open-done = Đã mở chương trình { $year } cho { $unit }, danh mục { $catalogue } bản { $version }.
cli-cycle-open-askew = Lưu ý: hạn của bước { $step } không sau bước trước nó.
cli-cycle-set-done = Đã đặt { $setting } = { $value } cho { $unit }.
cli-cycle-close-done = Đã đóng chương trình { $year } của { $unit }.
cli-status-line = { $code } { $name }: { $members } đoàn viên; { $linked } đã liên kết; { $registered } đã đăng ký ({ $rate }), trong đó { $confirmed } đã xác nhận, { $waiting } đang chờ, { $late } nộp muộn; { $returned } bị trả lại; { $drafts } đang soạn; { $silent } chưa làm gì; { $paper } bằng giấy.
cli-status-total = Tổng cộng
cli-doctor-good = Tốt: { $name } ({ $detail })
cli-doctor-bad = CẦN XEM: { $name } ({ $detail })
cli-run-nothing = Chưa có kênh nào được cấu hình (ví dụ telegram.token). Bot chỉ giữ lịch nhắc việc.

check-database = cơ sở dữ liệu
check-integrity = tính toàn vẹn
check-inbox = tin đến chưa xử lý
check-set-aside = tin đến không đọc được
check-outbox = tin đi quá hạn
check-failed = tin đi không tới
check-cycle = chương trình đang mở
check-committee = chi đoàn chưa có ban chấp hành
check-channel = kênh trò chuyện

cli-error-config = Cấu hình không dùng được: { $problem }.
cli-error-unknown-key = Cấu hình có khóa không tồn tại: { $key }.
cli-error-bad-value = Giá trị của { $key } trong cấu hình không dùng được.
cli-error-no-config = Không có tệp cấu hình { $path }. Chạy renluyen init để tạo.
cli-error-not-initialised = Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Chạy renluyen init trước.
cli-error-no-database = Không mở được cơ sở dữ liệu: { $problem }.
cli-error-no-such-unit = Không có đơn vị { $unit }.
cli-error-no-such-member = Không có đoàn viên { $member }. Ghi dạng chi-đoàn/số-thứ-tự, ví dụ 12A1/7.
cli-error-no-such-kind = Không có loại đơn vị { $kind }. Các loại: { $kinds }.
cli-error-no-such-sector = Không có khu vực { $sector }. Các khu vực: { $sectors }.
cli-error-no-such-office = Không có chức vụ { $office }. Các chức vụ: { $offices }.
cli-error-bad-unit-code = Mã đơn vị { $unit } chỉ được gồm chữ không dấu, số và dấu gạch ngang.
cli-error-unit-exists = Đơn vị { $unit } đã có. Chưa có gì thay đổi.
cli-error-no-such-catalogue = Chưa nạp danh mục { $catalogue }. Chạy renluyen catalogue load { $catalogue }.
cli-error-catalogue-changed = Danh mục { $code } bản { $version } đã được nạp với nội dung khác. Hãy ghi số bản mới vào tệp rồi nạp lại.
cli-error-cycle-exists = Đơn vị { $unit } đã mở chương trình { $year }.
cli-error-no-open-cycle = Không có chương trình nào đang mở cho { $unit }.
cli-error-cycle-frozen = Không đổi được quy định của chương trình { $year }, vì đã có { $count } phiếu được gửi theo quy định này.
cli-error-cycle-waiting = Chưa đóng được: còn { $count } phiếu chờ. { $forms }
cli-error-no-such-setting = Không có quy định { $name }. Các quy định: { $allowed }.
cli-error-no-such-value = { $name } không nhận giá trị { $value }. Giá trị được nhận: { $allowed }.
cli-error-not-a-setting = { $text } không có dạng KHÓA=GIÁ_TRỊ.
cli-error-roster = Có { $count } dòng lỗi, chưa nhập gì: { $first } Thêm --only-valid để nhập các dòng đúng.
cli-error-qr-kind = Mã QR chỉ ghi được vào tệp .png hoặc .svg.
cli-error-not-written = Không ghi được tệp { $path }.
