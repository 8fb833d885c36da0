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
