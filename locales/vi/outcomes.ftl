# The six outcomes of a rating (domain.md 4.5).

outcome-xuat-sac = Hoàn thành xuất sắc
outcome-tot = Hoàn thành tốt
outcome-hoan-thanh = Hoàn thành
outcome-khong-hoan-thanh = Không hoàn thành
outcome-khong-phan-loai = Không phân loại
outcome-chua-danh-gia = Chưa đánh giá
