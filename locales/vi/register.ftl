# /dangky: a member chooses contents for the year and says for each what, by when and how.

register-no-cycle = Hiện chi đoàn chưa mở đợt đăng ký nào. Khi mở, { -ban } sẽ nhận được tin.
register-paper = { -Ban } thuộc diện đăng ký bằng giấy, nên bot không hỏi và không lưu nội dung rèn luyện của { -ban }.
    Hãy nhận phiếu giấy từ bí thư chi đoàn và nộp trước { $deadline }. Bot đã báo cho bí thư.
    .title = Đăng ký { $year } · bằng giấy
register-paper-told = { $name } (số { $roll }) muốn đăng ký và thuộc diện làm bằng giấy. Hãy đưa phiếu giấy cho đoàn viên này.
register-wait = { -Ban } vào chi đoàn sau ngày đăng ký ({ $deadline }), nên chưa phải đăng ký năm { $year }. Ban chấp hành sẽ hướng dẫn { -ban }.
    .title = Đăng ký { $year } · chờ hướng dẫn
register-closed = Hạn đăng ký { $deadline } đã qua và đợt này không nhận phiếu muộn. { -Ban } hãy hỏi bí thư chi đoàn.
    .title = Đăng ký { $year } · đã hết hạn
register-too-few = Hãy chọn ít nhất { $minimum } mục rồi mới tiếp tục.
register-group-missing = Đợt này cần ít nhất một mục ở mỗi nhóm. Còn thiếu nhóm { $groups }.
register-missing-groups = Chưa có mục nào ở nhóm { $groups }.
register-missing-core = Nên có thêm các mục cốt lõi: { $codes }.

register-criteria = Chọn các mục { -ban } sẽ rèn luyện trong năm.
    .title = Đăng ký { $year } · chọn mục · đã chọn { $chosen }/{ $all }
    .done = Tiếp: ghi việc cụ thể
    .typed = Gõ mã các mục, ví dụ: 1.2 4.1 5.3. Gõ “bỏ 1.2” để bỏ mục 1.2, “tiếp” khi đã chọn xong.
        Nhanh hơn: gửi mỗi mục một dòng, gồm mã | việc | hạn | cách làm, nhiều dòng một lần cũng được.

register-action = { $content }
    { -Ban } sẽ làm việc gì cụ thể? Nên có số lượng hoặc sản phẩm.
    Ví dụ: { $example }.
    .title = Đăng ký { $year } · { $place }
    .part = Việc cụ thể

register-due = { $content }
    Xong khi nào? Ghi ngày, tháng, quý hoặc năm, ví dụ: 15/03, tháng 3, quý 2, cuối năm. Muộn nhất là { $last }.
    .title = Đăng ký { $year } · { $place }
    .part = Thời hạn

register-how = { $content }
    { -Ban } sẽ làm bằng cách nào? Ví dụ: { $how_example }.
    .title = Đăng ký { $year } · { $place }
    .part = Cách làm

register-some-example = đọc 3 cuốn sách và viết 1 bài cảm nhận
register-some-means = mỗi tuần một buổi, cùng một bạn trong chi đoàn

register-item = { $content } – { $action } · { $due } · { $how }

register-came-back = Ban chấp hành trả lại:
    { $said }

register-send = { $back }
    { $sections }
    { $hint }
    .title = Kiểm tra trước khi gửi · Đăng ký { $year }
    .send = Gửi ban chấp hành xác nhận
    .edit = Sửa { $n }
    .more = Thêm, bớt mục
    .which = Sửa gì ở mục này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “gửi” để gửi, hoặc “sửa 2” để sửa mục 2.
    .typed = Gõ “gửi” để gửi ban chấp hành xác nhận, “sửa 2” để sửa mục 2, “thêm, bớt mục” để chọn lại.

register-sent = Đã gửi lúc { $at }. Mã phiếu: { $code }.
    Bước tiếp theo: ban chấp hành chi đoàn xác nhận, chậm nhất { $entry }. { -Ban } sẽ nhận tin ngay khi có kết quả.
    .title = Đã gửi phiếu đăng ký
    .open = Xem phiếu
    .recall = Rút lại để sửa
register-sent-late = Đã gửi lúc { $at }. Mã phiếu: { $code }. Hạn đã qua nên phiếu ghi là nộp muộn và cần ban chấp hành đồng ý.
    { -Ban } sẽ nhận tin ngay khi có kết quả (ban chấp hành hoàn thành trước { $entry } nếu kịp).
    .title = Đã gửi phiếu đăng ký (muộn)
    .open = Xem phiếu
    .recall = Rút lại để sửa

## Whether the words can be assessed later

wording-empty = Câu trả lời đang trống. { -Ban } hãy viết vài chữ, như trong ví dụ.
wording-copied = Câu này chép lại tên mục. { -Ban } hãy ghi việc của riêng mình, như trong ví dụ.
wording-repeated = Câu này giống hệt việc cụ thể. { -Ban } hãy ghi cách làm: ở đâu, với ai, mấy lần.
wording-vague = “{ $typed }” chưa rõ số lượng hoặc sản phẩm. { -Ban } viết rõ hơn, hay giữ nguyên?
