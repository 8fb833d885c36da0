# The web chat. First what to do now; every error says what was kept and what to do next.

web-title = Rèn Luyện
web-noscript = Trang này cần JavaScript. Hãy bật JavaScript cho trang rồi tải lại, hoặc mở bằng trình duyệt khác.
web-log = Cuộc trò chuyện
web-welcome = Đây là nơi đoàn viên đăng ký rèn luyện. Bấm nút dưới đây để bắt đầu.
web-begin = Bắt đầu
web-input = Viết cho bot
web-send = Gửi
web-file = Gửi tệp
web-you = { -Ban } viết:
web-bot = Bot viết:
web-chosen = đã chọn
web-sending = Đang gửi…
web-retrying = Chưa gửi được, đang thử lại. Tin của { -ban } được giữ.
web-lost = Mất kết nối, đang nối lại. { -Ban } vẫn viết được.
web-offline = Máy đang không có mạng. Tin của { -ban } được giữ, có mạng sẽ tự gửi.
web-leave = Thoát
web-leave-sure = Thoát khỏi trang này?
    .what = Máy này sẽ quên { -ban }, và các tin nhắn ở đây bị xóa. Phiếu đã gửi và câu trả lời đang làm dở vẫn được giữ. Muốn quay lại, { -ban } dùng mã chi đoàn một lần nữa.
web-stay = Ở lại
web-left = { -Ban } đã thoát
    .kept = Tin nhắn ở trang này đã xóa. Phiếu đã gửi vẫn còn. { -Ban } đóng trang này được rồi.
web-again = Vào lại
web-error-too-large = Tệp hoặc tin quá lớn, chưa gửi. Mỗi tệp nhiều nhất 10 MB; tin dài thì chia làm vài tin.
