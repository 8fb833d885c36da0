### Bảng số liệu đọc từ tệp Excel và tính lại

tables-seen = Đã xem { $tables } bảng, { $numbers } số.
tables-bases = Các tỷ lệ được tính trên ô { $cells }.
tables-hidden = Trang ẩn chưa được xem: { $names }.
tables-right = Không thấy chỗ nào sai.

## Từng chỗ sai

tables-percent = Ô { $cell } ghi { $written } %; đúng là { $truth } ({ $part } / { $base }).
tables-base = Ô { $cell } ghi { $written } %, là tính trên ô { $cells }; các tỷ lệ bên cạnh tính trên ô { $base_cell }: đúng là { $truth } ({ $part } / { $base }).
tables-count = Ô { $cell } ghi { $written }; theo các tổng và tỷ lệ liên quan thì phải là { $truth }.
tables-sum-short = Ô { $cell } ghi { $written }, nhưng { $addends } = { $truth }: thiếu { $gap } (chưa phân nhóm).
tables-sum-over = Ô { $cell } ghi { $written }, nhưng { $addends } = { $truth }: thừa { $gap }.
tables-above = Ô { $cell } ghi { $written }, nhiều hơn { $truth } ở ô { $cells }: tỷ lệ sẽ trên 100 %.
tables-hundred = Ô { $cell } ghi tỷ lệ trên 100 %. Tỷ lệ cao nhất là 100 %.
tables-whole = Các tỷ lệ ở ô { $cell }, { $cells } cộng lại là { $written } %, không phải 100 %.
tables-fraction = Ô { $cell } chứa số lẻ { $written }, mà số đếm phải là số nguyên. Nếu là { $truth }, hãy gõ lại và không gõ dấu.
tables-fraction-open = Ô { $cell } chứa số lẻ { $written }, mà số đếm phải là số nguyên.
tables-cell-error = Ô { $cell } bị lỗi công thức. Hãy ghi thẳng giá trị.
tables-twice = Ô { $cell } ghi { $written }, nhưng ô { $cells } ghi { $truth } cho cùng một nội dung. Hãy giữ một số.

## Chỗ chưa đọc được

tables-unclear = Ô { $cell } có thể là { $written }, cũng có thể là { $truth }. Hãy ghi rõ.
tables-unclear-open = Ô { $cell }: chưa đọc được số này. Hãy ghi lại.
tables-no-base = Ô { $cell } ghi { $written } %: không có cơ sở tính trong bảng, nên chưa kiểm tra được.
tables-uncalculated = Ô { $cell } là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi kiểm tra lần nữa.

## Cả tệp chưa đọc được

tables-refused-no-file = Không tìm thấy tệp.
tables-refused-empty = Tệp này trống.
tables-refused-too-big = Tệp nặng { $size } MB, vượt mức tối đa { $limit } MB. Hãy xóa hình ảnh và các trang không cần.
tables-refused-not-excel = Tệp này không phải là bảng tính Excel. Hãy mở tệp bằng Excel, chọn “Lưu thành” kiểu .xlsx.
tables-refused-encrypted = Tệp này có mật khẩu nên không mở được. Hãy bỏ mật khẩu.
tables-refused-damaged = Tệp này bị hỏng hoặc có mật khẩu. Hãy mở tệp bằng Excel rồi lưu lại.
tables-refused-too-heavy = Tệp này khi giải nén quá lớn. Hãy chép riêng bảng sang một tệp Excel mới.
tables-refused-too-complex = Đã dừng vì tệp này quá nặng. Hãy chép riêng bảng sang một tệp Excel mới.
tables-refused-sheets = Tệp có { $count } trang tính, tối đa là { $limit }. Hãy chép bảng sang một tệp mới.
tables-refused-rows = Trang tính có { $count } dòng, tối đa là { $limit }. Hãy xóa các dòng thừa ở cuối trang.
tables-refused-columns = Trang tính có { $count } cột, tối đa là { $limit }. Hãy xóa các cột thừa bên phải.
tables-refused-no-table = Không thấy bảng số liệu nào trong tệp.
