# /kiemtrabang: a workbook that somebody else made is recomputed.

menu-look = Kiểm tra bảng số liệu

look-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
look-elsewhere = { -Ban } hãy mở bot ở kênh khác rồi gửi tệp Excel (.xlsx) ở đó: Zalo không chuyển tệp cho bot tại đây. Hoặc nhờ người quản trị chạy lệnh renluyen check.
    .title = Chưa gửi tệp được ở đây
    .devices = Các kênh của { -ban }
look-file = { -Ban } hãy gửi tệp Excel (.xlsx) vào đây. Bot tính lại các tổng và tỷ lệ trong tệp rồi chỉ ra ô sai.
    .title = Kiểm tra bảng số liệu
look-asked = Đang kiểm tra tệp { $name }. Có kết quả, bot nhắn ngay vào đây.
    .title = Đang kiểm tra
look-found = { $count ->
        [0] Không thấy chỗ nào sai trong tệp { $name }.
       *[other] Có { $count } chỗ sai trong tệp { $name }.
    }
    { $wrong }
    { $unclear }
    { $seen }
    Bot không giữ tệp; kết quả này xem lại được trong 7 ngày.
    .title = Kết quả kiểm tra bảng{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .again = Kiểm tra tệp khác
look-unclear = Chưa rõ đúng hay sai, { -ban } hãy xem lại:
    { $lines }
look-unread = Chưa kiểm tra được tệp { $name }. { $why } Bot không giữ tệp.
    .title = Chưa đọc được tệp
    .again = Gửi tệp khác
look-lost-big = Tệp vượt mức tối đa { $most } MB. Hãy xóa hình ảnh và các trang không cần.
look-lost-gone = Không lấy được tệp này từ nơi gửi. { -Ban } hãy gửi lại.
look-failed = Bot chưa kiểm tra được tệp { $name } vì lỗi phía hệ thống và không giữ tệp. Hãy thử lại, nếu vẫn lỗi thì báo người quản trị.
    .title = Chưa kiểm tra được
    .again = Gửi lại tệp
look-not-yet = Đang kiểm tra tệp { $name }. Có kết quả, bot nhắn ngay vào đây.
    .title = Đang kiểm tra
look-gone = Không có kết quả nào với mã này: kết quả chỉ giữ 7 ngày, và chỉ người gửi tệp xem được.
    .title = Không còn kết quả
    .again = Kiểm tra một tệp
