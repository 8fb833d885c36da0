# /kiemtra: inspections of the units below, and who has put the programme into practice.

menu-inspect = Kiểm tra

inspect-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
inspect-no-year = Đơn vị chưa có chương trình nào đang mở.
inspect-not-yours = { -Ban } không có quyền xem đợt kiểm tra này.
inspect-branch = Đơn vị này không có đơn vị bên dưới để kiểm tra.
inspect-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị.
    .title = Kiểm tra

inspect-overview = { $count ->
        [0] Không có điều gì chờ { -ban } khắc phục.
       *[other] Cần khắc phục: { $count } điều.
    }
    { $findings }
    { $rounds }
    { $rhythm }
    .title = Kiểm tra { $year }
    .begin = Mở đợt kiểm tra
    .rollout = Triển khai
inspect-rhythm = { $period ->
        [half-year] Kiểm tra 6 tháng
       *[year] Kiểm tra cuối năm
    }, chậm nhất { $day }: { $there ->
        [0] chưa có đợt nào.
       *[other] đã có.
    }
inspect-row = { $code } { $named }, { $day } ({ $state ->
        [open] đang mở
       *[closed] đã đóng
    }): { $count } điều, { $open } chưa khắc phục.
inspect-open = Số { $n } ({ $unit }): { $found } · chưa khắc phục
inspect-answered = Số { $n } ({ $unit }): { $found } · { $by }: { $answer }
inspect-do-mend = Đã khắc phục số { $n }

inspect-title = Tên đợt kiểm tra? Chọn một câu, hoặc tự viết.
    .title = Mở đợt kiểm tra { $year }
inspect-titles = Kiểm tra 6 tháng | Kiểm tra cuối năm | Kiểm tra chuyên đề
inspect-day = Ngày kiểm tra? Ví dụ 15/06/{ $year }.
    .title = Mở đợt kiểm tra { $year }
inspect-no-day = Bot chưa hiểu ngày này. Hãy gõ ngày, tháng, năm, ví dụ 15/06/2027. Tên đợt vẫn giữ.
inspect-begun = Đã mở { $named }, { $day }. Mã đợt { $code }.
    .title = Đã mở đợt kiểm tra
    .find = Ghi điều phát hiện
    .list = Các đợt kiểm tra
inspect-round = { $row }
    { $lines }
    .title = { $code } · { $named }
    .find = Ghi điều phát hiện
    .close = Đóng đợt
    .list = Các đợt kiểm tra
inspect-nothing-found = Chưa ghi điều nào.
inspect-unit = Đơn vị nào?
    .title = { $code } · { $named }
inspect-finding = Phát hiện điều gì ở { $place }? Ban chấp hành đơn vị sẽ đọc đúng lời này.
    .title = { $code } · { $named }
inspect-found = Đã ghi số { $n } cho { $unit }. { $people ->
        [0] Đơn vị chưa có ban chấp hành trong bot, nên chưa báo được cho ai.
       *[other] Bot đã báo { $people } người trong ban chấp hành.
    }
    .title = Đã ghi
    .find = Ghi tiếp
    .open = Xem đợt
inspect-found-told = { $named }: { $found }
    Khắc phục xong, { -ban } trả lời ở đây.
    .title = Cần khắc phục
    .mend = Đã khắc phục
inspect-answer = Điều được ghi: { $found }
    { -Ban } đã khắc phục thế nào?
    .title = Khắc phục · { $code }
inspect-mended = Đã ghi là khắc phục xong. Bot đã báo cho đoàn cấp trên. { $left ->
        [0] Không còn điều nào chờ khắc phục.
       *[other] Còn { $left } điều chờ khắc phục.
    }
    .title = Đã khắc phục
    .list = Các đợt kiểm tra
inspect-mended-told = { $unit } đã khắc phục: { $found }
    { $answer }
    .title = Đã khắc phục
    .open = Xem đợt
inspect-mended-before = { $by } đã trả lời điều này lúc { $at }. { -Ban } không cần làm gì.
    .list = Các đợt kiểm tra
inspect-close = Còn { $open } điều chưa khắc phục. Vẫn đóng đợt? Đơn vị vẫn trả lời được sau khi đóng.
    .title = Đóng { $code } · { $named }
    .yes = Vẫn đóng
    .no = Không, để mở
inspect-left-open = Đợt { $code } vẫn mở.
    .open = Xem đợt
inspect-closed = Đã đóng đợt { $code }{ $open ->
        [0] .
       *[other] , còn { $open } điều chưa khắc phục.
    }
    .title = Đã đóng đợt
    .open = Xem đợt
    .list = Các đợt kiểm tra
inspect-closed-already = Đợt { $code } đã đóng.
    .open = Xem đợt

inspect-rollout = { $mine }
    { $count ->
        [0] { "" }
       *[other] Đã triển khai: { $done }/{ $count } đơn vị bên dưới.
    }
    { $lines }
    .title = Triển khai chương trình { $year }
    .mark = Ghi đã triển khai
    .list = Các đợt kiểm tra
inspect-deployed = { $unit }: đã triển khai theo { $basis } ({ $at }).
inspect-not-yet = { $unit }: chưa ghi triển khai.
inspect-basis = Triển khai theo văn bản nào? Ghi cơ quan ban hành, số và ngày, ví dụ: Hướng dẫn 16-HD/TĐTN-TC-KT ngày 30/7/2018.
    .title = Triển khai chương trình { $year }
inspect-rolled-out = Đã ghi: đơn vị đã triển khai chương trình.
    .title = Đã ghi
    .status = Xem triển khai
inspect-rolled-out-before = Đơn vị đã được ghi là triển khai từ trước. Chưa có gì thay đổi.
    .status = Xem triển khai
