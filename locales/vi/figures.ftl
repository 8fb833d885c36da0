# /baocao: the number report of a unit; its columns on every paper; papers that are drawn.

menu-figures = Báo cáo số liệu
menu-papers = Tệp đã lập

figures-no-office = Lệnh này dành cho ban chấp hành. { -Ban } hiện không giữ chức vụ nào.
figures-not-yours = { -Ban } không có quyền xem báo cáo của đơn vị này.
    .all = Báo cáo của tôi
figures-unknown = Bot chưa hiểu “{ $typed }”. Gõ: baocao MÃ NĂM, ví dụ baocao 12A1 2027.
    .all = Báo cáo của tôi
figures-no-year = { $unit } chưa mở chương trình nào, nên chưa có số liệu.
    .units = Các đơn vị
figures-no-such-year = { $unit } không có chương trình nào của năm { $year }, nên không có số liệu năm đó.
    .now = Số liệu năm nay
figures-which = { -Ban } giữ chức vụ ở nhiều đơn vị. Chọn đơn vị cần báo cáo.
    .title = Báo cáo số liệu

figures-whole = Tính đến { $day }.
    Đoàn viên: { $members }{ $branches ->
        [0] { "" }
        [1] { "" }
       *[other] { " " }ở { $branches } chi đoàn
    }.
    Đăng ký: { $registered } ({ $registered_share }); đã xác nhận { $confirmed }.
    { $grades }
    { $without }
    { $left ->
        [0] { "" }
       *[other] Chưa đánh giá: { $left }.
    }
    { $apart ->
        [0] { "" }
       *[other] Không đăng ký mà vẫn được xếp loại: { $apart } (không tính vào các mức trên).
    }
figures-classified = Được phân loại: { $count }
    { $grades }
    Cộng bốn mức: { $sum }
figures-none-classified = Chưa có ai được phân loại.
figures-excellent = – Hoàn thành xuất sắc: { $count } ({ $share })
figures-good = – Hoàn thành tốt: { $count } ({ $share })
figures-fair = – Hoàn thành: { $count } ({ $share })
figures-failed = – Không hoàn thành: { $count } ({ $share })
figures-unclassified = Không phân loại: { $count } ({ $reasons }).
figures-short = chưa đủ 06 tháng và chưa có nhận xét { $count }
figures-admitted-lately = kết nạp 6 tháng cuối năm { $count }
figures-after-registration = kết nạp sau đợt đăng ký, chờ hướng dẫn { $count }
figures-party = đánh giá theo quy định của Đảng { $count }
figures-unclassified-otherwise = lý do khác { $count }
figures-row = { $unit }: { $members } đoàn viên; đăng ký { $registered } ({ $registered_share }); phân loại { $classified }{ $grades }.
figures-row-grades = : { $grades }
figures-short-excellent = xuất sắc { $share }
figures-short-good = tốt { $share }
figures-short-fair = hoàn thành { $share }
figures-short-failed = không hoàn thành { $share }

figures = { $summary }
    { $mark }
    .title = Báo cáo số liệu · { $unit } · năm { $year }
    .rows = Từng đơn vị
    .issue = Lập báo cáo
    .last = So với năm { $last }
    .issued = Báo cáo đã lập
    .above = Lên { $above }
figures-live = Số liệu đang thay đổi theo từng phiếu. Lập báo cáo để giữ số liệu lúc này và lấy tệp.
figures-mark = Báo cáo { $code }, { $by } lập lúc { $at }. Dấu số liệu: { $fingerprint }.
figures-by-nobody = bot
figures-kept = { $summary }
    { $mark }
    .title = Báo cáo số liệu · { $unit } · năm { $year }
    .xlsx = Excel
    .docx = Word
    .pdf = PDF
    .png = Biểu đồ
    .svg = Biểu đồ (SVG)
    .csv = CSV
    .json = JSON
    .now = Số liệu hôm nay
    .compare = So với hôm nay
figures-rows = { $lines }
    .title = Từng đơn vị · { $unit } · năm { $year }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .whole = Cả { $unit }
figures-compared = { $name }: { $before } → { $now }{ $change }
figures-change = { " " }({ $change })
figures-compare = { $what }
    { $lines }
    .title = So sánh · { $unit }
    .whole = Báo cáo năm { $year }
figures-compare-years = Năm { $before } (danh sách ngày { $then }) → năm { $now } (danh sách ngày { $today }):
figures-compare-issued = Báo cáo { $code } (tính đến { $then }) → hôm nay:
figures-compare-none = Năm { $before } { $unit } không có chương trình trong bot, nên chưa có gì để so.
    .title = So sánh · { $unit }
    .whole = Báo cáo năm { $year }
figures-list = { $count ->
        [0] Đơn vị chưa lập báo cáo nào.
       *[other] { $lines }
    }
    .title = Báo cáo đã lập · { $unit }{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .whole = Số liệu hôm nay
figures-list-row = { $code } · năm { $year } · tính đến { $day } · dấu { $fingerprint }
figures-wrong = Số liệu không khớp nên bot không lập báo cáo. Không có gì bị mất; hãy báo người quản trị các dòng sau:
    { $faults }
    .title = Chưa lập được báo cáo · { $unit }
    .whole = Xem số liệu
figures-fault-below-zero = { $unit }: có số nhỏ hơn 0.
figures-fault-above-hundred = { $unit }: đăng ký { $registered } lớn hơn số đoàn viên { $members }.
figures-fault-members-askew = { $unit }: đăng ký { $registered } + chưa đăng ký { $unregistered } ≠ đoàn viên { $members }.
figures-fault-confirmed-askew = { $unit }: đã xác nhận { $confirmed } lớn hơn đăng ký { $registered }.
figures-fault-registered-askew = { $unit }: phân loại { $classified } + không phân loại { $unclassified } + chưa đánh giá { $not_assessed } ≠ đăng ký { $registered }.
figures-fault-unregistered-askew = { $unit }: không đăng ký mà có kết quả { $unregistered_rated } + { $unregistered_unclassified } lớn hơn số chưa đăng ký { $unregistered }.
figures-fault-settled-askew = { $unit }: đã báo cáo { $reported } + công nhận { $recognised } + ghi nhận { $noted } lớn hơn số đoàn viên { $members }.
figures-fault-sum-askew = { $unit }: { $figure } ghi { $told }, cộng các đơn vị được { $made }.

figures-name-members = số đoàn viên
figures-name-registered = số đăng ký
figures-name-unregistered = số chưa đăng ký
figures-name-confirmed = số đã xác nhận
figures-name-excellent = hoàn thành xuất sắc
figures-name-good = hoàn thành tốt
figures-name-fair = hoàn thành
figures-name-failed = không hoàn thành
figures-name-short = chưa đủ 06 tháng
figures-name-admitted-lately = kết nạp 6 tháng cuối năm
figures-name-after-registration = kết nạp sau đợt đăng ký
figures-name-party = đánh giá theo quy định của Đảng
figures-name-unclassified-otherwise = không phân loại vì lý do khác
figures-name-not-assessed = chưa đánh giá
figures-name-unregistered-rated = không đăng ký mà được xếp loại
figures-name-unregistered-unclassified = không đăng ký và không phân loại
figures-name-reported = đã báo cáo
figures-name-recognised = đã công nhận
figures-name-noted = đã ghi nhận
figures-name-appeals = đang xem xét lại

## The columns of every paper (TV-11, domain.md 3.2)

report-column-unit = Đơn vị
report-column-members = Tổng số đoàn viên
report-column-registered = Đăng ký
report-column-registered_share = Tỷ lệ đăng ký
report-column-confirmed = Đã xác nhận
report-column-classified = Được phân loại
report-column-excellent = Xuất sắc
report-column-excellent_share = Tỷ lệ xuất sắc
report-column-good = Tốt
report-column-good_share = Tỷ lệ tốt
report-column-fair = Hoàn thành
report-column-fair_share = Tỷ lệ hoàn thành
report-column-failed = Không hoàn thành
report-column-failed_share = Tỷ lệ không hoàn thành
report-column-unclassified = Không phân loại
report-column-short = Chưa đủ 06 tháng
report-column-admitted_lately = Kết nạp 6 tháng cuối năm
report-column-after_registration = Kết nạp sau đợt đăng ký
report-column-party = Theo quy định của Đảng
report-column-unclassified_otherwise = Lý do khác
report-column-not_assessed = Chưa đánh giá
report-column-unregistered_rated = Không đăng ký mà được xếp loại

## Workbook, picture, file

sheet-title = Số liệu Chương trình rèn luyện đoàn viên năm { $year } – { $unit }
sheet-day = Tính đến { $day }
sheet-mark = Người lập: { $by }. Dấu số liệu: { $fingerprint } (mọi tệp cùng dấu là của cùng một kết quả)
sheet-number = STT
sheet-code = Mã
sheet-sum = Cộng
sheet-units = Các đơn vị
sheet-branches = Các chi đoàn
sheet-chart = Biểu đồ
sheet-grade = Mức xếp loại
sheet-count = Số đoàn viên
sheet-share = Tỷ lệ
sheet-file = Số liệu rèn luyện { $year } - { $unit } - { $day }
chart-title = { $unit } · năm { $year }
chart-mark = Tính đến { $day }. Dấu số liệu: { $fingerprint }
chart-grades-head = Xếp loại (trong số được phân loại)
chart-way-head = Các bước (trong số đoàn viên)
chart-units-head = Đăng ký theo đơn vị
chart-step-registered = Đăng ký
chart-step-confirmed = Đã xác nhận
chart-step-assessed = Đã đánh giá
chart-step-recognised = Đã công nhận, ghi nhận
chart-grades = Xếp loại năm { $year } – { $unit }

## Papers in Word: the marks in double braces are filled in, all else may be changed

letter-union = ĐOÀN TNCS HỒ CHÍ MINH
letter-number = Số: ……-BC/……
letter-place-and-day = ……………, { "{{ date }}" }
letter-date = ngày { $day } tháng { $month } năm { $year }
letter-report = BÁO CÁO
letter-report-about = Kết quả thực hiện Chương trình rèn luyện đoàn viên năm { "{{ year }}" }
letter-recipients = Nơi nhận:
letter-recipients-list = { "{%p if above %}" }
    - { "{{ above }}" };
    { "{%p endif %}" }
    - Lưu: VP.
letter-on-behalf = TM. BAN CHẤP HÀNH
letter-secretary = BÍ THƯ
letter-signed = (ký, ghi rõ họ tên)
letter-appendix-units = PHỤ LỤC SỐ LIỆU (tính đến { "{{ day }}" })
letter-branches-elsewhere = Số liệu của { $count } chi đoàn nằm trong tệp Excel của báo cáo này.
letter-appendix-branches = PHỤ LỤC: TỪNG CHI ĐOÀN

## Papers

papers-asked = Đang lập { $what }. Bot gửi tệp vào đây ngay khi xong.
    .title = Đang lập tệp
    .list = Tệp đã lập
papers-ready = { $what } đã lập xong.
    { $told }
    .title = { $name }
    .again = Lấy lại tệp
papers-failed = Bot chưa lập được { $what } vì lỗi phía hệ thống. Số liệu không bị ảnh hưởng. Hãy thử lại, nếu vẫn lỗi thì báo người quản trị.
    .title = Chưa lập được tệp
    .list = Tệp đã lập
papers-list = { $count ->
        [0] { -Ban } chưa lập tệp nào.
       *[other] { $lines }
    }
    .title = Tệp đã lập{ $pages ->
        [1] { "" }
       *[other] { " " }· trang { $page }/{ $pages }
    }
    .meetings = Giấy tờ cuộc họp xét
    .figures = Báo cáo số liệu
    .forms = Phiếu giấy
papers-row-waiting = { $code } · { $what } · đang lập
papers-row-made = { $code } · { $name } · { $size } KB · { $at }
papers-row-failed = { $code } · { $what } · không lập được
papers-again = Lấy { $name }
papers-file = { $what }.
    .title = { $name }
    .list = Tệp đã lập
papers-gone = Tệp này đã được xóa sau 7 ngày hoặc không phải của { -ban }. Tệp nào còn cần, { -ban } lập lại được.
    .title = Không còn tệp
    .list = Tệp đã lập
papers-not-yet = { $what } đang được lập, bot gửi ngay khi xong.
    .title = Đang lập tệp
    .list = Tệp đã lập
papers-what-report-xlsx = Báo cáo số liệu (Excel)
papers-what-report-docx = Báo cáo số liệu (Word)
papers-what-report-pdf = Báo cáo số liệu (PDF)
papers-what-report-png = Biểu đồ của báo cáo
papers-what-report-svg = Biểu đồ của báo cáo (SVG)
papers-what-report-csv = Số liệu của báo cáo (CSV)
papers-what-report-json = Số liệu của báo cáo (JSON)
papers-what-form-xlsx = Phiếu rèn luyện
papers-what-form-docx = Phiếu rèn luyện (Word)
papers-what-form-blank-xlsx = Phiếu trống
papers-what-form-blank-docx = Phiếu trống (Word)
papers-what-forms-zip = Phiếu của cả chi đoàn
papers-what-forms-docx = Phiếu của cả chi đoàn (Word)
papers-what-forms-official = Tệp nhập phần mềm
papers-what-forms-blank-zip = Phiếu trống của cả chi đoàn
papers-what-forms-blank-docx = Phiếu trống của cả chi đoàn (Word)
