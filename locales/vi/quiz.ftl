# /lambai, /diemdanh CH-…: sets of questions and their scores.

menu-quiz = Làm bài trắc nghiệm

quiz-none = Hiện chưa có bài trắc nghiệm nào.
    .title = Làm bài trắc nghiệm
    .activities = Hoạt động của chi đoàn
quiz-not-open = Bài trắc nghiệm này không mở cho { -ban }.
    .all = Các bài đang mở
quiz-list = Có { $count } bài. Chọn một bài để làm.
    .title = Làm bài trắc nghiệm
quiz-answer = { $question }
    .title = { $title } · câu { $place }
quiz-evidence = Trắc nghiệm “{ $title }”: { $score }/{ $count }
quiz-done = { $verdict }
    { $effect }
    { $best }
    { $explained }
    .title = { $title } · đúng { $score }/{ $count }
    .again = Làm lại
    .plan = Kế hoạch của tôi
quiz-passed = Đạt (cần đúng { $mark }/{ $count }).
quiz-failed = Chưa đạt: cần đúng { $mark }/{ $count }. { -Ban } có thể làm lại, lần tốt nhất được tính.
quiz-counted = Mục { $criterion } của { -ban } được ghi là xong; kết quả tốt nhất là minh chứng.
quiz-not-registered = { -Ban } chưa đăng ký mục { $criterion }, nên kết quả này không tính vào mục nào.
quiz-best = Lần tốt nhất của { -ban }: { $best }/{ $count }.
quiz-right = Câu { $n }: đúng ({ $option }).
quiz-wrong = Câu { $n }: { $question }
    { -Ban } chọn: { $given }. Đáp án đúng: { $right }. { $why }

scores = { $passed }/{ $all } đoàn viên đã đạt (từ { $mark } câu đúng).
    { $rows }
    .title = Điểm trắc nghiệm · { $title }
    .all = Điểm danh
scores-row = { $roll } { $name }: { $best }/{ $count } ({ $goes } lần làm)
scores-row-none = { $roll } { $name }: chưa làm
scores-not-visible = { -Ban } không có quyền xem bài trắc nghiệm này.
    .all = Điểm danh

## The operator's command, and why a file is no set of questions

cli-quiz = Nạp bài trắc nghiệm.
cli-quiz-load = Nạp bài trắc nghiệm từ tệp, hoặc theo tên của bài có sẵn, cho chương trình đang mở của đơn vị.
cli-argument-quiz = Tệp câu hỏi (.toml), hoặc tên của bài có sẵn, ví dụ chuong-trinh-ren-luyen.
cli-quiz-load-done = Đã mở bài { $code } “{ $title }” cho { $unit }: { $count } câu, tính cho mục { $criterion }.
cli-quiz-load-same = Bài { $code } “{ $title }” đã mở cho { $unit } từ trước ({ $count } câu, mục { $criterion }). Không có gì thay đổi.
cli-error-no-such-criterion = Danh mục của chương trình { $year } không có mục { $criterion }. Chưa nạp gì.
quiz-refused-unknown = Không có bài “{ $name }”. Các bài có sẵn: { $known }.
quiz-refused-no-file = Không tìm thấy tệp “{ $file }”. Hãy kiểm tra tên và nơi để tệp.
quiz-refused-not-utf-8 = Tệp “{ $file }” không phải là văn bản UTF-8. Hãy lưu lại tệp với kiểu chữ UTF-8.
quiz-refused-not-toml = Tệp “{ $file }” viết chưa đúng kiểu TOML: { $fault }.
quiz-refused-unknown-key = Ở câu “{ $where }” có từ “{ $key }” mà bot không biết. Hãy sửa hoặc xóa từ này.
quiz-refused-missing-key = Ở câu “{ $where }” còn thiếu “{ $key }”. Hãy điền thêm.
quiz-refused-wrong-value = Ở câu “{ $where }”, giá trị “{ $value }” không dùng được cho “{ $key }”. Hãy sửa lại.
quiz-refused-too-long = Ở câu “{ $where }”, “{ $key }” dài { $length } ký tự, tối đa là { $longest }. Hãy rút gọn.
quiz-refused-too-many = Bài có { $count } câu, tối đa là { $most }. Hãy chia thành nhiều bài.
quiz-refused-pass-mark = Cần đúng { $mark } câu để đạt, nhưng bài chỉ có { $count } câu.
quiz-refused-options = Câu { $where } cần từ 2 đến { $most } phương án, không phương án nào giống nhau.
quiz-refused-right = Ở câu { $where }, đáp án “{ $value }” không phải chữ cái của một phương án.
