# Words that every conversation shares. A member is spoken to with { -ban }, which the settings may turn into "đồng chí".

## The way on and back. Each label is also what one types where nothing can be tapped.

common-back = Quay lại
common-home = Trang chính
common-later = Để sau
common-help = Trợ giúp
common-resume = Làm tiếp
common-resume-flow = Làm tiếp: { $flow }
common-previous-page = ‹ Trang trước
common-next-page = Trang sau ›
common-page = (trang { $page }/{ $pages })

## What goes wrong, what was kept, what to do

common-left = { $flow }: đã giữ mọi điều { -ban } vừa trả lời. Khi nào muốn làm tiếp, gõ “tiếp tục”.
common-not-understood = Bot chưa hiểu “{ $typed }”.
common-unknown-command = Bot không có lệnh “{ $typed }”.
common-file-unasked = Bot đã nhận tệp nhưng lúc này không cần tệp nào, nên không dùng đến tệp này. Muốn nộp làm minh chứng, gõ “tiendo” trước.
common-workbook-unasked = Bot đã nhận tệp Excel nhưng lúc này không cần tệp nào, nên không dùng đến tệp này. Ban chấp hành muốn kiểm tra bảng số liệu trong tệp thì gõ “kiemtrabang” trước; muốn nộp làm minh chứng thì gõ “tiendo” trước.
positions-nowhere = Chưa có danh sách phiếu nào đang hiện để chọn theo số. Đây là danh sách, { -ban } gõ lại số:
positions-beyond = Danh sách đang hiện chỉ có các số từ 1 đến { $last }. Chưa có gì được làm.
common-choose-one = Hãy chọn một trong các câu dưới đây.
common-did-you-mean = Ý { -ban } là câu nào?
common-no-more = Hết danh sách rồi, không còn trang sau.
common-old-button = Nút này của màn hình cũ. Đây là màn hình hiện tại:
common-nothing-unfinished = Không có việc nào đang làm dở.
common-ask-again = Một câu trả lời trước không còn dùng được, { -ban } trả lời lại nhé. Các câu khác vẫn giữ.
common-fault = Có lỗi phía hệ thống, mã { $code }. Lỗi đã được ghi lại để người quản trị xem. Các câu trả lời trước của { -ban } vẫn còn. { -Ban } thử gửi lại nhé.
## Where nothing can be tapped

common-typed-steers = (gõ: { $words })
common-typed-words = Gõ: { $words }
common-typed-command = { $label }: gõ { $command }
common-chosen = { $label } (đã chọn)

common-group = Bot chỉ trò chuyện riêng với từng người. { -Ban } hãy nhắn riêng cho bot.

## Words the bot listens for, as whole messages; with and without diacritics

word-back = quay lại | trở lại | lùi lại
word-resume = tiếp tục | làm tiếp
word-later = để sau | lúc khác
word-help = trợ giúp | giúp | giúp đỡ | help | ?
word-home = trang chính | menu | bắt đầu
word-cancel = hủy | huỷ | hủy bỏ
word-undo = hoàn tác
word-quiet = dừng nhắc | ngừng nhắc
word-more = thêm | xem thêm | trang sau
word-previous = trang trước
word-done = tiếp | xong | tiếp theo
word-remove = bỏ | xóa | bớt
word-keep = giữ nguyên | giữ
word-once = xong
word-yes = đúng | có | vâng | phải | ok
word-no = không | sai | không phải
word-send = gửi | gửi đi
word-edit = sửa | sửa mục | mục

## Names of conversations, channels, offices and states

menu-home = Trang chính
menu-register = Đăng ký rèn luyện
menu-plan = Kế hoạch của tôi
menu-review = Duyệt phiếu
menu-data = Dữ liệu của tôi
menu-help = Trợ giúp
menu-more = Việc khác
menu-show = Xem phiếu
menu-return = Trả lại phiếu
menu-recall = Rút lại phiếu
menu-join = Liên kết tài khoản
menu-allow = Đồng ý tài khoản
menu-drop = Gỡ liên kết
menu-undo = Hoàn tác
menu-cancel = Hủy bản nháp
menu-quiet = Tắt, bật nhắc
menu-welcome = Chào { -ban }

channel-telegram = Telegram
channel-zalo = Zalo
channel-zalo-oa = Zalo Official Account
channel-web = trang web
channel-console = máy tính
channel-paper = phiếu giấy

audience-hoc_sinh = học sinh
audience-sinh_vien = sinh viên
audience-giao_vien = giáo viên, giảng viên
audience-ccvc = cán bộ, công chức, viên chức
audience-cong_nhan = công nhân, người lao động
audience-dan_cu = địa bàn dân cư
audience-lvt = lực lượng vũ trang

office-bi-thu = bí thư
office-pho-bi-thu = phó bí thư
office-uy-vien = ủy viên ban chấp hành

state-sent = đã gửi, chờ ban chấp hành xác nhận
state-opened = ban chấp hành đang xem
state-confirmed = đã xác nhận
state-returned = được trả lại để sửa
state-recalled = đã rút lại để sửa
