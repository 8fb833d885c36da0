# What is said only at Zalo's Official Account.

zalo-oa-unread = Bot chỉ đọc được chữ, ảnh và tệp, nên chưa dùng được điều { -ban } vừa gửi. Các câu trả lời trước vẫn còn. { -Ban } hãy gõ bằng chữ.
zalo-oa-phone = Đã lưu số điện thoại { $phone } để ban chấp hành gọi khi bot không nhắn được cho { -ban }. Muốn xem hoặc xóa, gõ “dulieu”.
