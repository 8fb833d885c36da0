# What the operator's commands say.

cli-app = Rèn Luyện: bot giúp đoàn viên đăng ký, theo dõi và tự đánh giá Chương trình rèn luyện.
cli-unit = Thêm đơn vị Đoàn.
cli-import = Nhập danh sách từ tệp.
cli-catalogue = Nạp danh mục nội dung rèn luyện.
cli-cycle = Mở, đặt, đóng chương trình của một năm.

cli-init = Tạo cấu hình và cơ sở dữ liệu, hoặc nâng cấp. Chạy lại không làm mất gì.
cli-unit-add = Thêm một đơn vị.
cli-import-roster = Nhập danh sách đoàn viên của một chi đoàn từ Excel. Có dòng lỗi thì không nhập gì.
cli-appoint = Giao chức vụ cho một đoàn viên.
cli-invite = Tạo mã tham gia cho chi đoàn.
cli-paper = Ghi đoàn viên đăng ký bằng giấy, hoặc bỏ ghi.
cli-catalogue-load = Nạp danh mục từ tệp, hoặc theo mã của danh mục có sẵn.
cli-cycle-open = Mở chương trình cho đơn vị và các đơn vị bên dưới.
cli-cycle-set = Đặt lịch, ngưỡng hoặc quy định. Không đổi được khi đã có phiếu.
cli-cycle-close = Đóng chương trình. Không đóng được khi còn phiếu chờ.
cli-status = Xem số liệu đăng ký của đơn vị.
cli-check = Tính lại các bảng số liệu trong một tệp Excel và chỉ ra ô nào sai.
cli-error-check = Có { $count } chỗ sai trong bảng.
cli-doctor = Kiểm tra cơ sở dữ liệu, hàng chờ và việc còn thiếu.
cli-zalo = Nối với Zalo.
cli-zalo-login = Cho bot dùng Official Account: người quản trị Official Account đồng ý một lần, bot tự giữ quyền từ đó.
cli-zalo-check = Thử tài khoản Zalo: cái gì đã đúng, Zalo trả lời thế nào, việc gì phải có người thử. Không gửi tin cho ai nếu không ghi --to.
cli-option-zalo-to = Gửi vài tin thử cho người này: mã tài khoản ở Zalo (zalo:MÃ hoặc zalo-oa:MÃ nếu dùng cả hai), hoặc sender: người đầu tiên nhắn trong lúc --wait.
cli-option-wait = Lắng nghe bao nhiêu giây (từ 0 đến 600, mặc định là 0) để xem tin nhắn từ điện thoại tới dưới dạng nào. Tin nghe được vẫn giữ lại cho bot.
cli-error-zalo-check = Có { $count } điều chưa đạt.
cli-error-zalo-nothing = Cấu hình chưa có Zalo nào: hãy ghi zalo.token hoặc phần [zalo_oa]. Chưa có gì thay đổi.
cli-error-zalo-sender = Với --to sender cần thêm --wait, ví dụ --wait 120. Chưa có gì được gửi.
cli-error-zalo-to-which = Không rõ gửi thử cho ai: ghi --to theo dạng PHẦN:MÃ, phần là { $parts }. Chưa có gì được gửi.
cli-zalo-login-open =
    1. Mở địa chỉ này bằng tài khoản Zalo đang quản trị Official Account, rồi đồng ý:
    { $address }
    2. Zalo sẽ chuyển sang một trang khác, có thể là trang trống. Chép địa chỉ của trang đó, dán vào đây rồi nhấn Enter:
cli-zalo-login-done = Đã nối xong. Bot dùng được Official Account ngay, không cần khởi động lại.
cli-option-back = Địa chỉ Zalo chuyển về sau khi đồng ý, đúng như đã khai ở ứng dụng (mặc định là http.public_url).
cli-error-zalo-no-app = Chưa có zalo_oa.app_id và zalo_oa.app_secret trong cấu hình. Chưa có gì thay đổi.
cli-error-zalo-no-consent = Địa chỉ vừa dán không phải câu trả lời của lần đồng ý này. Hãy chạy lại và chép trọn địa chỉ. Chưa có gì thay đổi.
cli-error-zalo-other-account = Đã đồng ý cho Official Account { $account }, không phải tài khoản ở zalo_oa.oa_id. Chưa có gì thay đổi.
cli-error-zalo-not-reached = Không gọi được Zalo. Hãy thử lại sau ít phút. Chưa có gì thay đổi.
cli-error-zalo-refused = Zalo không nhận lần đồng ý này ({ $why }). Mỗi lần đồng ý chỉ dùng được một lần, trong 10 phút. Hãy chạy lại. Chưa có gì thay đổi.
cli-run = Chạy bot.
cli-simulate = Dựng một tỉnh hư cấu trong cơ sở dữ liệu trống và cho cả tỉnh rèn luyện hết một năm, bằng chính các cuộc trò chuyện của bot.
cli-simulate-act = { $act }: { $messages } tin nhắn, { $seconds } giây
cli-simulate-registering = Đăng ký
cli-simulate-confirming = Xác nhận
cli-simulate-reporting = Báo tiến độ
cli-simulate-assessing = Tự đánh giá
cli-simulate-meeting = Họp xét
cli-simulate-recognising = Công nhận
cli-simulate-appealing = Đề nghị xem xét lại
cli-simulate-done = Xong: { $members } đoàn viên, { $branches } chi đoàn, { $messages } tin nhắn, { $seconds } giây, bộ nhớ nhiều nhất { $peak_mib } MiB. Xem số liệu: renluyen status TINH
cli-error-simulate-not-empty = Cơ sở dữ liệu này đã có đơn vị. Hãy dùng một cơ sở dữ liệu trống để mô phỏng. Chưa có gì thay đổi.
cli-option-members = Số đoàn viên của tỉnh mô phỏng.
cli-option-seed = Cùng một số thì ra cùng một tỉnh.
cli-demo = Chạy thử với tỉnh mẫu trên một trang trong trình duyệt, không cần tài khoản và mạng.

cli-argument-unit = Mã đơn vị, ví dụ 12A1.
cli-argument-member = Đoàn viên, ghi bằng chi-đoàn/số-thứ-tự, ví dụ 12A1/7.
cli-argument-file = Tệp Excel.
cli-argument-catalogue = Tệp danh mục (.toml), hoặc mã của danh mục có sẵn, ví dụ MAC-DINH-5N.
cli-argument-setting = Quy định và giá trị, ví dụ registration=2026-12-15.

cli-option-config = Tệp cấu hình, nếu không phải là config.toml.
cli-option-json = In kết quả dạng JSON, không in gì khác.
cli-option-name = Tên đơn vị.
cli-option-kind = Loại đơn vị, ví dụ doan-co-so, chi-doan.
cli-option-sector = Khu vực, ví dụ truong-hoc, dia-ban.
cli-option-parent = Mã đơn vị cấp trên.
cli-option-unit = Mã đơn vị.
cli-option-dry-run = Chỉ kiểm tra, không nhập.
cli-option-only-valid = Nhập các dòng đúng, bỏ qua dòng lỗi.
cli-option-office = Chức vụ: bi-thu, pho-bi-thu hoặc uy-vien.
cli-option-answers-for = Khu vực mà người này phụ trách ở các đơn vị bên dưới, ví dụ truong-hoc, dia-ban.
cli-option-qr = Ghi mã QR vào tệp này (.png hoặc .svg).
cli-option-days = Mã dùng được trong bao nhiêu ngày (từ 1 đến 366, mặc định là 90).
cli-option-reason = Lý do đăng ký bằng giấy.
cli-option-off = Bỏ ghi: đoàn viên đăng ký bằng bot.
cli-option-year = Năm của chương trình (từ 2000 đến 2100).
cli-option-catalogue = Mã danh mục đã nạp.
cli-option-folder = Giữ dữ liệu chạy thử trong thư mục này để lần sau chơi tiếp.
cli-option-port = Cổng của trang chạy thử (mặc định là 8080, hoặc cổng trống tiếp theo).
cli-option-console = Chạy thử ngay trong cửa sổ dòng lệnh, không mở trang.

cli-usage = Sai cách dùng: { $problem }. Thêm --help để xem hướng dẫn.
cli-usage-no-command = không có lệnh { $name }
cli-usage-no-option = không có tùy chọn { $name }
cli-usage-missing = thiếu { $name }
cli-usage-bad-value = giá trị của { $name } không dùng được
cli-usage-needs-value = { $name } cần một giá trị
cli-usage-takes-none = { $name } không nhận giá trị
cli-usage-extra = thừa { $name }

cli-init-done = Đã sẵn sàng. Cấu hình: { $config }. Cơ sở dữ liệu: { $database }, bản { $revision }.
cli-unit-add-done = Đã thêm đơn vị { $unit }: { $name }.
cli-import-roster-done = { $unit }: đọc { $read } dòng; { $imported } người mới, { $changed } người có thay đổi, { $unchanged } người như cũ.
cli-import-roster-dry = Chỉ kiểm tra, chưa nhập gì. { $unit }: đọc { $read } dòng; sẽ có { $imported } người mới, { $changed } người có thay đổi, { $unchanged } người như cũ.
cli-appoint-done = { $member } là { $office } của { $unit }.
cli-appoint-sector = { $member } phụ trách khu vực { $sector } ở các đơn vị dưới { $unit }.
cli-sector-ended = { $member } thôi phụ trách khu vực { $sector } ở các đơn vị dưới { $unit }.
cli-invite-done = Mã tham gia { $unit }: { $code }, dùng được đến hết ngày { $day }.
cli-invite-no-link = Chưa có đường dẫn, vì cấu hình chưa ghi telegram.username, cũng chưa mở trang web (http.public_url).
cli-invite-qr = Mã QR: { $path }
cli-paper-done = Đã ghi: { $member } đăng ký bằng giấy.
cli-paper-off = Đã ghi: { $member } đăng ký bằng bot.
cli-catalogue-load-done = Đã nạp danh mục { $code }, bản { $version }: { $criteria } mục.
cli-catalogue-load-same = Danh mục { $code }, bản { $version } đã được nạp từ trước: { $criteria } mục. Chưa có gì thay đổi.
cli-cycle-open-done = Đã mở chương trình { $year } cho { $unit } và các đơn vị bên dưới, theo danh mục { $catalogue }, bản { $version }.
cli-cycle-askew = Lưu ý: “{ $step }” không sau bước trước nó. Hãy xem lại lịch.
cli-cycle-set-done = { $unit }: { $setting } = { $value }.
cli-cycle-close-done = Đã đóng chương trình { $year } của { $unit }.
cli-cycle-waiting = { $code } { $name } ({ $unit })
cli-status-line = { $whose }: { $members } đoàn viên, { $linked } đã liên kết tài khoản.
    Đã đăng ký { $registered } ({ $rate }): { $confirmed } đã xác nhận, { $waiting } đang chờ; trong đó { $late } nộp muộn.
    Chưa đăng ký: { $returned } bị trả lại, { $drafts } đang soạn, { $silent } chưa làm gì. Bằng giấy: { $paper }.
cli-status-total = Cộng { $unit } { $name }
cli-doctor-good = Tốt: { $name } ({ $detail })
cli-doctor-bad = CẦN XEM: { $name } ({ $detail })
cli-run-safe = Chế độ an toàn đang bật: không tin tự gửi nào ra khỏi máy. Xem các tin bị giữ: renluyen tray.
cli-run-nothing = Chưa có kênh nào được cấu hình (ví dụ telegram.token, zalo.token hoặc web.secret). Bot chỉ giữ lịch nhắc việc.

check-database = cơ sở dữ liệu
check-integrity = tính toàn vẹn của dữ liệu
check-inbox = tin đến chưa được trả lời
check-set-aside = tin đến không đọc được
check-outbox = tin đi quá giờ
check-failed = tin đi không tới
check-held = tin bị chế độ an toàn giữ lại
check-safe-mode = chế độ an toàn, bật lên thì không tin nào được gửi đi
check-cycle = chương trình đang mở
check-ages = đoàn viên quá 35 tuổi không giữ chức vụ (chỉ để xem lại, bot không chặn)
check-committee = chi đoàn chưa có ban chấp hành
check-channel = kênh trò chuyện
check-templates = mẫu văn bản của đơn vị (papers.templates)
check-official = cách điền tệp nhập phần mềm (papers.official)
check-zalo = Zalo nhận zalo.token
check-zalo-oa = đăng nhập tài khoản Zalo OA; chưa có hoặc đã hết hạn thì người quản trị chạy renluyen zalo login
check-plan = tin đã gửi và người đã liên kết qua Zalo, so với gói; gần hết gói thì nên xem

cli-error-no-config = Không có tệp cấu hình { $path }. Hãy chạy renluyen init để tạo.
cli-error-unreadable-config = Không đọc được tệp cấu hình { $path }: { $problem }.
cli-error-unknown-key = Cấu hình có khóa không tồn tại: { $key }.
cli-error-bad-value = Giá trị của { $key } trong cấu hình không dùng được. Chú thích trong config.example.toml ghi các giá trị được nhận.
cli-error-pace-not-paid = Telegram chỉ nhận { $free } tin mỗi giây của bot không trả phí: đặt telegram.per_second thấp hơn, hoặc telegram.paid = true.
cli-error-no-webhook = Với { $section }.updates = "webhook", cần ghi http.listen, và http.public_url phải bắt đầu bằng https://.
cli-error-half-a-zalo-oa = Muốn dùng Zalo Official Account, cần ghi đủ zalo_oa.app_id, zalo_oa.app_secret, zalo_oa.oa_secret_key và http.listen.
cli-error-bad-templates = Không dùng được tệp mẫu tin ở zalo_oa.templates. Hãy so với docs/zalo-templates.toml. Chi tiết nằm trong nhật ký ở trên.
cli-error-no-aiogram = Cấu hình đặt telegram.framework = "aiogram" nhưng máy chưa có thư viện này: hãy chạy pip install 'renluyen[aiogram]' rồi chạy lại.
cli-error-not-initialised = Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Hãy chạy renluyen init trước.
cli-error-no-database = Không dùng được cơ sở dữ liệu: { $problem }.
cli-error-not-written = Không ghi được { $path }.
cli-error-unexpected = Có lỗi trong chương trình ({ $problem }). Hãy chạy lại với RENLUYEN_LOG__LEVEL=debug để xem chi tiết.
cli-error-wrong-token = Telegram không nhận telegram.token. Hãy lấy lại token từ @BotFather.
cli-error-wrong-zalo-token = Zalo không nhận zalo.token, hoặc zalo.api_url không đúng. Hãy lấy lại token từ Bot Creator của Zalo.
cli-error-no-address = Không mở được địa chỉ ở http.listen: một chương trình khác đang dùng cổng này, hoặc máy không có địa chỉ này.
cli-error-run-failed = Bot đã dừng vì có lỗi. Chi tiết nằm trong nhật ký ở trên.
cli-error-doctor = Có { $count } điều cần xem: { $names }.

cli-error-no-such-unit = Không có đơn vị { $unit }.
cli-error-no-such-member = Không có đoàn viên { $member }. Ghi dạng chi-đoàn/số-thứ-tự, ví dụ 12A1/7.
cli-error-no-such-kind = Không có loại đơn vị { $kind }. Các loại: { $kinds }.
cli-error-no-such-sector = Không có khu vực { $sector }. Các khu vực: { $sectors }.
cli-error-no-such-office = Không có chức vụ { $office }. Các chức vụ: { $offices }.
cli-error-answers-not-for-sector = { $member } không phụ trách khu vực { $sector } ở { $unit }. Chưa có gì thay đổi.
cli-error-bad-unit-code = Mã đơn vị { $unit } chỉ được gồm chữ không dấu, số và dấu gạch ngang.
cli-error-empty-name = Tên đơn vị đang trống.
cli-error-unit-exists = Đơn vị { $unit } đã có. Chưa có gì thay đổi.
cli-error-no-such-catalogue = Chưa nạp danh mục { $catalogue }. Hãy chạy renluyen catalogue load { $catalogue } trước.
cli-error-catalogue-changed = Danh mục { $code }, bản { $version } đã được nạp với nội dung khác. Hãy ghi số bản mới vào tệp rồi nạp lại.
cli-error-cycle-exists = Đơn vị { $unit } đã có chương trình { $year }.
cli-error-no-open-cycle = Không có chương trình nào đang mở cho { $unit }.
cli-error-cycle-frozen = Không đổi được quy định của chương trình { $year }, vì đã có { $count } phiếu được gửi theo quy định này.
cli-error-cycle-waiting = Chưa đóng được chương trình, vì còn { $count } phiếu chờ xác nhận.
cli-error-no-such-setting = Không có quy định “{ $name }”. Các quy định: { $allowed }.
cli-error-no-such-value = { $name } không nhận giá trị “{ $value }”. Giá trị được nhận: { $allowed }.
cli-error-not-a-setting = “{ $text }” không có dạng KHÓA=GIÁ_TRỊ.
cli-error-roster = Chưa nhập gì, vì { $rows } dòng có lỗi. Hãy sửa tệp, hoặc thêm --only-valid để chỉ nhập các dòng đúng.
cli-error-qr-kind = Mã QR chỉ ghi được vào tệp .png hoặc .svg.
