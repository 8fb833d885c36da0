# What `renluyen zalo check` says, a line each.

zalo-check-good = đạt: { $part }: { $said }
zalo-check-bad = chưa: { $part }: { $said }
zalo-check-try = cần người thử: { $part }: { $said }
zalo-check-part-zalo = Zalo Bot
zalo-check-part-zalo-oa = Official Account
zalo-check-part-http = địa chỉ web

zalo-check-meanwhile = Đang lắng nghe { $seconds } giây. Từ điện thoại, hãy nhắn “xin chào” cho bot hoặc Official Account, rồi gửi một tấm ảnh. Nhắn lúc này vẫn được trả lời khi bot chạy.
zalo-check-hello = Đây là tin thử của renluyen zalo check. Không cần trả lời. Các tin sau cũng là tin thử.
zalo-check-hello-answer = Tin thử: tin này có hiện là trả lời tin trước không?
zalo-check-button = Nút thử { $shape }
zalo-check-tap-this = Tin thử: hãy bấm nút bên dưới.

# The bot

zalo-check-token-taken = Zalo nhận zalo.token, gói { $plan }.
zalo-check-token-refused = Zalo không nhận zalo.token (mã { $code }). Lấy lại token ở Bot Creator, xem lại zalo.api_url.
zalo-check-token-unreached = không gọi được Zalo ({ $why }). Xem lại mạng, zalo.api_url và zalo.proxy rồi chạy lại.
zalo-check-plan-open = theo sổ của bot, tháng này đã gửi { $sent }/{ $messages } tin, { $linked }/{ $people } người đã liên kết. Zalo không cho hỏi số này.
zalo-check-plan-nearly = gần hết gói: tháng này đã gửi { $sent }/{ $messages } tin, { $linked }/{ $people } người đã liên kết. Chuyển bớt người sang kênh khác hoặc dùng Official Account.
zalo-check-webhook-polled-none = Zalo không gọi tới địa chỉ nào, bot tự hỏi được.
zalo-check-webhook-polled-ours = Zalo còn gọi tới địa chỉ của bot này, mà cấu hình là tự hỏi (polling). Chạy renluyen run một lần, bot sẽ bỏ địa chỉ đó.
zalo-check-webhook-polled-other = Zalo đang gọi tới một địa chỉ khác. Nếu không còn dùng nơi đó, chạy renluyen run, bot sẽ bỏ địa chỉ đó.
zalo-check-webhook-called-ours = Zalo gọi tới đúng địa chỉ của bot.
zalo-check-webhook-called-none = Zalo chưa biết địa chỉ của bot. Chạy renluyen run một lần, bot sẽ báo cho Zalo.
zalo-check-webhook-called-other = Zalo đang gọi tới địa chỉ khác với http.public_url. Chạy renluyen run một lần, bot sẽ báo địa chỉ mới.
zalo-check-webhook-unknown = Zalo không cho biết đang gọi tới đâu (mã { $code }). Chạy lại sau ít phút.
zalo-check-reached-tried = Zalo gọi thử địa chỉ của bot: { $outcome }, HTTP { $status }. Phải là webhook.ok; nếu không, xem lại reverse proxy và chứng chỉ.
zalo-check-reached-unsaid = Zalo đã gọi thử địa chỉ nhưng không nói kết quả. Nhắn cho bot xem có được trả lời không.
zalo-check-reached-untried = Zalo không cho gọi thử địa chỉ (mã { $why }; 426 là đã thử quá nhiều trong ngày, 404 là không có cách này). Nhắn cho bot xem có được trả lời không.
zalo-check-files-ready = gửi được ảnh và tệp bằng đường dẫn có chữ ký, khóa lấy từ zalo.token.
zalo-check-files-nowhere = chưa gửi được ảnh và tệp. Muốn gửi thì ghi http.listen và http.public_url.
zalo-check-polling-idle = tự hỏi được; khi không có tin, Zalo trả mã 408, HTTP { $status }.
zalo-check-polling-busy = tự hỏi được, có tin đến ngay. Tin đã giữ lại cho bot.
zalo-check-polling-refused = Zalo không cho tự hỏi ({ $why }). Nếu là 409 hoặc 400 thì Zalo còn đang gọi tới một địa chỉ, hoặc một máy khác đang hỏi bằng cùng token.
zalo-check-polling-runs = bot đang chạy và tự hỏi; lệnh này không hỏi thay, chỉ đọc tin bot vừa lưu.
zalo-check-polling-webhook-is-set = không hỏi thử, vì Zalo đang gọi tới một địa chỉ; chỉ đọc tin đã lưu.
zalo-check-secret-wrong = có lời gọi tới địa chỉ của bot mà không mang đúng mã bí mật. Chạy renluyen run để báo lại cho Zalo; nếu vẫn còn thì có người lạ gọi.

# What was heard

zalo-check-text-came = chữ viết từ điện thoại tới nơi.
zalo-check-text-unsupported = Zalo báo “unsupported”, không chuyển nội dung: người vừa nhắn thuộc nhóm được bảo vệ (trẻ em…) hoặc gửi thứ không đọc được. Người đó nên dùng trang web trò chuyện.
zalo-check-text-untried = chạy lại với --wait 120 và nhắn “xin chào” cho bot từ điện thoại.
zalo-check-text-untried-oa = chạy lại với --wait 120 và nhắn “xin chào” cho Official Account từ điện thoại.
zalo-check-body-flat = thân lời gọi là sự kiện trần (flat).
zalo-check-body-wrapped = thân lời gọi nằm trong “result” (wrapped), như tài liệu viết.
zalo-check-body-object = mỗi lần hỏi, Zalo đưa một sự kiện.
zalo-check-body-list = mỗi lần hỏi, Zalo đưa một danh sách sự kiện.
zalo-check-body-stored = chưa biết tin đến dưới dạng nào: bot đang chạy đã đọc trước. Dừng bot, chạy lại với --wait 120 rồi nhắn.
zalo-check-body-untried = chưa biết tin đến dưới dạng nào: chạy lại với --wait 120 rồi nhắn cho bot.
zalo-check-photo-named = ảnh tới nơi, địa chỉ nằm ở trường { $field }.
zalo-check-photo-missing = ảnh tới nơi mà không có địa chỉ ở photo hay photo_url. Đoàn viên chưa gửi được minh chứng bằng ảnh qua Zalo.
zalo-check-photo-untried = chạy lại với --wait 120 và gửi một tấm ảnh cho bot từ điện thoại.
zalo-check-group-mention = trong nhóm, chữ “@…” gọi bot nằm trong tin.
zalo-check-group-no-mention = trong nhóm, chữ “@…” gọi bot không nằm trong tin.
zalo-check-group-untried = nếu định dùng nhóm: chạy lại với --wait 120 và gọi @bot trong nhóm.
zalo-check-queue-kept = tin nhắn lúc bot tắt được Zalo giữ lại và đưa sau.
zalo-check-queue-untried = dừng bot, nhắn cho bot, đợi một phút, rồi chạy lại với --wait 30: tin có tới không?
zalo-check-echo-heard = tin bot gửi quay lại thành sự kiện; bot bỏ qua các tin này.
zalo-check-people-young = nhờ một đoàn viên 16–17 tuổi nhắn trong lúc --wait: dòng về chữ viết phải là “tới nơi”. Nếu là “unsupported”, lứa tuổi này cần trang web.
zalo-check-people-blocked = nhờ một người chặn bot rồi chạy lại với --to MÃ của họ: mã Zalo trả là mã của người đã chặn.
zalo-check-people-crowd = khi có người thứ 51 và tin thứ 3.001: xem nhật ký, ghi lại mã Zalo trả. Tin nhận có bị tính không, so với số bot đã đếm.
zalo-check-people-larger-plan = xem trang của Zalo Bot: gói lớn hơn đã bán chưa, giới hạn và giá bao nhiêu.

# What was sent

zalo-check-sent-taken = Zalo nhận tin thử.
zalo-check-sent-taken-oa = Zalo nhận tin thử, loại quota { $quota } (reply là miễn phí, – là tính tiền).
zalo-check-sent-refused = Zalo không nhận tin thử (mã { $why }). Sai mã người nhận, người đó chưa nhắn, đã chặn hoặc chưa quan tâm.
zalo-check-sent-quota = Zalo báo hết hạn mức (mã { $why }): hết tin của tháng, hoặc quá số người của gói. Đợi tháng sau hoặc đổi gói.
zalo-check-sent-nobody-wrote = chưa gửi tin thử, vì không ai nhắn trong lúc chờ.
zalo-check-answer-taken = Zalo nhận reply_to_message_id. Xem trên điện thoại: tin thứ hai có hiện là trả lời không?
zalo-check-answer-refused = Zalo không nhận reply_to_message_id (mã { $why }); bot không dùng trường này.
zalo-check-picture-taken = Zalo nhận ảnh thử. Xem trên điện thoại: có hiện mã QR không?
zalo-check-picture-refused = Zalo không nhận ảnh thử (mã { $why }). Xem lại http.public_url: Zalo phải tải được ảnh từ đó.
zalo-check-picture-nowhere = chưa thử được ảnh: cần http.listen, http.public_url và cổng đó còn trống hoặc bot đang chạy.
zalo-check-length-most = tin dài nhất Zalo nhận trong các cỡ 1900, 2000, 2001 là { $most } (cỡ sau đó: mã { $why }). Bot gửi nhiều nhất 1900.
zalo-check-unit-utf16 = Zalo đếm độ dài theo đơn vị UTF-16.
zalo-check-unit-characters = Zalo đếm độ dài theo ký tự.
zalo-check-stranger-refused = gửi tới mã không có thật, Zalo trả mã { $why }.
zalo-check-stranger-taken = gửi tới mã không có thật mà Zalo vẫn nhận: bot không biết được tin nào không tới.

# The Official Account

zalo-check-settings-missing = còn thiếu { $keys }.
zalo-check-authority-good = bot có quyền dùng Official Account, còn { $hours } giờ rồi tự làm mới.
zalo-check-authority-renewing = bot có quyền dùng Official Account, còn { $hours } giờ; một tiến trình khác đang làm mới.
zalo-check-authority-needs-login = chưa có quyền, hoặc quyền đã hết. Chạy renluyen zalo login.
zalo-check-authority-renewed-elsewhere = một tiến trình khác đang làm mới quyền; lệnh này không làm thay. Chạy lại sau hai phút.
zalo-check-authority-unreached = quyền sắp hết mà không gọi được Zalo để làm mới. Xem lại mạng và zalo_oa.oauth_url rồi chạy lại.
zalo-check-account-known = gói { $package }, đến { $until }.
zalo-check-account-another = quyền này là của Official Account khác với zalo_oa.oa_id. Sửa zalo_oa.oa_id hoặc chạy lại renluyen zalo login.
zalo-check-account-not-verified = Official Account chưa được xác thực; phần lớn lệnh gửi tin cần xác thực và gói trả phí.
zalo-check-account-refused = Zalo không cho xem Official Account ({ $why }). Số âm: tra bảng mã lỗi của Zalo; chữ: không gọi được, chạy lại sau ít phút.
zalo-check-quota-left = hôm nay còn gửi được { $left }/{ $most } mẫu tin.
zalo-check-quota-gone = hôm nay đã hết { $most } mẫu tin. Mai gửi tiếp.
zalo-check-quota-refused = Zalo không cho biết còn bao nhiêu mẫu tin ({ $why }).
zalo-check-templates-none = chưa có mẫu tin (zalo_oa.templates): quá 7 ngày không nhắn, đoàn viên không nhận được tin tự gửi qua đây.
zalo-check-templates-unreadable = không dùng được tệp mẫu tin ở zalo_oa.templates. So với docs/zalo-templates.toml.
zalo-check-template-stands = mẫu { $template }: { $status }, nhãn { $tag }, chất lượng { $quality }, giữ { $minutes } phút, giá { $by_user } đ theo tài khoản, { $by_phone } đ theo số. Chỉ mẫu ENABLE mới gửi được.
zalo-check-template-low = mẫu { $template }: chất lượng thấp, Zalo có thể khóa. Gửi ít lại, sửa lời.
zalo-check-template-tag = mẫu { $template }: Zalo xếp nhãn { $tag }. Nhắc việc hợp với nhãn 2 (CUSTOMER_CARE); nhãn khác có giá và quy định khác.
zalo-check-template-unlisted = mẫu { $template }: Zalo không kể tham số. So bằng mắt trong trang quản lý.
zalo-check-template-unknown-param = mẫu { $template }: tệp của bot có tham số { $param } mà mẫu ở Zalo không có. Bỏ đi hoặc sửa tên.
zalo-check-template-missing-param = mẫu { $template }: mẫu ở Zalo cần tham số { $param } mà tệp của bot không có. Thêm vào.
zalo-check-template-too-long = mẫu { $template }, tham số { $param }: bot gửi tới { $ours } ký tự, Zalo nhận { $theirs }. Ghi most = { $theirs }.
zalo-check-template-refused = mẫu { $template }: Zalo không cho xem ({ $why }; -109 là sai mã mẫu, -117 là không có quyền).
zalo-check-console-heard = Zalo gọi tới địa chỉ của bot.
zalo-check-console-address = trong trang Webhook của ứng dụng ở Zalo phải ghi { $address }. Zalo không cho hỏi: chạy với --wait 120, nhắn cho Official Account, dòng này sẽ thành đạt.
zalo-check-signature-fits = chữ ký đúng: bắt đầu bằng { $first }, thời gian ở { $place }, tiền tố { $prefix }.
zalo-check-signature-wrong = có lời gọi mà chữ ký không khớp. Xem lại zalo_oa.oa_secret_key và zalo_oa.app_id; nếu đúng cả thì có người lạ gọi.
zalo-check-signature-stored = chưa biết chữ ký thế nào: bot đang chạy đã đọc trước. Dừng bot, chạy lại với --wait 120 rồi nhắn.
zalo-check-signature-untried = chưa biết chữ ký thế nào: chạy lại với --wait 120 rồi nhắn cho Official Account.
zalo-check-window-free = người nhận vừa nhắn trong 48 giờ: tin thử không mất tiền.
zalo-check-window-billed = chưa gửi tin thử: người nhận im hơn 48 giờ, mỗi tin sẽ tính tiền. Nhắn từ điện thoại đó rồi chạy lại.
zalo-check-window-closed = chưa gửi tin thử: người nhận im hơn 7 ngày, chỉ còn gửi được mẫu tin. Nhắn từ điện thoại đó rồi chạy lại.
zalo-check-window-unknown = Zalo không cho biết người nhận nhắn lần cuối khi nào ({ $why }). Xem lại mã ở --to.
zalo-check-buttons-ready = Zalo nhận nút dạng a, đúng như zalo_oa.buttons (dạng a: { $a }, dạng b: { $b }).
zalo-check-buttons-could = Zalo nhận nút dạng a mà cấu hình chưa bật: ghi zalo_oa.buttons = true (dạng a: { $a }, dạng b: { $b }).
zalo-check-buttons-other = Zalo chỉ nhận nút dạng b, bot chưa gửi được dạng này: để zalo_oa.buttons = false và báo cho người làm bot (dạng a: { $a }, dạng b: { $b }).
zalo-check-buttons-none = Zalo không nhận nút: để zalo_oa.buttons = false (dạng a: { $a }, dạng b: { $b }).
zalo-check-tap-text = bấm nút thì chữ của nút quay lại như tin nhắn.
zalo-check-tap-untapped = đã gửi nút thử mà chưa ai bấm. Nếu không thấy nút trên điện thoại, để zalo_oa.buttons = false.
zalo-check-tap-untried = muốn thử nút: chạy lại với --to sender --wait 120, nhắn cho Official Account rồi bấm nút hiện ra.
zalo-check-follow-named = người mới quan tâm được ghi ở { $field }.
zalo-check-follow-untried = chạy lại với --wait 120, bỏ quan tâm rồi quan tâm lại Official Account từ điện thoại.
zalo-check-people-package = hỏi Zalo: tổ chức Đoàn cần gói và giấy tờ xác thực nào, nhãn và giá nào cho mẫu nhắc việc.
zalo-check-people-silent-follower = nhờ một người chỉ quan tâm, chưa từng nhắn: mẫu tin gửi theo tài khoản có tới không? Việc này mất tiền một mẫu tin.

# Our own address

zalo-check-listen-taken = không mở được http.listen, mà bot thì không chạy: chương trình khác đang dùng cổng này, hoặc máy không có địa chỉ này.
zalo-check-public-none = chưa có http.public_url: Zalo không gọi tới bot được.
zalo-check-public-plain = http.public_url phải bắt đầu bằng https://, Zalo không gọi địa chỉ khác.
zalo-check-public-unreached = từ máy này không gọi được http.public_url ({ $why }). Xem lại tên miền, chứng chỉ và reverse proxy.
zalo-check-public-ours = http.public_url dẫn tới bot (thử từ máy này; Zalo gọi từ ngoài).
zalo-check-public-elsewhere = http.public_url có trả lời (HTTP { $status }) nhưng không phải bot này. Xem lại reverse proxy; nếu bot đang tắt và http.listen trống thì chạy bot rồi thử lại.
