# /batdau, /trogiup, hủy, dừng nhắc, reminders.

home =
    .title = { $name } · { $unit }
home-now = Việc cần làm bây giờ: { $duty }
home-then = Sau đó: { $duty }
home-more = Và { $count } việc khác: xem “Việc khác”.
home-review = { $count } phiếu chờ { -ban } xác nhận.
    .do = Duyệt { $count } phiếu
home-nothing-waits = Không có phiếu nào chờ { -ban } xác nhận.
home-register = đăng ký rèn luyện năm { $year }, hạn { $deadline } (còn { $days } ngày, khoảng 10 phút).
    .do = Đăng ký ngay
home-late = đăng ký rèn luyện năm { $year }. Hạn { $deadline } đã qua; phiếu gửi bây giờ ghi là nộp muộn và cần ban chấp hành đồng ý.
    .do = Đăng ký ngay
home-draft = làm tiếp phiếu đăng ký { $year } (đã xong { $done }/{ $chosen } mục), hạn { $deadline }.
    .do = Làm tiếp
home-returned = sửa phiếu đăng ký { $year } rồi gửi lại.
    .do = Sửa phiếu
home-sent = Phiếu { $code } (năm { $year }) đã gửi, chờ ban chấp hành xác nhận, chậm nhất { $entry }. { -Ban } chưa phải làm gì.
home-opened = Phiếu { $code } (năm { $year }) đang được ban chấp hành xem, chậm nhất { $entry } có kết quả. { -Ban } chưa phải làm gì.
home-confirmed = Phiếu { $code } (năm { $year }) đã được xác nhận. { -Ban } làm theo kế hoạch.
home-paper = { -Ban } đăng ký năm { $year } bằng giấy. Hãy nhận phiếu từ bí thư chi đoàn.

more = { -Ban } chọn một việc. { $where }
    .title = Việc khác

help = { $job }
    { $steps }
    Gõ bất cứ lúc nào: “quay lại”, “để sau”, “tiếp tục”, “trang chính”, “thêm” (trang sau của danh sách), “hủy”, “hoàn tác”, “dừng nhắc”. Có dấu hay không dấu đều được.
    .title = Trợ giúp
    .register = Đăng ký
    .plan = Kế hoạch của tôi
    .review = Duyệt phiếu
help-steps = Năm { $year }: đoàn viên gửi phiếu đăng ký chậm nhất { $registration }; ban chấp hành xác nhận chậm nhất { $entry }; chi đoàn đánh giá chậm nhất { $rating }.
help-committee = { -Ban } thuộc ban chấp hành: hiện có { $count } phiếu chờ. Gõ duyet để xem hàng chờ; xem MÃ để mở một phiếu; duyet MÃ để xác nhận; duyet 2-5 để xác nhận những phiếu ở số 2 đến 5 của danh sách đang hiện; tra MÃ muc 2 lý do để trả lại mục 2.
help-stranger = Để dùng bot, { -ban } cần liên kết tài khoản với tên trong danh sách chi đoàn. Hãy quét mã QR của chi đoàn, hoặc gõ mã chi đoàn (dạng cd_ và 8 ký tự). Chưa có mã? Hỏi bí thư chi đoàn.
    .title = Trợ giúp

cancel-nothing = Không có bản nháp nào để hủy.
cancel-sure = Hủy bản nháp “{ $draft }”? Những gì { -ban } đã trả lời trong bản nháp sẽ mất. Phiếu đã gửi không bị ảnh hưởng.
    .title = Hủy bản nháp
    .no = Không, giữ lại
    .yes = Hủy bản nháp
cancel-kept = Đã giữ bản nháp “{ $draft }”.
    .resume = Làm tiếp
cancel-done = Đã hủy bản nháp “{ $draft }”.

quiet-on = Bot sẽ không nhắc việc nữa. Quyết định về phiếu của { -ban } vẫn được báo. Hạn chót luôn hiện ở trang chính.
    .title = Đã tắt nhắc
    .again = Bật nhắc lại
    .wishes = Cách nhắc việc
quiet-off = Bot sẽ nhắc việc trở lại trước mỗi hạn.
    .title = Đã bật nhắc
    .again = Tắt nhắc
    .wishes = Cách nhắc việc
