# /phancong: who goes with whom. /bancap: who goes with me, and what they still have to do.

menu-pairs = Phân công theo dõi, ghép cặp
menu-buddy = Người cùng cặp

pairs-no-office = Lệnh này dành cho ban chấp hành chi đoàn.
pairs = { $count ->
        [0] Chi đoàn chưa phân công ai theo dõi ai và chưa ghép cặp nào.
       *[other] Đang có { $count } phân công:
    }
    { $lines }
    { $alone ->
        [0] {""}
       *[other] { $alone } đoàn viên chưa có người trong ban chấp hành theo dõi.
    }
    .title = Phân công theo dõi, ghép cặp
    .suggest = Gợi ý phân công
    .add = Tự chọn
    .end = Bỏ một phân công
pairs-mate = { $name } (số { $roll })
pairs-mentor = { $name } theo dõi { $other }
pairs-buddy = { $name } và { $other } là một cặp
pairs-kind = Phân công kiểu nào?
    .title = Phân công theo dõi, ghép cặp
    .mentor = Ban chấp hành theo dõi đoàn viên
    .buddy = Ghép cặp đoàn viên
pairs-suggested = Gợi ý dưới đây đã được chọn sẵn. { -Ban } bỏ chọn những phân công không muốn, rồi chọn “Tiếp”.
    .title = Gợi ý · đã chọn { $chosen }/{ $all }
    .done = Tiếp
    .typed = Gõ số để chọn thêm; gõ “bỏ” và số để bỏ chọn; gõ “tiếp” khi đã đủ.
pairs-person = Chọn người thứ nhất.
    .title = Phân công theo dõi, ghép cặp
pairs-other = { $name } đi cùng ai?
    .title = Phân công theo dõi, ghép cặp
pairs-nothing = Không còn ai để phân công kiểu này.
    .overview = Về danh sách
pairs-made = Đã ghi { $count } phân công. Bot đã báo cho từng người. { $refused ->
        [0] {""}
       *[other] { $refused } phân công không được ghi, vì trong lúc { -ban } chọn đã có người khác phân công.
    }
    .title = Đã phân công
    .overview = Xem danh sách
pairs-mentor-told-first = { -Ban } được phân công theo dõi { $names }: nhắc, hỏi han và giúp khi vướng.
    .title = Phân công mới
    .open = Xem việc còn lại
pairs-mentor-told-second = { $names } trong ban chấp hành theo dõi và giúp { -ban } thực hiện nội dung rèn luyện.
    .title = Có người theo dõi, giúp { -ban }
    .open = Xem
pairs-buddy-told-first = { -Ban } và { $names } là một cặp: nhắc nhau và giúp nhau. Mỗi người thấy tên và các mục chưa xong của người kia.
    .title = { -Ban } có người cùng cặp
    .open = Xem việc còn lại
pairs-buddy-told-second = { -Ban } và { $names } là một cặp: nhắc nhau và giúp nhau. Mỗi người thấy tên và các mục chưa xong của người kia.
    .title = { -Ban } có người cùng cặp
    .open = Xem việc còn lại
pairs-which = Bỏ phân công nào?
    .title = Bỏ phân công
pairs-no-such = Không có phân công nào như vậy. Chưa có gì thay đổi.
    .overview = Về danh sách
pairs-ended = Đã bỏ: { $pair }. Bot đã báo cho cả hai.
    .title = Đã bỏ phân công
    .overview = Về danh sách
pairs-ended-told = { $by } đã bỏ phân công: { $pair }.
    .title = Phân công đã bỏ
    .open = Người cùng cặp
pairs-ended-itself = { $lines }
    .title = Phân công đã kết thúc
    .pairs = Phân công lại
    .buddy = Người cùng cặp
pairs-why-left = { $pair }. Phân công này đã kết thúc, vì { $gone } không còn trong chi đoàn.
pairs-why-office = { $pair }. Phân công này đã kết thúc, vì { $gone } không còn trong ban chấp hành.

buddy-none = { -Ban } chưa có người cùng cặp và chưa được phân công theo dõi ai. Ban chấp hành chi đoàn phân công việc này.
    .title = Người cùng cặp
buddy = { $lines }
    .title = Người cùng cặp
    .nudge = Nhắc
    .plan = Kế hoạch của tôi
buddy-who = { -Ban } muốn nhắc ai?
    .title = Nhắc
buddy-nudged = Bot đã chuyển lời nhắc của { -ban } đến { $name }. Mỗi ngày bot chuyển nhiều nhất một lời nhắc cho mỗi người.
    .title = Đã nhắc
    .back = Quay về
buddy-quiet = { $name } đang tắt nhắc việc, nên bot không chuyển lời nhắc. { -Ban } hãy gặp hoặc nhắn riêng.
    .title = Chưa nhắc
    .back = Quay về
buddy-nudge-told = { $name } nhắc { -ban } làm tiếp các mục đã đăng ký. Cần giúp thì { -ban } gõ: hotro
    .title = Lời nhắc của { $name }
    .plan = Kế hoạch của tôi
buddy-mentor = { $name } theo dõi và giúp { -ban }.
buddy-mentor-of = { -Ban } theo dõi { $who }: { $left }
buddy-buddy-of = Người cùng cặp với { -ban }, { $who }: { $left }
buddy-left = { $count ->
        [0] đã xong mọi mục.
       *[other] { $count } mục chưa xong.
    }
buddy-no-form = chưa có phiếu được xác nhận.
buddy-item = – { $code } { $title } · { $due }{ $mark }
buddy-over = {" "}· đã qua hạn

log-act-paired = phân công người theo dõi hoặc cặp
log-act-unpaired = kết thúc một phân công
