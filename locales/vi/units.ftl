# /donvi: the level above looks at its units; the figures of the year; what an operator does with units and people.

cli-status-results = Kết quả: đã phân loại { $classified } ({ $excellent } xuất sắc, { $good } tốt, { $fair } hoàn thành, { $failed } không hoàn thành); không phân loại { $unclassified }; chưa đánh giá { $not_assessed }; không đăng ký mà được đánh giá { $unregistered_rated }.
    Đã báo cáo { $reported }, đã công nhận { $recognised }, đã ghi nhận { $noted }. Đề nghị xem xét lại đang chờ: { $appeals }.
