### Danh mục tiêu chí đọc từ tệp TOML

catalogue-refused-unknown-catalogue = Không có danh mục “{ $code }”. Các danh mục có sẵn: { $known }.
catalogue-refused-no-file = Không tìm thấy tệp “{ $file }”. Hãy kiểm tra tên và nơi để tệp.
catalogue-refused-not-utf-8 = Tệp “{ $file }” không phải là văn bản UTF-8. Hãy lưu lại tệp với kiểu chữ UTF-8.
catalogue-refused-not-toml = Tệp “{ $file }” viết chưa đúng kiểu TOML: { $fault }.
catalogue-refused-unknown-key = Ở “{ $where }” có từ “{ $key }” mà bot không biết. Hãy sửa hoặc xóa từ này.
catalogue-refused-missing-key = Ở “{ $where }” còn thiếu “{ $key }”. Hãy điền thêm.
catalogue-refused-wrong-value = Ở “{ $where }”, giá trị “{ $value }” không dùng được cho “{ $key }”. Hãy sửa lại.
catalogue-refused-bad-code = Mã “{ $code }” chưa đúng. Mã có từ 1 đến { $longest } ký tự, chỉ gồm chữ không dấu, chữ số, dấu chấm và dấu gạch ngang.
catalogue-refused-duplicate-code = Mã “{ $code }” xuất hiện hai lần. Hãy đặt cho mỗi mục một mã riêng.
catalogue-refused-unknown-group = Mục “{ $code }” thuộc nhóm “{ $group }”, nhưng danh mục không có nhóm này.
catalogue-refused-unknown-audience = Mục “{ $code }” dành cho “{ $audience }”, nhưng danh mục không có đối tượng này.
catalogue-refused-too-long = Tên của “{ $code }” dài { $length } ký tự, tối đa là { $longest }. Hãy rút gọn.
