# What the question engine itself says, whatever the conversation.

many-added = Đã chọn: { $codes }.
many-removed = Đã bỏ: { $codes }.
many-strange = Không có mục { $codes } trong danh mục.
many-filtered = Tìm thấy { $count } mục có chữ “{ $typed }”.
many-nothing = Không có mục nào có chữ “{ $typed }”. Các mục đã chọn vẫn giữ.
many-show-all = Xem cả danh mục

listing-over = Đã hết danh sách, đây lại là trang đầu.

text-empty = { -Ban } hãy trả lời bằng chữ.
text-too-long = Câu trả lời dài { $length } ký tự, nhiều nhất là { $most }. { -Ban } hãy viết gọn hơn. Các câu trước vẫn giữ.
text-kept = Đang ghi: “{ $kept }”.
text-keep = Giữ nguyên

due-echo = Hạn: { $due }. Gõ “quay lại” nếu chưa đúng.

file-missing = { -Ban } hãy gửi một tệp.
file-several = Mỗi lần chỉ nhận một tệp. { -Ban } hãy gửi từng tệp một.
file-too-big = Tệp nặng { $size } MB, vượt mức tối đa { $most } MB. Chưa có gì thay đổi.
file-kind = Chỉ nhận tệp { $kinds }. Chưa có gì thay đổi.
file-echo = Đã nhận tệp { $name }.

lines-filled = Đã ghi { $count } dòng.
lines-twice = Mục { $codes } có nhiều dòng: bot lấy dòng sau cùng.
lines-strange = Chưa nhận các dòng có mã { $codes }: danh mục không có mã đó.
lines-not-registered = Chưa nhận các dòng có mã { $codes }: phiếu của { -ban } không có mục đó.
lines-unclear = Chưa hiểu dòng { $lines }: mỗi dòng bắt đầu bằng mã, rồi dấu |.

## An act on several people: its yes is a button, or a code where nothing can be tapped

once-typed = { $yes }: gõ “xong { $code }” (mã dùng một lần, trong { $minutes } phút).
    { $no }: gõ “không”.
once-needed = Chưa có gì được làm. Việc này cho nhiều người, nên để đồng ý { -ban } gõ “xong { $code }”; nơi có nút thì bấm nút.
once-wrong = Chưa có gì được làm: mã { $typed } không phải của danh sách này. Để đồng ý, gõ “xong { $code }”.
once-late = Chưa có gì được làm: mã { $typed } đã quá { $minutes } phút. { -Ban } xem lại, rồi dùng mã mới.
once-over = Mã { $typed } không dùng được ở đây: mỗi mã chỉ dùng một lần, cho đúng danh sách đang hiện. Không có gì được làm thêm.

checking-changed = Nội dung vừa thay đổi. { -Ban } xem lại rồi trả lời.
review-no-such = Không có mục số { $n }. Phiếu có các mục từ 1 đến { $last }.
