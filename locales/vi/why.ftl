# /visao: where a result comes from; the sum as every screen shows it.

band-xuat-sac = từ { $excellent } % trở lên
band-tot = từ { $good } % đến dưới { $excellent } %
band-hoan-thanh = từ { $fair } % đến dưới { $good } %
band-khong-hoan-thanh = dưới { $fair } %

result-share = { $done }/{ $of } mục hoàn thành = { $percent }
result-points = { $done }/{ $of } điểm = { $percent }
result-live = { $formula } → tạm tính: { $grade }. Quy định: { $band }.

source-own = mức do đoàn cấp trên đặt cho đợt này
source-PN-24 = Thông báo của Quận Đoàn về chương trình rèn luyện, phần đánh giá cuối năm (PN-24)
source-PN-26 = quy định về thời gian sinh hoạt liên tục đến ngày đánh giá (PN-26)
source-PN-27 = quy định về đoàn viên chuyển sinh hoạt, theo nhận xét của nơi cũ (PN-27)
source-PN-28 = quy định về đoàn viên kết nạp sau ngày đăng ký (PN-28)
source-PN-06 = quy định về đoàn viên làm bằng giấy (PN-06)
source-TV-08 = quy định về đoàn viên kết nạp trong những tháng cuối năm (TV-08)
source-domain-md-4-5 = quy định của đợt về đoàn viên là đảng viên

standing-months = Sinh hoạt liên tục từ { $since } đến ngày đánh giá { $day }: đủ thời gian để được xếp loại.
standing-remarks = Mới chuyển đến từ { $since }, nên được đánh giá theo nhận xét của nơi sinh hoạt trước.
standing-waived = Mới chuyển đến từ { $since }; nhận xét của nơi sinh hoạt trước được miễn, có ghi lý do.
standing-eligible = Được xếp loại, tính đến ngày đánh giá { $day }.
standing-short = Không phân loại: sinh hoạt liên tục từ { $since }, chưa đủ thời gian đến ngày đánh giá { $day }.
standing-wait-remarks = Chưa đánh giá: chuyển đến từ { $since }, đang chờ nhận xét của nơi sinh hoạt trước.
standing-admitted-lately = Không phân loại: mới kết nạp trong những tháng cuối năm, chỉ được đánh giá.
standing-after-registration = Không phân loại: vào Đoàn sau ngày đăng ký, chờ hướng dẫn.
standing-paper = Làm bằng giấy: ban chấp hành ghi kết quả theo phiếu giấy.
standing-party = Không phân loại: là đảng viên, theo quy định của đợt.

rated-open = chi đoàn đang xét
rated-decided = chi đoàn đã xếp loại, chưa báo cáo lên cấp trên
rated-reported = chờ công nhận
rated-reported-only = đã báo cáo, cấp trên sẽ ghi nhận
rated-recognised = đã công nhận
rated-noted = cấp trên đã ghi nhận
rated-returned = cấp trên trả lại, chi đoàn xét lại
rated-reopened = được mở lại, chi đoàn xét lại

menu-why = Vì sao có kết quả này?

why-not-visible = { -Ban } không có quyền xem kết quả này.
why-no-code = Trong lời này không có mã kết quả đúng (ví dụ XL-7F3K9). Đây là kết quả của { -ban }:
why-nothing = { -Ban } chưa có kết quả nào.
    .title = Vì sao?
why-nothing-yet = Năm { $year } { -ban } chưa có kết quả. Kết quả tính từ phiếu đăng ký đã được xác nhận.
    .title = Vì sao?
    .plan = Kế hoạch của tôi
why-being-decided = { $unit } đang xét kết quả năm { $year }. Kết quả được báo khi chi đoàn kết thúc đợt đánh giá.
    .title = Vì sao?
why-round-open = { $unit } đang xét; kết quả được báo khi kết thúc đợt đánh giá.

why = { $warning }
    Kết quả năm { $year }: { $outcome } ({ $state }).
    { $registered } { $sum }
    { $short }
    { $rule }
    { $standing }
    { $differs }
    { $decided }
    { $settled }
    { $returned }
    Mã kết quả: { $code }.
    .title = Vì sao { -ban } được “{ $outcome }”?
    .lines = Xem từng mục
    .letter = Giấy xác nhận (Word)
    .appeal = Đề nghị xem xét lại, đến hết { $until }
why-letter-not-yours = Giấy xác nhận chỉ gửi cho chính người có kết quả. Ban chấp hành lấy giấy của cả chi đoàn ở giấy tờ cuộc họp xét.
    .papers = Giấy tờ cuộc họp xét
    .back = Về kết quả
why-letter-not-yet = Kết quả năm { $year } chưa được quyết định xong hoặc đang được xét lại, nên chưa lập được giấy xác nhận.
    .back = Về kết quả
why-theirs = { $warning }
    { $name }, { $unit }. Kết quả năm { $year }: { $outcome } ({ $state }).
    { $registered } { $sum }
    { $short }
    { $rule }
    { $standing }
    { $differs }
    { $decided }
    { $settled }
    { $returned }
    .title = Vì sao? · { $code } · { $name }
    .lines = Xem từng mục
why-provisional = Tạm tính năm { $year }, { $basis }: { $grade }, nếu { -ban } đủ điều kiện được xếp loại.
    { $registered } { $sum }
    { $short }
    { $rule }
    .title = Kết quả tạm tính · { $grade }
    .lines = Xem từng mục
    .assess = Tự đánh giá
why-provisional-theirs = { $name }. Tạm tính năm { $year }, { $basis }: { $grade }.
    { $registered } { $sum }
    { $short }
    { $rule }
    .title = Kết quả tạm tính · { $name }
    .lines = Xem từng mục
why-basis-progress = theo tiến độ đã báo
why-basis-assessment-sent = theo bản tự đánh giá đã gửi
why-basis-assessment-opened = theo bản tự đánh giá đã gửi
why-basis-assessment-recalled = theo bản tự đánh giá đang sửa
why-basis-assessment-returned = theo bản tự đánh giá được trả lại

why-rule = Quy định: { $source }.
why-without = Bot không còn giữ phép tính của kết quả này.
why-sum = { $formula }. Mức { $grade }: { $band }.
why-sum-alone = { $formula }.
why-sum-nothing = Không có gì để tính, nên xếp mức { $grade }: { $band }.
why-registered = { $count ->
        [0] Không có mục nào được đăng ký và xác nhận (không thực hiện).
       *[other] Đăng ký { $count } mục.
    }
why-registered-more = Đăng ký { $count } mục ({ $first } từ đầu năm, { $added } bổ sung; { $policy }).
why-added-counted = mục bổ sung tính vào mẫu số
why-added-beside = mục bổ sung không tính vào mẫu số
why-added-mixed = { $beside } mục bổ sung không tính vào mẫu số
why-short = Mục chưa đạt: { $lines }. { $rule }
why-short-line = { $code } ({ $level })
why-partly-half = Mục làm một phần tính nửa mục.
why-partly-nothing = Mục làm một phần không được tính.
why-all-done = Mọi mục đều xong.
why-no-lines = Không có mục nào được xác nhận trong năm.
why-decided = Chi đoàn quyết định lúc { $at }, người ghi: { $name }.
why-settled-recognised = Công nhận lúc { $at }, người công nhận: { $name }.
why-settled-noted = Ghi nhận lúc { $at }, người ghi nhận: { $name }.
why-differs = Kết quả tính theo quy định là { $computed }; quyết định khác vì: { $reason }
why-nothing-computed = chưa có
why-reason = Lý do: { $reason }
why-returned = Cấp trên trả lại vì: { $reason }
why-warning = Cảnh báo: kết quả đã lưu không khớp với các mục đã lưu (tính lại: { $again }). Hãy báo đoàn cấp trên kiểm tra nhật ký.
why-lines = { $lines }
    { $formula }.
    .title = Từng mục, mục chưa đạt xếp trước
    .back = Về kết quả
why-line = { $content }: { $level }{ $weighs }{ $remark }
why-weighs-one = {" "}· tính 1
why-weighs-half = {" "}· tính 0,5
why-weighs-nothing = {" "}· tính 0
why-weighs-beside = {" "}· ngoài mẫu số
why-remark = {" "}· chi đoàn: { $remark }

data-result = Kết quả năm { $year }, mã { $code }: { $outcome }
