# renluyen demo: the sample province on a page, and in a terminal.

## In the terminal

demo-welcome = Rèn Luyện – bản chạy thử. Mọi đơn vị và con người ở đây đều là hư cấu.
    Hôm nay là { $today }. Tỉnh mẫu có { $members } đoàn viên; chương trình rèn luyện năm 2027 đang mở.
    Mã chi đoàn: { $codes }
    Gõ như đang nhắn tin cho bot. Dòng bắt đầu bằng dấu hai chấm là lệnh của bản chạy thử:
    :ai – xem mọi người: ngày sinh, chức vụ, đã liên kết hay chưa
    :la 12A1/1 – cầm điện thoại của người khác (12A1/1 là bí thư chi đoàn)
    :ngay 08/12/2026 – chuyển đến 8 giờ sáng ngày đó, lúc bot nhắc việc
    :moinguoi 12A1 – mọi người khác của chi đoàn làm việc đến hạn của mình
    :thoat – kết thúc
    Các dòng có dấu “|” được dán cùng một lúc là một tin nhắn.
demo-you-are = Bạn đang cầm điện thoại của { $who }.
demo-not-linked = Điện thoại này chưa liên kết với bot. Gõ mã chi đoàn để bắt đầu.
demo-born = sinh { $day }
demo-linked = đã liên kết
demo-no-such-person = Không có người đó. Ghi dạng :la 12A1/1. Gõ :ai để xem mọi người.
demo-today = Hôm nay là { $today }, 8 giờ sáng.
demo-not-a-day = Ghi ngày dạng :ngay 08/12/2026, sau hôm nay ({ $today }).
demo-unknown = Không có lệnh đó. Các lệnh: :ai, :la 12A1/1, :ngay 08/12/2026, :moinguoi 12A1, :thoat.
demo-no-such-branch = Không có chi đoàn đó. Ghi dạng :moinguoi 12A1.
demo-message-to = Tin tới { $who }:
demo-bye = Hết phần chạy thử.

## The page: what it says in the terminal that started it

demo-page-sets-up = Đang dựng tỉnh mẫu…
demo-page-at = Mở trang này trong trình duyệt: { $address }
    Bấm Ctrl-C để kết thúc.
demo-port-taken = Cổng { $port } đang bận. Cổng { $free } còn trống: renluyen demo --port { $free }

## The page: what is this, what to do now

demo-title = Rèn Luyện: chạy thử
demo-lead = Đoàn viên đăng ký rèn luyện, bí thư xác nhận, tất cả bằng tin nhắn.
    .more = Mọi người ở đây đều hư cấu; mỗi máy đổi được người cầm.
demo-step-telegram = Đăng ký
    .do = Máy của An, đoàn viên. Bấm “Đăng ký ngay”, chọn một mục, kéo xuống bấm “Tiếp”. Trả lời như ví dụ, rồi bấm gửi.
demo-step-zalo = Xác nhận
    .do = Máy của Bình, bí thư. Zalo không có nút nên gõ chữ. Khi có tin “1 phiếu mới”, gõ duyet, rồi 1, rồi 1.
demo-step-web = Nhắc việc
    .do = Máy của Cường, phó bí thư, chưa đăng ký. Bấm “8/12” ở ô Đồng hồ: bot nhắc người chưa gửi phiếu.

## The phones

demo-phones = Ba điện thoại
demo-of = { $channel } · máy của
demo-branch = Chi đoàn { $branch }
demo-on = đã liên kết
demo-off = chưa liên kết
demo-joins = Để liên kết: mã chi đoàn { $code }, sinh ngày { $birth }.
demo-begin = bắt đầu
demo-new = có tin mới

## The clock, the tray, a new start

demo-clock = Đồng hồ
demo-clock-day = Đến 8 giờ sáng ngày
demo-clock-go = Chuyển
demo-clock-hour = 1 giờ sau
demo-clock-morning = Sáng hôm sau
demo-clock-week = { $day }: còn 7 ngày
demo-clock-walks = Đồng hồ đi qua từng buổi sáng, sáng nào bot cũng nhắc như thật.
demo-clock-going = Đồng hồ đang đi qua từng buổi sáng…
demo-clock-stays = Đồng hồ chỉ chạy tới: sau hôm nay ({ $today }), chậm nhất { $last }. Chưa có gì thay đổi.
demo-marks = Mốc trong năm
demo-mark-registration = { $day }: hạn đăng ký { $branch }
demo-mark-late = { $day }: quá hạn đăng ký { $branch }
demo-mark-entry = { $day }: nhập phần mềm { $branch }
demo-mark-interim = { $day }: giữa kỳ { $branch }
demo-mark-assess = { $day }: tự đánh giá { $branch }
demo-mark-rating = { $day }: hạn xét { $branch }
demo-rehearsal = Diễn tập
demo-rehearsal-stays = Chỉ diễn tập được một ngày sau hôm nay ({ $today }), chậm nhất { $last }.
demo-rehearsal-told = Diễn tập { $day }, đồng hồ chưa chuyển: { $told ->
        [0] không nhắc ai
       *[other] { $told } người sẽ nhận tin
    }{ $passed ->
        [0] { "" }
       *[other] ; { $passed } người còn việc nhưng không được nhắc ({ $reasons })
    }.
demo-rehearsal-maybe = { $steps }, nếu sáng đó có gì để báo
demo-tray = Tin bot tự gửi
demo-tray-empty = Chưa có tin nào. Khi An gửi phiếu, bot sẽ tự báo cho bí thư.
demo-tray-hint = Bấm một tin để cầm máy của người nhận.
demo-anew = Làm lại từ đầu
demo-anew-sure = Làm lại từ đầu? Mọi tin nhắn và phiếu trong bản chạy thử sẽ mất.
demo-anew-yes = Làm lại
demo-anew-no = Không, giữ lại
demo-anew-working = Đang dựng lại tỉnh mẫu…
demo-elsewhere = Trang chạy thử đang mở ở một thẻ khác của trình duyệt. Mỗi lúc chỉ một thẻ dùng được. Không mất gì cả.
demo-here = Dùng ở thẻ này
demo-gone = Bản chạy thử đã dừng. Hãy chạy lại make demo; trang sẽ tự nối lại.

## Everybody whose phone nobody holds

demo-others = Những người khác
    .lead = Ai không cầm máy thì tự làm
    .do = Làm phần mình
demo-others-working = Mọi người đang làm, vài giây…
demo-others-did = Chi đoàn { $branch }: { $told }
demo-others-registered = { $count } người đã gửi phiếu đăng ký. Tiếp theo: cầm máy bí thư, gõ duyetnhieu.
demo-others-assessed = { $count } người đã gửi bản tự đánh giá. Tiếp theo: cầm máy bí thư, gõ hop.
demo-others-looked-back = { $count } người đã gửi tự đánh giá giữa kỳ. Tiếp theo: cầm máy bí thư, gõ giuaky.
demo-others-reported = { $count } người đã báo tiến độ.
demo-others-nothing = Chi đoàn { $branch }: hôm nay không ai có việc đến hạn. Chuyển đồng hồ đến mốc tiếp theo.

## The whole year in a few steps

demo-year = Cả năm trong 10 phút
demo-year-registering = Đăng ký: tự làm một phiếu, rồi bấm “Làm phần mình” cho KP3.
demo-year-confirming = Cầm máy KP3/1 (bí thư), gõ duyetnhieu để xác nhận cả loạt.
demo-year-midyear = Chuyển đến mốc giữa kỳ. Đoàn viên gõ tiendo để báo tiến độ, gửi ảnh hoặc đường dẫn; gõ hotro khi cần giúp, giuaky để tự đánh giá.
demo-year-assessing = Chuyển đến hạn tự đánh giá. Đoàn viên gõ danhgia; những người khác lại bấm “Làm phần mình”.
demo-year-meeting = Bí thư gõ hop để mở đợt xét, xephet để xét nhiều người. Phó bí thư (KP3/2) xét kết quả của bí thư. Xong, bí thư đóng đợt và gõ trinh.
demo-year-recognising = Cầm máy KP3/3, bí thư Đoàn phường (KP3/6 là của Đoàn trường), gõ congnhan.
demo-year-appealing = Đoàn viên chưa đồng ý gõ xemxet; KP3/5, ủy viên Tỉnh đoàn, gõ phuctra. Ai cũng gõ visao được để xem vì sao có kết quả.
