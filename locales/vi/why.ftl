# /visao: where a result comes from. The names of results, for all who show them.


band-xuat-sac = từ { $excellent } % trở lên
band-tot = từ { $good } % đến dưới { $excellent } %
band-hoan-thanh = từ { $fair } % đến dưới { $good } %
band-khong-hoan-thanh = dưới { $fair } %

result-share = { $done }/{ $of } mục hoàn thành = { $percent }
result-points = { $done }/{ $of } điểm = { $percent }
result-live = { $formula } → tạm tính: { $grade }. Quy định: { $band }.

source-own = mức do đoàn cấp trên đặt cho đợt này
source-PN-24 = Thông báo của Quận Đoàn về chương trình rèn luyện, phần đánh giá cuối năm (PN-24)
