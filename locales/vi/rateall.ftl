# /xephet: a branch decides about many members at once.

menu-rateall = Xét nhiều người một lúc

rateall-none = Không có ai để xét cùng lúc: đợt xét chưa mở, hoặc những người còn lại cần xét riêng (chưa tự đánh giá, làm bằng giấy, biểu quyết khác kết quả tính được).
    .title = Xét nhiều người
    .meeting = Họp xét
rateall-which = Những người này đã tự đánh giá và không có gì trái với kết quả tính được. { -Ban } muốn xét ai? Bước sau hiện từng người để { -ban } bỏ bớt.
    .title = Xét nhiều người
    .all = Tất cả { $all } người
    .shown = Chỉ { $shown } người có minh chứng cho mọi mục đã làm
rateall-who = Đang chọn { $chosen }/{ $all } người. Bỏ chọn những người { -ban } muốn xét riêng.
    .title = Xét nhiều người · chọn người
    .done = Tiếp: xem lại
    .typed = Gõ “bỏ” và mã để bỏ bớt, hoặc “tiếp”.
rateall-nobody = Chưa chọn ai. Hãy chọn ít nhất một người.
rateall-row = { $code } { $name }, số { $roll }: { $outcome } ({ $why }; { $shown } minh chứng)
rateall-sure = Xếp đúng { $count } người này như sau?
    { $list }
    .title = Xét nhiều người · kiểm tra
    .yes = Đồng ý cả { $count } người
    .no = Không, xét riêng
rateall-kept = Chưa xét ai. Kết quả của mọi người vẫn như trước.
    .title = Xét nhiều người
    .meeting = Họp xét
rateall-done = Đã xét { $count } người.
    { $missed }
    .title = Đã xét
    .meeting = Về cuộc họp
    .undo = Hoàn tác cả đợt (10 phút)
rateall-missed = { $name } đã được xét trước ({ $by }), nên giữ nguyên.
