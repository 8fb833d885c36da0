# /nhacviec, /nhaclai: how the bot reminds, and when it speaks of something again.

menu-wishes = Nhắc việc
menu-snooze = Nhắc lại sau

wishes = { $done }
    { $state }
    Nhắc mấy lần: { $often }.
    Giờ nhắc: { $hours }.
    { $snoozed }
    { $next }
    .title = Bot nhắc { -ban } thế nào
    .often = Đổi số lần nhắc
    .hours = Đổi giờ nhắc
    .quiet = Tắt nhắc
    .loud = Bật nhắc lại
wishes-done = Đã ghi.
wishes-on = Bot đang nhắc việc trước mỗi hạn.
wishes-off = Bot đang tắt nhắc. Hạn của từng việc vẫn hiện ở trang chính, và quyết định về phiếu của { -ban } vẫn được báo.
wishes-often = { $often } ({ $days })
wishes-every = mọi lần
wishes-fewer = thưa hơn, mỗi tuần một lần và lần cuối
wishes-last = chỉ lần cuối
wishes-before = { $days } ngày trước hạn
wishes-on-the-day = đúng ngày hạn
wishes-after = { $days } ngày sau hạn
wishes-never = không lần nào
wishes-unit-hours = từ { $opens } đến { $closes }, như đơn vị
wishes-own-hours = từ { $opens } đến { $closes }
wishes-snoozed = { -Ban } đã hẹn: bot không nhắc gì trước { $day }. Muốn đổi ngày, gõ “nhaclai”.
wishes-next = Lần nhắc tới: { $at }, { $what }.
wishes-nothing-next = Hiện không có lần nhắc nào sắp tới.
wishes-data = Nhắc việc: { $often }; giờ nhắc { $hours }{ $until }{ $quiet }
wishes-data-until = ; không nhắc trước { $day }
wishes-data-quiet = ; đang tắt nhắc

wishes-morning = sáng { $day } ({ $clock })
wishes-noon = trưa { $day } ({ $clock })
wishes-afternoon = chiều { $day } ({ $clock })
wishes-evening = tối { $day } ({ $clock })

wishes-frequency = Bot nhắc { -ban } mấy lần cho mỗi hạn?
    Mọi lần: { $every }.
    Thưa hơn, mỗi tuần một lần và lần cuối: { $fewer }.
    Chỉ lần cuối: { $last }.
    .title = Số lần nhắc
    .every = Mọi lần
    .fewer = Thưa hơn
    .last = Chỉ lần cuối
wishes-hours = Bot nhắc { -ban } trong khoảng giờ nào? Gõ giờ bắt đầu và giờ kết thúc, ví dụ 18-22, hoặc “sau 18:00”. Hiện nay: { $now }.
    .title = Giờ nhắc
wishes-as-unit = Như đơn vị
wishes-hours-unclear = Chưa hiểu khoảng giờ này. { -Ban } gõ giờ bắt đầu và giờ kết thúc, ví dụ 18-22 hoặc 18:30-21:00. Giờ nhắc chưa thay đổi.
wishes-hours-narrow = Khoảng giờ cần dài ít nhất 1 giờ. Giờ nhắc chưa thay đổi.
wishes-hours-early = Đơn vị nhắc việc từ { $speaks }. Khoảng giờ cần kéo dài ít nhất 1 giờ sau lúc đó, để lời nhắc của ngày hạn không đến muộn. Giờ nhắc chưa thay đổi.

snooze-when = Việc còn lại:
    { $steps }
    { $which }
    .title = Nhắc lại sau
snooze-any-day = Bot nhắc lại khi nào? Chọn, hoặc gõ một ngày, ví dụ { $example }. Muộn nhất là { $latest }, ngày hạn.
snooze-only-day = Ngày mai là hạn cuối ({ $latest }), nên bot chỉ còn nhắc lại được vào ngày mai.
snooze-step = – { $what }, hạn { $day }
snooze-tomorrow = Ngày mai
snooze-ahead = { $days } ngày nữa
snooze-unclear = Chưa hiểu ngày này. { -Ban } gõ một ngày từ { $first } đến { $latest }.
snooze-not-then = Ngày này không nhắc lại được. { -Ban } chọn một ngày từ { $first } đến { $latest }, ngày hạn.
snooze-done = Bot sẽ nhắc lại { $at }.
    { $off }
    { $last }
    Từ nay đến lúc đó bot không nhắc việc. Hạn vẫn hiện ở trang chính.
    .title = Đã hẹn nhắc lại
    .change = Đổi ngày
    .wishes = Cách nhắc việc
snooze-day-off = { $day } là ngày nghỉ.
snooze-last = Đó là ngày hạn cuối.
snooze-too-late = Không còn ngày nào để hẹn lại nữa.
    { $parts }
    .title = Nhắc lại sau
snooze-nothing = { -Ban } không còn việc nào mà bot vừa nhắc, nên chưa có gì để hẹn lại.
    { $next }
    .title = Nhắc lại sau
    .wishes = Cách nhắc việc
snooze-quiet = { -Ban } đang tắt nhắc, nên bot không hẹn lại được. Bật nhắc rồi hẹn lại nhé.
    .title = Nhắc lại sau
    .on = Bật nhắc lại
