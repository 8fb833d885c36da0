# /lienket: one more account of the same person, by a code of six figures.

menu-link = Nối thêm tài khoản

link = Mở bot ở kênh kia (Telegram, Zalo hoặc trang web) và gõ ở đó:
    LIENKET { $code }
    Mã dùng một lần, trong { $minutes } phút, đến { $until }. Mã lấy trước đó không còn dùng được.
    Đừng đưa mã cho ai: ai gõ mã này sẽ dùng bot với tên của { -ban }.
    .title = Nối thêm tài khoản
    .devices = Xem các tài khoản
link-how = Nếu { -ban } đang dùng bot ở kênh khác: mở bot ở kênh đó, gõ lienket để lấy mã 6 chữ số, rồi gõ LIENKET và mã ở đây. Nếu chưa dùng bot ở đâu: gõ mã chi đoàn (dạng cd_ và 8 ký tự) do bí thư gửi.
    .title = Nối tài khoản này
link-unclear = Mã liên kết gồm 6 chữ số, ví dụ: LIENKET 123456. Chưa có gì thay đổi, { -ban } gõ lại nhé. Chưa có mã thì gõ lienket ở kênh mà { -ban } đang dùng bot.
    .title = Nối tài khoản
link-wrong = Mã này không dùng được. Chưa có gì thay đổi. { -Ban } xem lại mã, hoặc gõ lienket ở kênh mà { -ban } đang dùng bot để lấy mã mới.
    .title = Chưa nối được
link-same = Tài khoản này đã là của { -ban } rồi, nên mã vẫn chưa dùng đến. Hãy gõ mã ở kênh mà { -ban } muốn nối thêm.
    .title = Đã nối
    .devices = Xem các tài khoản
link-other = Tài khoản này đã nối rồi, nên bot không dùng mã và không thay đổi gì. Muốn nối tài khoản này với người khác: gỡ nó trong danh sách tài khoản trước, rồi gõ lại mã.
    .title = Tài khoản này đã nối
    .devices = Xem các tài khoản
link-done = Xong, chào { $name }, { $unit }. Tài khoản này đã nối: việc đang làm dở ở kênh khác, { -ban } làm tiếp ở đây được.
    .title = Đã nối tài khoản
    .home = Trang chính
    .devices = Xem các tài khoản
link-told = Tài khoản { $channel } mới vừa được nối. Không phải { -ban }? Hãy xem các tài khoản và gỡ tài khoản đó ngay.
    .title = Tài khoản mới
    .devices = Xem và gỡ
link-instead-told = Tài khoản { $channel } mới vừa được nối, thay cho tài khoản { $channel } cũ. Không phải { -ban }? Hãy xem các tài khoản và gỡ tài khoản đó ngay.
    .title = Tài khoản mới
    .devices = Xem và gỡ
link-replaced-told = Một tài khoản { $channel } khác vừa được nối thay cho tài khoản này, nên bot không nhắn ở đây nữa. Không phải { -ban }? Hãy báo bí thư chi đoàn ngay để gỡ tài khoản kia.
    .title = Tài khoản này đã ngừng
