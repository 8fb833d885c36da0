# /luuy: what deserves a second look, as questions.

menu-candour = Điều nên xem lại

candour-no-office = Lệnh này dành cho ban chấp hành. { -Ban } không có quyền xem đơn vị này.
candour = Đây là câu hỏi để ban chấp hành tự xem lại, không phải kết luận. Không việc nào bị chặn.
    { $questions }
    .title = Điều nên xem lại { $year } · { $unit }
    .back = Đơn vị khác
    .queue = Phiếu chờ duyệt
candour-none = Chưa thấy điều gì cần hỏi lại.
candour-which = Chọn một đơn vị để xem câu hỏi. Đây là câu hỏi, không phải kết luận.
    .title = Điều nên xem lại { $year } · { $unit }
candour-row = { $code } { $name } · { $count ->
        [0] không có câu hỏi
       *[other] { $count } câu hỏi
    }
candour-alike = { $count }/{ $whole } phiếu có mục giống hệt một phiếu khác. Có phải cả chi đoàn cùng làm việc này không?
candour-unclear = { $count }/{ $whole } mục không có số lượng, sản phẩm hoặc ngày làm. Cuối năm sẽ dựa vào đâu để đánh giá?
candour-haste = { $name } xác nhận { $count } phiếu, { $seconds ->
        [0] phần lớn cùng một lúc.
       *[other] phần lớn cách nhau không quá { $seconds } giây.
    } Từng phiếu đã được đọc chưa?
candour-all-done = Cả { $count } đoàn viên đều hoàn thành mọi mục. Đã xem minh chứng của từng người chưa?
candour-one-grade = Cả { $count } đoàn viên được xếp cùng một mức ({ $grade ->
        [xuat-sac] hoàn thành xuất sắc
        [tot] hoàn thành tốt
        [hoan-thanh] hoàn thành
       *[khong-hoan-thanh] không hoàn thành
    }). Kết quả của từng người có đúng như vậy không?
