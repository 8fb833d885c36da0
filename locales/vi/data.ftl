# /dulieu: all that is stored about a member.

data = { $facts }
    Bên kiểm soát dữ liệu: { $controller }. Muốn sửa hoặc xóa, liên hệ: { $contact }.
    .title = Dữ liệu của { -ban }
    .file = Tải thành tệp
    .withdraw = Rút lại sự đồng ý
data-name = Họ tên: { $name }
data-birth = Ngày sinh: { $birth }
data-unit = Chi đoàn: { $unit }, số thứ tự { $roll }, từ ngày { $since }
data-audience = Đối tượng: { $audience }
data-paper = Hình thức đăng ký: bằng giấy
data-office = Chức vụ: { $office }
data-sector = Phụ trách khu vực: { $sector }
data-account = Tài khoản { $channel } { $user }, liên kết từ { $since }
data-consent = Đồng ý bản thông báo { $version } lúc { $at }
data-consent-ended = Đã rút lại sự đồng ý với bản thông báo { $version }
data-form = Phiếu năm { $year }, mã { $code }: { $state }, { $versions } bản được lưu
data-line = – { $code }: { $action }; cách làm: { $how }
data-mark = – { $code }: { $level } ({ $source }, { $at }). { $note }
data-proof = – { $code }: minh chứng { $shown } ({ $at })
data-acts = { $count } lần thao tác được ghi trong nhật ký (ai, việc gì, lúc nào, qua kênh nào)
data-elsewhere = Bản nháp và tin nhắn đang chờ gửi cũng nằm trong cơ sở dữ liệu, và được xóa theo thời hạn công bố.
data-file = Tệp có tất cả những gì bot lưu về { -ban }.
    .title = Dữ liệu của { -ban }
    .back = Về dữ liệu
data-file-name = du-lieu-cua-toi.txt
data-withdraw = Rút lại sự đồng ý nghĩa là: tài khoản này được gỡ, bot không nhắn cho { -ban } nữa, bản nháp bị xóa, và { -ban } đăng ký bằng giấy. Phiếu đã gửi vẫn thuộc hồ sơ chi đoàn. Bí thư sẽ được báo.
    .title = Rút lại sự đồng ý
    .no = Không, giữ như cũ
    .yes = Rút lại
data-kept = Không có gì thay đổi.
    .back = Về dữ liệu
data-withdrawn = Đã rút lại sự đồng ý và gỡ tài khoản này. { -Ban } nhận phiếu giấy từ bí thư chi đoàn. Muốn dùng lại, { -ban } gõ mã chi đoàn.
    .title = Đã rút lại
data-withdrawn-told = { $name } (số { $roll }) đã rút lại sự đồng ý. Tài khoản đã được gỡ; từ nay đoàn viên này đăng ký bằng giấy.
    .title = Rút lại sự đồng ý
