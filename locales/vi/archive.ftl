# renluyen export, renluyen restore: everything out into one file, and back.

cli-export = Chép toàn bộ dữ liệu ra một tệp zip (JSON và CSV). Bot vẫn chạy bình thường trong lúc chép.
cli-restore = Đưa dữ liệu từ tệp của renluyen export vào một cơ sở dữ liệu trống. Hãy dừng bot trước khi làm.
cli-argument-archive = Tệp zip.

cli-archive-progress = … { $table }: { $rows } dòng

cli-export-done = Đã ghi { $path } ({ $size } MiB): { $rows } dòng của { $tables } bảng, { $files } tệp (ảnh, tài liệu, tệp đã lập).
cli-export-personal = CHÚ Ý: tệp này có dữ liệu cá nhân của đoàn viên và không được mã hóa. Chỉ tài khoản vừa chạy lệnh đọc được. Hãy cất nơi an toàn, không gửi qua tin nhắn, và xóa khi không cần nữa.
cli-export-left-out = Không có trong tệp: khóa của Zalo Official Account, mã nối tài khoản, các lần trả lời sai, tệp đang chờ tải về. Cấu hình (config.toml) cũng không có.

cli-restore-done = Đã đưa vào { $rows } dòng của { $tables } bảng, { $files } tệp (ảnh, tài liệu, tệp đã lập).
cli-restore-brought-up = Tệp được ghi ở bản { $before } của cơ sở dữ liệu, đã nâng lên bản { $after }.
cli-restore-waiting = Có { $count } tin đang chờ gửi: bot sẽ gửi ngay khi chạy. Nếu bot cũ có thể đã gửi, hãy đặt bot.safe_mode = true trước khi chạy rồi xem bằng renluyen tray.
cli-restore-next = Kiểm tra nhật ký: renluyen audit verify. Dùng Zalo Official Account thì chạy lại renluyen zalo login.

cli-error-export-exists = Đã có { $path }. Hãy chọn tên khác. Chưa ghi gì.
cli-error-restore-unreadable = Không đọc được { $path }: không có tệp này, hoặc không phải tệp zip còn nguyên vẹn. Chưa có gì thay đổi.
cli-error-restore-no-manifest = Tệp này không phải do renluyen export ghi, hoặc phần mở đầu (manifest.json) đã hỏng. Chưa có gì thay đổi.
cli-error-restore-newer = Tệp này do bản mới hơn của chương trình ghi (chương trình { $program }, cơ sở dữ liệu { $revision }). Hãy nâng cấp chương trình. Chưa có gì thay đổi.
cli-error-restore-not-empty = Cơ sở dữ liệu này đã có dữ liệu (bảng { $table }). Hãy tạo một cơ sở dữ liệu trống bằng renluyen init. Chưa có gì thay đổi.
cli-error-restore-part = Phần { $part } trong tệp đã hỏng hoặc đã bị sửa. Chưa có gì thay đổi.
cli-error-restore-missing-part = Tệp thiếu phần { $part }. Chưa có gì thay đổi.
cli-error-restore-unknown-part = Tệp có phần lạ: { $part }. Chưa có gì thay đổi.
cli-error-restore-twice = Tệp có hai phần trùng tên. Chưa có gì thay đổi.
cli-error-restore-files = Tệp có { $files } tệp (ảnh, tài liệu, tệp đã lập), nhưng danh sách ghi { $named }. Chưa có gì thay đổi.
cli-error-restore-too-much = Phần { $part } bung ra lớn quá mức. Chưa có gì thay đổi.
cli-error-restore-unknown-table = Tệp có bảng không được nhận: { $table }. Chưa có gì thay đổi.
cli-error-restore-missing-table = Tệp thiếu bảng { $table }. Chưa có gì thay đổi.
cli-error-restore-column = Các cột của bảng { $table } trong tệp không đúng. Chưa có gì thay đổi.
cli-error-restore-row = Bảng { $table } trong tệp có dòng không dùng được. Chưa có gì thay đổi.
