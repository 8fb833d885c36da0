# Templates of papers in Word, and the command that writes them.

cli-templates = Ghi các mẫu văn bản (Word) ra một thư mục để sửa.
cli-argument-folder = Thư mục, tạo mới nếu chưa có.
cli-template-written = { $path }: { $what }
cli-templates-next = Sửa bằng Word, giữ các dấu hai ngoặc nhọn, rồi ghi thư mục này vào papers.templates.
cli-error-template-exists = Đã có { $path }. Hãy chọn thư mục khác. Chưa ghi gì.
template-number-report = Báo cáo số liệu
template-no-folder = Không có thư mục { $folder } ghi ở papers.templates. Bot dùng mẫu có sẵn.
template-unknown = Mẫu { $file } không được dùng: tên tệp phải là một trong { $names }.
template-fault = Không dùng được mẫu { $file } ({ $problem }). Bot đã dùng mẫu có sẵn.
