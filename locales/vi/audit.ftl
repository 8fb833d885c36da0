# renluyen audit: does the record hold.

cli-audit = Kiểm tra nhật ký quyết định có bị sửa không.
cli-audit-verify = Tính lại các chuỗi của nhật ký và báo chỗ đứt.
cli-audit-heads = In mã cuối của từng chuỗi để cất ở nơi khác.
cli-option-against = Đối chiếu với tệp đã in bằng audit heads --json.

cli-audit-holds = Nhật ký nguyên vẹn: { $chains } chuỗi, { $links } việc.
cli-audit-kept = Khớp với { $count } mã đã cất.
cli-audit-empty = Nhật ký chưa có việc nào.
cli-audit-head = { $chain }, việc { $seq }: { $digest }
cli-audit-year = { $unit }, năm { $year }
cli-audit-outside = { $unit }, ngoài chương trình năm
cli-audit-missing = { $chain }: thiếu việc { $seq }.
cli-audit-changed = { $chain }: việc { $seq } đã bị sửa.
cli-audit-reason-changed = { $chain }: lý do của việc { $seq } đã bị sửa.
cli-audit-cut = { $chain }: chuỗi bị cắt, không còn việc { $seq }.
cli-audit-rewritten = { $chain }: việc { $seq } không còn là việc đã cất mã.
cli-error-audit = Nhật ký không nguyên vẹn: { $count } chỗ đứt.
cli-error-not-heads = Không đọc được { $path }. Tệp này phải do renluyen audit heads --json in ra.
