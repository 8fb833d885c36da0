# /nhanxet: the old unit's word on a member who came lately.

menu-remark = Nhận xét đoàn viên chuyển đi

remark-no-office = Lệnh này dành cho ban chấp hành chi đoàn. { -Ban } hiện không giữ chức vụ nào.
remark-no-code = Lệnh này cần mã nhận xét, ví dụ: nhanxet NX-7F3K9.
    .list = Xem danh sách
remark-not-yours = { -Ban } không có quyền với nhận xét này.
remark-none = Không có nhận xét nào đang chờ. Nếu chi đoàn có người mới chuyển đến, { -ban } hỏi nhận xét của đơn vị cũ ngay được.
    .title = Nhận xét
    .ask = Hỏi nhận xét
remark-which = { $count } nhận xét đang chờ. Chọn một người.
    .title = Nhận xét
remark-row-ours = { $code } { $name }: { $unit } chờ { -ban } nhận xét
remark-row-theirs = { $code } { $name }: đang chờ { $answering }
remark-words = { $unit } cần nhận xét về { $name } thời gian sinh hoạt ở { $old }. { $succeeds ->
        [yes] { $answering } trả lời thay đơn vị cũ.
       *[no] {""}
    } { -Ban } viết nhận xét:
    .title = { $code } · nhận xét
remark-wait = { $name } đang chờ nhận xét của { $answering } (đơn vị cũ: { $old }). Chờ tiếp, hay miễn nhận xét kèm lý do?
    .title = { $code } · chờ nhận xét
    .wait = Chờ tiếp
    .waive = Miễn nhận xét
remark-reason = Vì sao xét { $name } mà không cần nhận xét của { $old }? Lý do được lưu lại.
    .title = { $code } · miễn nhận xét
remark-waiting = Vẫn chờ { $answering } nhận xét về { $name }.
    .meeting = Họp xét
remark-not-waived = Chỉ { $unit } miễn được nhận xét này. { -Ban } có thể viết nhận xét về { $name }.
    .give = Viết nhận xét
remark-given = Đã gửi nhận xét về { $name } cho { $unit }: { $words }
    .title = Đã gửi nhận xét
    .list = Nhận xét khác
remark-given-told = { $answering } đã nhận xét về { $name } (đơn vị cũ: { $old }): { $words }
    .title = Đã có nhận xét
    .meeting = Họp xét
remark-waived = Đã miễn nhận xét về { $name }. Lý do: { $words }. Chi đoàn xếp loại được rồi.
    .title = Đã miễn nhận xét
    .list = Nhận xét khác
    .undo = Hoàn tác (10 phút)
remark-waived-told = Ban chấp hành { $unit } đã miễn nhận xét của đơn vị cũ về { $name }. Lý do: { $words }
    .title = Đã miễn nhận xét
    .meeting = Họp xét
remark-is-given = Nhận xét về { $name } đã có ({ $by }): { $words }
    .list = Nhận xét khác
remark-is-waived = Nhận xét về { $name } đã được miễn ({ $by }). Lý do: { $words }
    .list = Nhận xét khác
remark-asked = { $name } đã chuyển từ { $old } đến { $unit } chưa đủ 6 tháng. { $succeeds ->
        [yes] { $answering } trả lời thay đơn vị cũ.
       *[no] {""}
    } { $unit } cần nhận xét của { -ban } để xét.
    .title = Cần nhận xét
    .give = Viết nhận xét
remark-requests = { $all ->
        [0] Không có đoàn viên nào cần nhận xét của đơn vị cũ (tính đến { $day }).
       *[other] { $all } đoàn viên cần nhận xét của đơn vị cũ (tính đến { $day }). Vừa hỏi thêm { $count } nơi.
    }
    .title = Hỏi nhận xét
    .list = Xem danh sách
remark-duty = { $count } nhận xét về đoàn viên đã chuyển đi đang chờ { -ban }.
    .do = Viết nhận xét
