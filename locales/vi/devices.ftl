# /thietbi: the accounts of a person, each with a code of its own.

menu-devices = Tài khoản của tôi

devices = { $done }
    { $lines }
    { $first }
    { $where }
    .title = Tài khoản của { -ban }
    .add = Nối thêm tài khoản
    .prefer = Đổi nơi bot nhắn trước
devices-one = { $code } · { $channel }, nối từ { $since }. { $reached }
devices-here = { $code } · { $channel } ({ -ban } đang dùng ở đây), nối từ { $since }. { $reached }
devices-waiting = { $code } · { $channel }, xin nối từ { $since } và đang chờ bí thư đồng ý. Không phải { -ban } thì hãy gỡ.
devices-reached = Bot nhắn tới gần nhất lúc { $at }.
devices-not-yet = Bot chưa tự nhắn tin nào tới đây.
devices-unreachable = Bot không nhắn tới được từ { $at } ({ $reason }). Muốn nhận lại, { -ban } mở bot ở đó, bỏ chặn nếu có, rồi nhắn một tin.
devices-let-go = Gỡ { $code } ({ $channel })
devices-first = Bot nhắn trước tiên ở { $channel }; không được thì thử tài khoản khác.
devices-first-wanted = Theo ý { -ban }, bot nhắn trước tiên ở { $channel }; không được thì thử tài khoản khác.
devices-channel = Nhắc { -ban } ở đâu trước? Không nhắn tới được ở đó thì bot thử tài khoản khác. Trang web không báo chuông: chọn trang web thì { -ban } phải tự mở ra xem.
    .title = Nhắc tôi ở …
devices-usual = Như thường lệ ({ $channel })
devices-preferred = Đã ghi.
devices-unknown = Trong danh sách của { -ban } không có tài khoản này, hoặc nó đã được gỡ. Chưa có gì thay đổi.
    .title = Tài khoản của { -ban }
    .back = Xem các tài khoản
devices-kept = Không có gì thay đổi.
    .title = Tài khoản của { -ban }
    .back = Xem các tài khoản
devices-drop = Gỡ tài khoản { $channel } ({ $code })? Từ đó bot không nhắn cho { -ban } ở đó nữa, và ai dùng tài khoản đó không còn thấy dữ liệu của { -ban }. Phiếu và việc đang làm dở vẫn giữ.
    .title = Gỡ tài khoản
    .no = Không, giữ lại
    .yes = Gỡ tài khoản này
devices-leave = Gỡ chính tài khoản { $channel } mà { -ban } đang dùng ở đây? Bot vẫn nhắn cho { -ban } ở các tài khoản khác. Phiếu và việc đang làm dở vẫn giữ.
    .title = Gỡ tài khoản này
    .no = Không, giữ lại
    .yes = Gỡ tài khoản này
devices-last = Đây là tài khoản cuối cùng của { -ban } ({ $channel }). Gỡ rồi thì bot không nhắn, không nhắc hạn cho { -ban } ở đâu nữa; hạn vẫn như cũ. Muốn quay lại, { -ban } gõ mã chi đoàn (dạng cd_ và 8 ký tự) do bí thư gửi. Phiếu đã gửi vẫn còn; việc đang làm dở được giữ 30 ngày.
    .title = Gỡ tài khoản cuối cùng
    .no = Không, giữ lại
    .yes = Gỡ tài khoản này
devices-bye = Đã gỡ tài khoản này. Tạm biệt { -ban } ở đây, hẹn gặp ở kênh khác. Muốn nối lại, gõ lienket ở kênh khác để lấy mã, rồi gõ mã ở đây.
    .title = Tạm biệt
devices-bye-last = Đã gỡ tài khoản này. Từ nay bot không nhắn cho { -ban } ở đâu nữa. Phiếu đã gửi vẫn còn. Muốn quay lại, { -ban } gõ mã chi đoàn (dạng cd_ và 8 ký tự) do bí thư gửi.
    .title = Tạm biệt
devices-dropped = Đã gỡ tài khoản { $channel } ({ $code }).
devices-dropped-told = Tài khoản này vừa được gỡ, theo yêu cầu gửi từ { $channel }. Bot không nhắn ở đây nữa. Không phải { -ban } làm? Hãy báo bí thư chi đoàn.
    .title = Đã gỡ tài khoản này
devices-data = Nhắn trước tiên ở: { $channel }
