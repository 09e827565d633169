"""The words of instructions: how a clause orders or promises, says when, who else, what is handed in (từ ngữ giao việc).

Tables alone; ``tasks`` applies them.
"""

from __future__ import annotations

import re

from vaocuoc.core.reading.engine import Cue, compiled, cue

# How a clause orders or promises; "order" names who is ordered after it, "modal" stands after its subject.
ORDERS: tuple[Cue[str], ...] = (
    cue(
        "task.assign",
        r"(?:giao(?! (?:thông|dịch|lưu|thương)(?!\w))(?: nhiệm vụ)?(?: cho)?|phân công|giao trách nhiệm(?: cho)?|ủy quyền(?: cho)?)(?= )",
        "order",
    ),
    cue(
        "task.request",
        r"(?:yêu cầu|đề nghị|lưu ý|nhấn mạnh(?=[ :,]+(?:\w+ )?(?:cần|phải))|cho rằng(?=,? (?:cần|phải))|chỉ đạo(?= (?:các |trưởng|thủ trưởng|giám đốc|ubnd|sở|ban |chủ tịch|đơn vị|cơ quan))|kêu gọi)(?=[ :])",
        "order",
    ),
)
MODALS: tuple[Cue[str], ...] = (
    cue(
        "task.must",
        r"(?:cần phải|cần|phải|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm(?! (?:về|trước|toàn))|nghiêm túc)(?!\w)",
        "modal",
    ),
    cue("task.will", r"(?:sẽ|xác định phải|tin tưởng sẽ|quyết tâm|phấn đấu)(?!\w)", "modal"),
)
OPENER = compiled(
    r"(?:[\s,:;.…+-]|\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|(?<![\w,.])\d{1,2}[.)](?= )|\b(?:đồng thời|bên cạnh đó|ngoài ra|trong đó|cùng với đó|song song với đó|đặc biệt|cụ thể|trước mắt|trong thời gian tới|thời gian tới|theo đó|từ đó|trên cơ sở đó|do đó|vì vậy|tuy nhiên|và|một là|hai là|ba là|bốn là|năm là|thứ (?:nhất|hai|ba|tư|năm|sáu)|trong nhiệm kỳ|qua đó|hằng năm|hàng năm|hằng quý|hằng tháng|nhất là|mặt khác|riêng|nội dung(?: thực hiện)?|nhiệm vụ|giải pháp)\b)+"
)
LEADING_ASIDE = compiled(
    r"(?:để|nhằm|trên cơ sở|căn cứ|thực hiện|theo|trong|với|về|đối với|từ|sau khi|khi|trước|đến|tại|cùng với|bên cạnh|chậm nhất|hoàn thành)(?!\w)[^,;:]*[,:]"
)
DONE = compiled(
    r"(?<!\w)(?:đã(?! (?:đề ra|xác định|thống nhất|thông qua|nêu|chỉ rõ|yêu cầu|chỉ đạo|đề nghị|nhấn mạnh|kết luận|giao|định hướng))|đang|vừa|được (?:đẩy mạnh|quan tâm|tăng cường|triển khai|thực hiện|chú trọng|duy trì)|đạt được|tiếp tục được|từng bước được|thời gian qua)(?!\w)"
)
RECURRING = compiled(
    r"(?<!\w)(?:hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|hằng tuần|hàng tuần|định kỳ|thường xuyên|mỗi (?:năm|quý|tháng|tuần))(?!\w)"
)
AFTER_ISSUE = compiled(
    r"(?<!\w)trong (?:thời hạn |vòng )?(?P<days>\d{1,3}) ngày(?: làm việc)?,? (?:kể )?(?:từ|sau)(?: khi)?(?: ngày)?"
)
DAYS_AFTER = compiled(r"(?P<days>\d{1,3}) ngày(?: làm việc)?,? (?:kể )?(?:từ|sau)")
WAITING = compiled(
    r"(?<!\w)(?:sau khi|khi có|khi đủ điều kiện|theo tiến độ|theo yêu cầu|theo hướng dẫn|theo chỉ đạo)(?!\w)"
)
PAPER = r"(?:kế hoạch|đề án|báo cáo|nghị quyết|quyết định|quy chế|quy định|chương trình|dự thảo|phương án|danh mục|hồ sơ|tờ trình|công văn|hướng dẫn|bộ tiêu chí|chỉ thị|văn bản|cơ sở dữ liệu|quy trình|đề cương|dự án|chiến lược|quy hoạch|phần mềm|nền tảng|hệ thống(?! chính trị)|cơ chế|chính sách|bảng|biểu)"
PRODUCT = compiled(
    rf"(?<!\w)(?:xây dựng|ban hành|lập|trình|tham mưu(?: [^,;]{{0,60}}?)? ban hành|hoàn thiện|hoàn thành|soạn thảo|phê duyệt|công bố|gửi|xây dựng, ban hành|xây dựng, trình)(?: và \w+ \w+)? (?P<p>(?:các |bộ |dự thảo )?{PAPER}(?!\w)(?:[^,;.()]|\.(?=\d)){{0,120}})"
)
RECEIVER = compiled(
    r"(?<!\w)(?:trình|báo cáo|gửi(?: về)?|tham mưu(?: cho)?|tham mưu, trình) (?P<to>[^,;.()]{4,80}?)(?=,|;|\.|$| (?:xem xét|ban hành|phê duyệt|quyết định|trước|chậm|trong|để|theo|về|kết quả|những|tình hình|thông qua|cho ý kiến|trình|đôn đốc|việc|các (?:nội dung|giải pháp|biện pháp|nhiệm vụ)|xin|sau khi))"
)
COOPERATING = compiled(
    r"(?<!\w)phối hợp(?: chặt chẽ| đồng bộ)?(?: với| cùng)? (?P<with>[^;.]{4,200}?)(?=,? (?:và )?(?:tham mưu(?!, giúp việc)|tổ chức|xây dựng|rà soát|triển khai|thực hiện|hướng dẫn|nghiên cứu|kiểm tra|đôn đốc|trong việc|để|đề xuất|hoàn thành|hoàn thiện|giải quyết|xử lý|theo dõi|tuyên truyền|lập|thẩm định|đẩy|tăng cường|báo cáo|trình|ban hành|quản lý|chỉ đạo|cập nhật|tổng hợp|bố trí|đầu tư|làm tốt)(?!\w)|$|;|\.)"
)
# Where the paper that is made ends: what is done with it comes after.
PRODUCT_END = compiled(
    r" (?:(?:và|,) )?(?:gửi|trình|tổ chức triển khai|triển khai thực hiện|đăng tải|tham mưu|báo cáo(?= (?:ubnd|ủy|bộ|sở|ban|chính|thủ|thường)))(?!\w)"
)
# "công trình", "chương trình": the second half of a noun submits nothing.
NOUN_BEFORE = compiled(r"(?<!\w)(?:công|chương|quy|lộ|giáo|tiến|quá|hành|địa|thuyết|tờ) $")
RESOURCES = compiled(
    r"(?<!\w)(?:kinh phí|nguồn (?:kinh phí|vốn|lực)|ngân sách)(?: [^,;.]{0,60}?)? (?:từ|do|lấy từ|bảo đảm từ|bố trí từ) (?P<r>[^,;.]{4,100})"
)
DUE_LABEL = compiled(
    r"[-+\s]*(?:thời (?:gian|hạn|điểm)|tiến độ|hạn (?:hoàn thành|cuối))(?: [^:;.]{0,40}?)?\s*(?::|(?=trước|chậm|xong|trong tháng|trong quý))"
)
OWNER_LABEL = compiled(
    r"[-+\s]*(?:(?:cơ quan|đơn vị|bộ phận|người|cá nhân|phân công)(?: đơn vị| cơ quan)? )?(?:chủ trì|thực hiện|phụ trách|đầu mối|tham mưu|chịu trách nhiệm|được giao|soạn thảo|phân công)(?: [^:;.]{0,40})?\s*:\s*"
)
COOPERATING_LABEL = compiled(r"[-+\s]*(?:(?:cơ quan|đơn vị|các đơn vị) )?(?:cùng )?phối hợp(?: [^:;.]{0,30})?\s*:\s*")
PRODUCT_LABEL = compiled(r"[-+\s]*(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra)(?: [^:;.]{0,30})?\s*:\s*")
RESOURCES_LABEL = compiled(r"[-+\s]*(?:nguồn )?kinh phí(?: [^:;.]{0,30})?\s*:\s*")
LABELS = (DUE_LABEL, OWNER_LABEL, COOPERATING_LABEL, PRODUCT_LABEL, RESOURCES_LABEL)

ANNOUNCES = compiled(
    r"(?<!\w)(?:xác định|đề ra|đưa ra|tập trung|thực hiện|triển khai|giao)(?: [^:;.]{0,60})? (?:nhiệm vụ|đột phá|giải pháp|nội dung|công việc)(?: [^:;.]{0,60})?$"
)
LAST_COMMA_BODY = compiled(r",(?=[^,:]*$)")
LABEL = compiled(
    r"(?:[\s,.-]|(?:cụ thể|đồng thời|riêng|và)(?!\w))*(?:về|đối với|trong lĩnh vực|công tác|một là|thứ|nhiệm vụ|lĩnh vực|nội dung|trên lĩnh vực|đợt)(?!\w)[^:;.]*$"
)
PLACE = re.compile(r"(?:[A-ZĐ][^\W\d_]*\s+){1,5}(?=(?:cần|phải|sẽ)\s)")
MEASURED = compiled(
    r"(?:tăng|giảm|nâng|đạt|có|thu|giữ|duy trì|phấn đấu|bảo đảm|đảm bảo|hoàn thành|kết nạp|phát triển|xây dựng)(?!\w)"
)
ORDER_WITHIN = compiled(r"(?:(?<=,)|(?<!\w)(?:và|đã|cũng|vừa)) (?P<order>(?:yêu cầu|đề nghị|chỉ đạo|giao|phân công) )")
PROMISE_WITHIN = compiled(r"(?<!\w)(?:sẽ|cần phải|cần|phải)(?= )")
FORWARD = compiled(
    r"(?<!\w)(?:(?:trong )?(?:thời gian|những năm|các năm|nhiệm kỳ|giai đoạn|năm) tới|từ nay đến|phương hướng|nhiệm vụ(?:, giải pháp)? (?:trọng tâm|chủ yếu|đột phá)|nửa (?:cuối|còn lại)(?: của)? nhiệm kỳ|để (?:hiện thực hóa|đạt được|hoàn thành|thực hiện (?:thắng lợi|thành công))|khâu đột phá)(?!\w)"
)
SPEAKER = compiled(
    r"(?:đồng chí|ông|bà|bí thư|phó bí thư|chủ tịch|phó chủ tịch|thủ tướng|phó thủ tướng|bộ trưởng|tổng bí thư|chủ tịch nước|lãnh đạo)(?!\w)"
)
SETS_OUT = compiled(
    r"(?:(?:đã|sẽ|cần|phải|tiếp tục) )*(?:xác định|đề ra|định hướng|thống nhất|đưa ra|nêu|yêu cầu|triển khai|quyết tâm|thực hiện)(?!\w)"
)
COMMA = compiled(r",")
LEADS_CLAUSE = compiled(r"\s*[,:]")
REACHED = compiled(r"(?<!\w)(?:đạt|ước|ước đạt|đạt được)\s*$")
REPORTED = compiled(r"(?<!\w)(?:đạt|ước|so với|tăng|giảm)(?!\w)")
JUST_DONE = compiled(r"(?<!\w)(?:đã|vừa)(?!\w)(?: \w+)? *$")
FORMULA = compiled(r"thông báo (?:để|đến|tới|cho)[^.;]* biết")
COMMITS = compiled(
    r"(?:tập trung|tiếp tục|chủ trì|phối hợp|khẩn trương|chủ động|tích cực|đẩy mạnh|tăng cường|quyết tâm|phấn đấu|tham mưu|rà soát|nghiên cứu|chỉ đạo|hướng dẫn|bố trí|tổng hợp|theo dõi|đôn đốc|kiểm tra|xây dựng|ban hành|hoàn thành|thực hiện|tổ chức|cung cấp|cụ thể hóa|quán triệt|căn cứ|triển khai|sớm|kịp thời|làm đầu mối)(?!\w)"
)
JOINT = compiled(r",| và(?= )")
# Verbs that begin a task of their own after a comma; the others there go on with the task before.
NEW_VERB = compiled(
    r"(?:nâng cao|phát huy|giảm thiểu|khắc phục|đẩy mạnh|tăng cường|phấn đấu|quan tâm|chú trọng|giữ vững|thực hiện (?:tốt|có hiệu quả|nghiêm)|tổ chức tốt|củng cố|ngăn chặn)(?!\w)"
)
NEW_ORDER = compiled(r"(?:trình|đề xuất|tổ chức|triển khai|hoàn thành|tham mưu)(?!\w)")
YEAR_GOAL = compiled(r"(?<!\w)(?:hoàn thành|mục tiêu|chỉ tiêu|kế hoạch|nhiệm vụ|giải ngân)(?!\w)")
