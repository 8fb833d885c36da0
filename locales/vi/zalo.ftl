# What is said on Zalo only: what it cannot bring to the bot, and what it cannot bring to a person.

zalo-unreadable = { -Ban } hãy gõ chữ hoặc gửi ảnh: Zalo không chuyển cho bot điều { -ban } vừa gửi, còn các câu trả lời trước vẫn giữ.
zalo-unreadable-web = { -Ban } hãy gõ chữ, gửi ảnh, hoặc gửi tệp trên trang { $url }: Zalo không chuyển cho bot điều { -ban } vừa gửi, còn các câu trả lời trước vẫn giữ.
zalo-file = { $name }: mở đường dẫn này trong { $minutes } phút, sau đó hỏi lại để có đường dẫn mới. { $url }
zalo-file-elsewhere = Hãy mở bot ở nơi khác hoặc nhờ ban chấp hành lấy giúp tệp { $names }: Zalo không chuyển được tệp.
