# /donvi: the level above looks at its units; the figures of the year; what an operator does with units and people.

cli-status-results = Kết quả: đã phân loại { $classified } ({ $excellent } xuất sắc, { $good } tốt, { $fair } hoàn thành, { $failed } không hoàn thành); không phân loại { $unclassified }; chưa đánh giá { $not_assessed }; không đăng ký mà được đánh giá { $unregistered_rated }.
    Đã báo cáo { $reported }, đã công nhận { $recognised }, đã ghi nhận { $noted }. Đề nghị xem xét lại đang chờ: { $appeals }.

menu-units = Các đơn vị

sector-truong-hoc = trường học
sector-dia-ban = địa bàn dân cư
sector-cong-nhan = công nhân
sector-co-quan = cơ quan
sector-luc-luong-vu-trang = lực lượng vũ trang

units-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
units-not-yours = { -Ban } không có quyền xem đơn vị này.
    .all = Các đơn vị của tôi
units-unknown = Bot chưa hiểu “{ $typed }”. Gõ: donvi MÃ, ví dụ donvi 12A1; hoặc donvi và tên khu vực, ví dụ donvi trường học.
    .all = Các đơn vị của tôi
units-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị muốn xem.
    .title = Các đơn vị
units-alarm = { $count ->
        [0] Không có ai quá hạn đăng ký.
       *[other] Cần đôn đốc: { $count } người quá hạn đăng ký, ở { $units } chi đoàn.
    }
units-list = Cộng: { $whole }
    { $lines }
    .title = { $unit } · { $sector } · { $count } đơn vị{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .every = Mọi khu vực
units-all-sectors = mọi khu vực
units-row = { $unit }: { $line }
units-line = { $members } đoàn viên; đăng ký { $registered } ({ $rate }), xác nhận { $confirmed } ({ $confirmed_rate }){ $overdue ->
        [0] { "" }
       *[other] ; quá hạn { $overdue }
    }{ $tickets ->
        [0] { "" }
       *[other] ; cần hỗ trợ { $tickets }
    }; việc gần nhất: { $last }.
units-never = chưa có
units-wrong = số liệu không khớp ({ $code }), không tính tỉ lệ. Hãy báo người quản trị.
units-above = Lên { $unit }
units-branch = { $whole }
    { $results }
    { $missing }
    { $hidden }
    .title = { $unit }
units-results = Kết quả: đã phân loại { $classified } ({ $excellent } xuất sắc, { $good } tốt, { $fair } hoàn thành, { $failed } không hoàn thành); không phân loại { $unclassified }; chưa đánh giá { $not_assessed }; không đăng ký mà được đánh giá { $unregistered_rated }.
units-missing = Chưa đăng ký ({ $count } người, không kể đăng ký bằng giấy):
    { $names }
units-member = số { $roll } { $name }
units-numbers-only = Họ tên chỉ hiện với cấp trên trực tiếp.
units-duty = { $count } đơn vị có người quá hạn đăng ký.
    .do = Xem các đơn vị

## The operator's commands

cli-member = Ghi thêm về một đoàn viên.
cli-move = Chuyển một đoàn viên sang đơn vị khác, từ một ngày.
cli-unit-merge = Sáp nhập các đơn vị vào một đơn vị. Đoàn viên, phiếu và mã tham gia đi theo.
cli-unit-dissolve = Giải thể một đơn vị không còn đoàn viên.
cli-member-set = Ghi ngày vào Đoàn, hoặc đoàn viên là đảng viên.
cli-argument-units = Mã các đơn vị được sáp nhập.
cli-option-to = Mã đơn vị mới.
cli-option-into = Mã đơn vị nhận.
cli-option-roll = Số thứ tự ở đơn vị mới, nếu không lấy số trống tiếp theo.
cli-option-on = Ngày có hiệu lực, dạng 2027-08-15 (mặc định là hôm nay).
cli-option-until = Chức vụ hết vào ngày này, dạng 2028-03-26.
cli-option-replaces = Người đang giữ chức vụ này và thôi từ hôm nay.
cli-option-end = Thôi chức vụ từ hôm nay.
cli-option-admitted = Ngày vào Đoàn, dạng 2021-09-01.
cli-option-party = yes nếu là đảng viên, no nếu không.

cli-move-done = { $member } sinh hoạt ở { $to } từ { $day }. Chức vụ ở đơn vị cũ đã thôi.
cli-merge-done = Đã sáp nhập { $units } vào { $into } từ { $day }: { $count } đoàn viên chuyển sang. Mã tham gia cũ dẫn về { $into }.
cli-dissolve-done = Đã giải thể { $unit } từ { $day }.
cli-appoint-until = { $member } là { $office } của { $unit }, đến trước { $day }.
cli-office-ended = { $member } thôi giữ chức vụ { $office } của { $unit }.
cli-member-set-done = Đã ghi cho { $member }.

cli-error-same-unit = { $member } đã ở { $unit }. Chưa có gì thay đổi.
cli-error-unit-ended = Đơn vị { $unit } đã sáp nhập hoặc giải thể. Chưa có gì thay đổi.
cli-error-last-secretary = { $member } là bí thư duy nhất của { $unit }. Hãy giao chức bí thư cho người khác trước.
cli-error-roll-is-taken = Số thứ tự { $roll } ở { $unit } đã có người. Chưa có gì thay đổi.
cli-error-merge-into-itself = Không thể sáp nhập { $unit } vào chính nó. Chưa có gì thay đổi.
cli-error-other-cycle = { $unit } và { $into } theo hai chương trình khác nhau. Hãy đóng chương trình của { $unit } trước.
cli-error-unit-not-empty = { $unit } còn { $members } đoàn viên và { $below } đơn vị bên dưới. Hãy chuyển hoặc sáp nhập trước.
cli-error-day-ahead = Ngày { $day } chưa tới. Chưa có gì thay đổi.
cli-error-day-before-joining = Có đoàn viên vào đơn vị sau ngày { $day }. Chưa có gì thay đổi.
cli-error-term-is-over = Ngày { $day } đã qua. Chưa có gì thay đổi.
cli-error-holds-no-office = { $member } không giữ chức vụ { $office } ở { $unit }.
cli-error-yes-or-no = Chỉ nhận yes hoặc no, không nhận “{ $value }”.
cli-error-nothing-to-set = Hãy ghi --admitted hoặc --party.
cli-error-not-a-day = “{ $value }” không phải là ngày dạng 2027-08-15.

roster-field-admitted = ngày vào Đoàn
roster-field-party = vào Đảng
