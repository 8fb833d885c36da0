# A chat account finds its member; the committee lets it in or out.

notice-controller = Đoàn cấp cơ sở quản lý chi đoàn của { -ban }
notice-contact = bí thư chi đoàn

welcome = Chào { -ban }. Bot này giúp đoàn viên đăng ký và theo dõi Chương trình rèn luyện.
    Bot chưa biết { -ban } là ai. Hãy quét mã QR của chi đoàn, hoặc gõ mã chi đoàn (dạng cd_ và 8 ký tự) do bí thư gửi.
    { -Ban } đã dùng bot ở kênh khác? Gõ lienket ở kênh đó để lấy mã, rồi gõ LIENKET và mã ở đây.
    .title = Chào { -ban }
join-bad-code = Mã chi đoàn này không còn dùng được. { -Ban } hãy xin bí thư mã mới.
join-already = Tài khoản này đã liên kết với { $name }, { $unit }.
    .home = Trang chính
join-wait = { -Ban } đã trả lời chưa đúng nhiều lần. Hãy chờ đến { $until } rồi thử lại, hoặc nhờ bí thư giúp. Dữ liệu không có gì thay đổi.
join-name = Chào { -ban }. Để liên kết tài khoản này với tên { -ban } trong danh sách chi đoàn, hãy gõ họ và tên.
    .title = { $unit }
join-name-unclear = Họ và tên gồm chữ cái, nhiều nhất 60 ký tự. { -Ban } gõ lại nhé.
join-birth = Ngày sinh của { -ban }? Ví dụ: 05/09/2009
    .title = { $unit }
join-birth-unclear = “{ $typed }” chưa phải ngày sinh. Hãy ghi ngày/tháng/năm, ví dụ: 05/09/2009.
join-roll = Có nhiều người trùng họ tên và ngày sinh. Số thứ tự của { -ban } trong danh sách chi đoàn là bao nhiêu?
    .title = { $unit }
join-not-found = Chưa tìm thấy { -ban } trong danh sách { $unit }. Hãy kiểm tra cách viết, hoặc nhờ bí thư thêm { -ban }.
    .again = Thử lại
join-candidate = Có phải { -ban } là { $name }, số thứ tự { $roll }, sinh ngày { $birth }?
    .title = { $unit }
    .yes = Đúng là tôi
    .no = Không phải
join-not-me = Vậy bot chưa liên kết gì. { -Ban } thử lại, hoặc nhờ bí thư xem danh sách.
    .again = Thử lại
join-consent = Bot lưu: họ tên, ngày sinh, chi đoàn, nội dung { -ban } đăng ký và kết quả. Dùng để thực hiện Chương trình rèn luyện đoàn viên.
    Những người được xem: { -ban }, ban chấp hành chi đoàn, đoàn cấp trên trực tiếp.
    { -Ban } có thể xem, đề nghị sửa hoặc rút lại sự đồng ý bất cứ lúc nào bằng /dulieu.
    .title = Dữ liệu của { -ban } · phiên bản { $version }
    .agree = Tôi đồng ý
    .decline = Chưa đồng ý
    .full = Đọc đầy đủ
join-notice = Bên kiểm soát dữ liệu: { $controller }. Liên hệ: { $contact }.
    Dữ liệu được lưu: họ tên, ngày sinh, chi đoàn và số thứ tự, chức vụ trong chi đoàn, mã tài khoản trò chuyện, nội dung đăng ký, các quyết định về phiếu, tin nhắn đang chờ gửi.
    Mục đích: đăng ký, xác nhận, nhắc việc và tổng hợp Chương trình rèn luyện đoàn viên. Không dùng vào việc khác, không chuyển cho bên khác.
    Thời gian lưu: trong thời gian { -ban } sinh hoạt tại chi đoàn và theo quy định của Đoàn về hồ sơ.
    Quyền của { -ban }: biết, xem, sửa, rút lại sự đồng ý, yêu cầu xóa, khiếu nại (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP). Gõ /dulieu để thực hiện.
    Nếu { -ban } chưa đồng ý, { -ban } đăng ký bằng giấy và không bị thiệt thòi gì.
    .title = Thông báo đầy đủ · phiên bản { $version }
    .agree = Tôi đồng ý
    .decline = Chưa đồng ý
join-declined = Bot không liên kết tài khoản này. { -Ban } đăng ký rèn luyện bằng giấy: nhận phiếu từ bí thư chi đoàn. Bot đã báo cho bí thư. Nếu đổi ý, { -ban } dùng lại mã chi đoàn.
    .again = Xem lại
join-declined-linked = Bot không liên kết tài khoản này và không lưu gì. Nếu đổi ý, { -ban } dùng lại mã chi đoàn.
    .again = Xem lại
join-declined-told = { $name } (số { $roll }) chưa đồng ý dùng bot và sẽ đăng ký bằng giấy. Hãy đưa phiếu giấy cho đoàn viên này.
    .title = Đăng ký bằng giấy
join-waiting = Tên này đã liên kết với một tài khoản khác. Bot đã hỏi bí thư. { -Ban } sẽ dùng được tài khoản này ngay khi bí thư đồng ý. Muốn nhanh hơn: gõ lienket ở tài khoản kia để lấy mã, rồi gõ LIENKET và mã ở đây.
join-waiting-told = Một tài khoản { $channel } nữa xưng là { $name } (số { $roll }). Hãy hỏi trực tiếp đoàn viên trước khi đồng ý.
    .title = Tài khoản thứ hai
    .allow = Đồng ý
    .refuse = Từ chối
join-linked-told = { $name } (số { $roll }) vừa liên kết tài khoản { $channel }. Nếu không đúng người, { -ban } gỡ liên kết.
    .title = Đoàn viên mới liên kết
    .undo = Gỡ liên kết
join-many-wrong-told = Hôm nay mã của { $unit } bị trả lời sai nhiều lần. Nếu mã đã lọt ra ngoài, { -ban } nhờ người quản trị cấp mã mới. Đoàn viên trả lời đúng vẫn vào được.
    .title = Nhiều lần trả lời sai
join-done = Xong, chào { $name }. Bot đã báo cho bí thư rằng { -ban } vừa liên kết tài khoản.
    .title = Đã liên kết
    .home = Trang chính
join-done-register = Xong. Bot đã báo cho bí thư rằng { -ban } vừa liên kết tài khoản.
    Việc cần làm bây giờ: đăng ký rèn luyện năm { $year }, hạn { $deadline } (còn { $days } ngày, khoảng 10 phút).
    .title = Đã liên kết
    .register = Đăng ký ngay
    .home = Để sau

account-not-visible = { -Ban } không có quyền với tài khoản này.
account-settled = Tài khoản của { $name } đã được xử lý trước đó. { -Ban } không cần làm gì.
account-allowed = Đã đồng ý. Tài khoản mới của { $name } dùng được ngay; tài khoản cũ cùng kênh đã ngừng.
    .undo = Gỡ liên kết
account-allowed-told = Bí thư đã đồng ý. { $name } dùng được tài khoản này từ bây giờ.
    .title = Đã liên kết
    .home = Trang chính
account-dropped = Đã gỡ liên kết tài khoản của { $name }. Phiếu và dữ liệu của đoàn viên không thay đổi.
