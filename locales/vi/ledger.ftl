# The ledger of reminders in words: for operators and committees.

cli-remind = Ai sẽ được nhắc việc gì, qua kênh nào, vào một ngày; ai không và vì sao.
cli-remind-day = Ngày { $day }: { $count } người sẽ nhận tin, { $passed } lượt không gửi.
cli-remind-person = { $who } qua { $channel }: { $steps }
cli-remind-maybe = { $who } qua { $channel }: { $steps }, nếu sáng đó có gì để báo
cli-remind-more = và { $count } người khác (--json có đủ).
cli-remind-passed = Không gửi: { $step }, { $count } người, { $reason }.
cli-remind-planned = Đã ghi vào sổ nhắc việc. Máy chủ đang chạy sẽ gửi.
cli-remind-nothing-new = Không có gì mới để ghi: đã ghi từ trước, hoặc chưa đến giờ nhắc.
cli-error-remind-not-today = Chỉ ghi được cho hôm nay. Để xem một ngày khác, thêm --dry-run.
cli-error-remind-not-all = Sổ nhắc việc được ghi cho mọi đơn vị cùng lúc. Bỏ --unit, hoặc thêm --dry-run để chỉ xem.
cli-error-remind-past = Ngày đó đã qua. Để xem đã nhắc ai, dùng renluyen ledger.
cli-error-no-such-year = Đơn vị { $unit } không có, hoặc chưa có chương trình nào đang mở.
cli-ledger = Sổ nhắc việc của một năm: từng người, từng bước, kết quả ra sao.
cli-ledger-sum = { $step }: { $state } { $count }{ $why }{ $opened ->
        [0] { "" }
       *[other] ; { $opened } người đã mở việc sau đó
    }
cli-ledger-empty = Sổ nhắc việc năm { $year } chưa có dòng nào.
cli-tray = Các tin mà chế độ an toàn đã giữ lại.
cli-tray-row = { $who } qua { $channel } · { $title }
    { $text }
cli-tray-empty = Không có tin nào bị giữ lại.
cli-tray-cleared = Đã bỏ { $count } tin trên. Các tin này không bao giờ được gửi.
cli-option-cycle = năm của chương trình, ví dụ 2027
cli-option-within = Chỉ đơn vị này và các đơn vị bên dưới.
cli-option-told-on = Ngày muốn xem, dạng 2026-12-08 (mặc định là hôm nay).
cli-option-forecast = Chỉ xem, không ghi gì vào sổ nhắc việc.
cli-option-clear = Bỏ hết các tin đang bị giữ, sau khi in ra.

ledger-step-registration = gửi phiếu đăng ký
ledger-step-interim = tự đánh giá giữa kỳ
ledger-step-self = tự đánh giá cuối năm
ledger-step-entry = xác nhận phiếu và nhập phần mềm
ledger-step-rating = đánh giá, xếp loại
ledger-step-digest = bản tin của ban chấp hành
ledger-step-month = việc của tháng tới
ledger-step-overdue = chi đoàn quá hạn
ledger-step-before = { $step } (còn { $days } ngày)
ledger-step-today = { $step } (hạn cuối)
ledger-step-after = { $step } (quá hạn { $days } ngày)

ledger-state-planned = chờ gửi
ledger-state-claimed = đang gửi
ledger-state-sent = đã gửi
ledger-state-skipped = không gửi
ledger-state-failed = gửi không được
ledger-state-expired = đã quá lúc gửi
ledger-state-unknown = không rõ đã đến chưa

ledger-reason-window = quá 7 ngày chưa nhắn cho tài khoản Zalo, nên không gửi được tin thường
ledger-reason-no-template = quá 7 ngày chưa nhắn cho tài khoản Zalo, và không có mẫu tin cho việc này
ledger-reason-template-unfilled = không điền được mẫu tin
ledger-reason-template = gửi bằng mẫu tin
ledger-reason-template-by-phone = gửi bằng mẫu tin, theo số điện thoại
ledger-reason-not-following = không còn quan tâm tài khoản Zalo
ledger-reason-unfollowed = không còn quan tâm tài khoản Zalo
ledger-reason-no-zalo = không nhận được mẫu tin
ledger-reason-daily-quota = hôm nay đã hết lượt gửi
ledger-reason-night = ngoài giờ gửi mẫu tin
ledger-reason-money = tài khoản gửi tin hết tiền
ledger-reason-opted-out = đã từ chối nhận mẫu tin
ledger-reason-settings = tài khoản Zalo chưa được cấp quyền gửi
ledger-reason-needs-login = cần người quản trị đăng nhập lại tài khoản Zalo
ledger-reason-done = đã làm xong
ledger-reason-left = không còn trong danh sách
ledger-reason-paper = đăng ký trên giấy
ledger-reason-wait = chờ hướng dẫn
ledger-reason-closed = không còn nhận
ledger-reason-no-form = chưa có phiếu được xác nhận
ledger-reason-rated = đã được xếp loại
ledger-reason-quiet = đã tắt nhắc
ledger-reason-snoozed = đã hẹn nhắc sau
ledger-reason-frequency = muốn được nhắc thưa hơn
ledger-reason-no-account = chưa liên kết tài khoản
ledger-reason-unreachable = không liên lạc được
ledger-reason-told-today = hôm nay đã nhận một tin
ledger-reason-nothing = không có gì để báo
ledger-reason-safe-mode = chế độ an toàn đang bật
ledger-reason-superseded = đã có lần nhắc gần hạn hơn
ledger-reason-deadline-passed = hạn đã qua
ledger-reason-too-late = quá hạn đã lâu
ledger-reason-stale = tin của một ngày đã qua
ledger-reason-no-step = bước này không còn trong lịch
ledger-reason-cycle-closed = chương trình đã đóng
ledger-reason-quiet-hours = ngoài giờ nhắn tin
ledger-reason-in-the-middle = đang làm bước này
ledger-reason-asked = người nhận tự hẹn
ledger-reason-nudged = ban chấp hành nhờ nhắc
ledger-reason-not-yet = hạn đã dời, chưa đến ngày nhắc
ledger-reason-late = tin hôm trước chưa gửi được, gửi cùng tin hôm nay
ledger-reason-again = không rõ lần trước đã đến chưa nên gửi lại
ledger-reason-lapsed = không rõ đã đến chưa, không gửi lại
ledger-reason-withdrew = đã rút lại sự đồng ý
ledger-reason-nobody = chi đoàn chưa có đoàn viên
ledger-reason-quota = kênh này đã hết số tin của tháng
