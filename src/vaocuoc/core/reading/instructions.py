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
        r"(?:cần phải|cần(?! (?:thơ|giờ|giuộc|thiết)(?!\w))|phải|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm(?! (?:về|trước|toàn)))(?!\w)(?! (?:được|bị|là)(?!\w))",
        "modal",
    ),
    cue("task.will", r"sẽ(?!\w)(?! (?:được|bị|là)(?!\w))", "modal"),
    cue(
        "task.strives",
        r"(?:xác định(?: phải| sẽ|(?= (?:tiếp tục|tập trung|ưu tiên|đẩy mạnh|đầu tư)))|tin tưởng sẽ|khẳng định sẽ|cam kết(?: sẽ)?|quyết tâm|phấn đấu|nghiêm túc)(?!\w)",
        "modal",
    ),
)
OPENER = compiled(
    r"(?:[\s,:;.…+-]|\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|(?<![\w,.])\d{1,2}[.)](?= )|\b(?:đồng thời|bên cạnh đó|ngoài ra|trong đó|cùng với đó|song song với đó|đặc biệt|cụ thể(?! hóa)|trước mắt|trong thời gian tới|thời gian tới|theo đó|từ đó|trên cơ sở đó|do đó|vì vậy|tuy nhiên|và|một là|hai là|ba là|bốn là|năm là|thứ (?:nhất|hai|ba|tư|năm|sáu)|trong nhiệm kỳ|qua đó|hằng năm|hàng năm|hằng quý|hằng tháng|nhất là|mặt khác|riêng|nội dung(?: thực hiện)?|nhiệm vụ|giải pháp)\b)+"
)
LEADING_ASIDE = compiled(
    r"(?:để|nhằm|trường hợp|nếu|trên cơ sở|căn cứ|thực hiện|theo|trong|với|về|đối với|từ|sau khi|khi|trước|đến|tại|cùng với|bên cạnh|chậm nhất|hoàn thành)(?!\w)[^,;:]*[,:]"
)
DONE = compiled(
    r"(?<!\w)(?:đã(?! (?:đề ra|xác định|thống nhất|thông qua|nêu|chỉ rõ|yêu cầu|chỉ đạo|đề nghị|nhấn mạnh|kết luận|giao|định hướng))|đang|(?<!và\x20)vừa(?! và)|được (?:đẩy mạnh|quan tâm|tăng cường|triển khai|thực hiện|chú trọng|duy trì)|đạt được|tiếp tục được|từng bước được|thời gian qua)(?!\w)"
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
ORDER_WITHIN = compiled(
    r"(?<!theo\x20)(?<!được\x20)(?<!sự\x20)(?<!có\x20)(?<!những\x20)(?<!các\x20)(?<!bàn\x20)(?<!ngoại\x20)(?<=[\s,])(?P<order>(?:yêu cầu|đề nghị|chỉ đạo|giao|phân công) )"
)
PROMISE_WITHIN = compiled(r"(?<!\w)(?:sẽ|cần phải|cần(?! (?:thơ|giờ|giuộc|thiết)(?!\w))|phải)(?= )")
FORWARD = compiled(
    r"(?<!\w)(?:(?:trong )?(?:thời gian|những năm|các năm|nhiệm kỳ|giai đoạn|năm) tới|từ nay đến|phương hướng|nhiệm vụ(?:, giải pháp)? (?:trọng tâm|chủ yếu|đột phá)|nửa (?:cuối|còn lại)(?: của)? nhiệm kỳ|để (?:hiện thực hóa|đạt được|hoàn thành|thực hiện (?:thắng lợi|thành công))|khâu đột phá)(?!\w)"
)
TURNS_AWAY = compiled(r"(?:tuy nhiên|tuy vậy|mặc dù|song|nhưng)(?!\w)")
MUST = compiled(r"(?:cần(?! (?:thơ|giờ|giuộc|thiết)(?!\w))|phải)(?!\w)")
SPEAKER = compiled(
    r"(?:đồng chí|ông|bà|bí thư|phó bí thư|chủ tịch|phó chủ tịch|thủ tướng|phó thủ tướng|bộ trưởng|tổng bí thư|chủ tịch nước|lãnh đạo)(?!\w)"
)
# A sentence that only tells who came.
ATTENDS = compiled(r"(?:(?:cùng|tới|đến) )?(?:tham dự|dự)(?!\w)(?! (?:án|thảo|toán|kiến|báo|trữ|phòng|thi))")
# What a clause speaks of or supposes before it comes to its verb: "đã" there reports nothing.
TOPIC = compiled(r"(?:đối với|trường hợp|nếu|khi|sau khi|để|trên cơ sở|căn cứ)(?!\w)")
# The end of a plan, which goes back over all of it.
CLOSES = compiled(
    r"(?:trên đây là|trong quá trình (?:tổ chức |triển khai )*thực hiện|(?:kế hoạch|nghị quyết|quyết định|chỉ thị|công điện|chương trình|thông báo|quy chế|quy định) này)(?!\w)"
)
RECITES = compiled(r"trên đây là(?!\w)")
OF_BODY = compiled(r"\s*,? (?:của|do) (?=\S)")
# Those who only speak, also in a list of duties.
PRIVATE_SPEAKER = compiled(r"(?:đồng chí|ông|bà|(?:phó )?thủ tướng|tổng bí thư|chủ tịch nước)(?!\w)")
SETS_OUT = compiled(
    r"(?:(?:đã|sẽ|cần|phải|tiếp tục) )*(?:xác định|đề ra|định hướng|thống nhất|đưa ra|nêu|yêu cầu|triển khai|quyết tâm|thực hiện)(?!\w)"
)
COMMA = compiled(r",")
LEADS_CLAUSE = compiled(r"\s*[,:]")
REACHED = compiled(r"(?<!phải\x20)(?<!cần\x20)(?<!\w)(?:đạt|ước|ước đạt|đạt được)\s*$")
REPORTED = compiled(r"(?<!\w)(?:đạt|ước|so với|tăng|giảm)(?!\w)")
JUST_DONE = compiled(r"(?<!\w)(?:đã|vừa)(?!\w)(?: \w+)? *$")
FORMULA = compiled(
    r"thông báo (?:để|đến|tới|cho)[^.;]* biết|(?:áp dụng|thực hiện) (?:theo )?quy định (?:của|tại) (?:nghị quyết|quyết định|quy chế|luật|văn bản)(?: này| đó| mới|,)"
)
COMMITS = compiled(
    r"(?:tập trung|tiếp tục|chủ trì|phối hợp|khẩn trương|chủ động|tích cực|đẩy mạnh|tăng cường|quyết tâm|phấn đấu|tham mưu|rà soát|nghiên cứu|chỉ đạo|hướng dẫn|bố trí|tổng hợp|theo dõi|đôn đốc|kiểm tra|xây dựng|ban hành|hoàn thành|thực hiện|tổ chức|cung cấp|cụ thể hóa|quán triệt|căn cứ|triển khai|sớm|kịp thời|làm đầu mối)(?!\w)"
)
JOINT = compiled(r",| và(?= )")
# Verbs that begin a task of their own after a comma; the others there go on with the task before.
NEW_VERB = compiled(
    r"(?:nâng cao|phát huy|giảm thiểu|khắc phục|đẩy mạnh|đẩy nhanh|tăng cường|phấn đấu|quan tâm|chú trọng|giữ vững|thực hiện (?:tốt|có hiệu quả|nghiêm)|tổ chức tốt|củng cố|ngăn chặn"
    r"|thành lập|giải quyết|mở rộng|đa dạng hóa|xây dựng|chấm dứt|chủ động|sẵn sàng|ưu tiên|khẩn trương|kịp thời|nắm (?:chắc|sát|bắt|tình)|tạo điều kiện|tham mưu (?:cho )?(?:hội đồng|ủy ban|ubnd|hđnd|ban |cấp |tỉnh|thành|huyện))(?!\w)"
)
NEW_ORDER = compiled(r"(?:trình|đề xuất|tổ chức|triển khai|hoàn thành|tham mưu)(?!\w)")
# What begins a duty of its own wherever it stands, also after an aim ("để ...") or in a list of things.
NEW_DUTY = compiled(
    r"(?:chủ động|khẩn trương|kịp thời|tập trung|tiếp tục|đẩy mạnh|đẩy nhanh|tăng cường|thường xuyên|giao|yêu cầu|đề nghị|đồng thời|đặc biệt chú trọng|chú trọng|quan tâm|rà soát|tổ chức thực hiện|thực hiện (?:tốt|có hiệu quả|nghiêm))(?!\w)"
)
SAYS_HOW = compiled(r"(?:chủ động|khẩn trương|kịp thời|tích cực|đồng bộ|quyết liệt|nghiêm túc|thường xuyên)(?!\w)")
# "hoàn thành trong tháng 11/2025" by itself: the day of the task before it.
DUE_ALONE = compiled(
    r"[\s,]*(?:thời (?:gian|hạn)(?: hoàn thành)?:?|hoàn thành|xong|chậm nhất)(?: (?:dứt điểm|việc này|nhiệm vụ này|chậm nhất|là|vào|trong|trước|xong))*\s*$"
)
ALSO = compiled(r"đồng thời,? ")
AIMS = compiled(r"(?:(?:tuy nhiên|đồng thời|vì vậy|do đó),? )?(?:để|nhằm)(?!\w)")
# A list of what a paper or a thing is made of is no list of duties.
CONSISTS = compiled(
    r"(?<!động\x20)(?<!vụ\x20)(?<!dung\x20)(?<!pháp\x20)(?<!việc\x20)(?<!quan\x20)(?<!\w)(?:gồm|bao gồm|là|như(?! sau)|nguyên tắc|điều kiện|tiêu chí|thành phần|hồ sơ|trường hợp|đối tượng|thẩm quyền(?: quyết định)?|được (?:quyết định|phép|áp dụng|quyền)|có quyền)(?: (?:có|các|những|một số|\d+)(?: \w+){1,5}?)?(?: sau| sau đây| như sau)?\s*:\s*$"
)
SAYS_TIME = compiled(r"(?:trong )?(?:thời gian tới|những tháng (?:tới|cuối năm)|năm (?:nay|tới)),? ")
BEFORE_LIST = compiled(r"(?<!\w)(?:trong đó|tập trung|cụ thể|cụ thể là|như sau|sau|sau đây|trọng tâm|trọng tâm là)\s*:")
TOO = compiled(r"(?:và|đã|cũng|vừa|đồng thời)(?: (?:và|đã|cũng|vừa|đồng thời))*\s*$")
PERSON = compiled(
    r"(?:ông|bà|đồng chí|thủ tướng|phó thủ tướng|chủ tịch|bí thư|bộ trưởng|tổng bí thư|hội nghị|đại hội|kỳ họp|phiên họp|lãnh đạo)(?!\w)"
)
AND_ENDS = compiled(r" và\s*$")
# Who promises without being named: "chúng tôi (tin tưởng) sẽ ...", "... và sẽ ...".
WE_WILL = compiled(r"(?:(?<!\w)(?:chúng tôi|chúng ta|tôi)(?: (?:tin tưởng|cam kết|quyết tâm|cũng))*|(?<!\w)và)\s*$")
# What may stand after a modal and is a verb, known or not.
ANY_VERB = compiled(
    r"(?!(?:được|bị|là|có(?! (?:giải|biện|kế|phương|lộ|chính|cơ chế))|không|chưa|rất|hết|như|một|các|những|sự|việc|mọi|nhiều|ít|tối|thật|luôn|thì|và|hay|hoặc|ở|tại|trong|theo|với|về|từ|vì|do|của|bằng|trên|dưới|trở|thấy|biết|hiểu|coi|đạt|thêm|tới|khoảng|trung bình|tổng|góp phần|tiền|vốn|kinh phí|đến|đối|đơn|nhận được|chi nhánh|tự động)(?!\w))[^\W\d_]+ [^\W\d_]+"
)
LEADS_TO = compiled(
    r"(?:căn cứ|xem xét|tiếp thu|phát biểu|thực hiện|triển khai|quán triệt|phát huy|kế thừa|nhận thức|xác định rõ|hưởng ứng|trao đổi)(?!\w)"
)
TELLS = compiled(
    r"(?:kết luận|thống nhất|nhất trí|quyết nghị|đã|đang|vừa|cho biết|cho rằng|nêu rõ|khẳng định(?! sẽ)|ghi nhận|đánh giá|chia sẻ|biểu dương|thông tin)(?!\w)"
)
AND_MUST = compiled(r"(?:phải|cần) ")
# Working with others is how the rest of the clause is done.
WITH_PARTNERS = compiled(r"(?:(?:tiếp tục|chủ động|thường xuyên|tăng cường) )?(?:chủ trì|phối hợp)(?!\w)[^,]*$")
ISSUES_PAPER = compiled(
    r"(?<!\w)ban hành (?:kèm theo |kế hoạch|nghị quyết|quyết định|chỉ thị|chương trình|hướng dẫn|quy chế|quy định|đề án|phương án)(?!\w)"
)
# "100% các xã xây dựng ...; duy trì ...": those of whom a share is asked do what follows.
SHARE_OF = compiled(r"(?:trên |ít nhất |tối thiểu |phấn đấu )*\d[\d.,]*\s*%(?: số| trong số)? ")
ORDERS_LIST = compiled(r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|giao nhiệm vụ)\s*:\s*$")
# After these a verb is a noun, or the whole of an aim: its object is not still to come ("phục vụ lãnh đạo", "để nhân rộng").
NOUN_MADE = compiled(r"(?<!\w)(?:phục vụ|sự|cán bộ|đồng chí|để(?: \w+){0,2}) $")
AIM = compiled(r"(?<!\w)(?:để|nhằm|qua đó|từ đó|góp phần|theo hướng)(?!\w)")
# A clause that names a list of things, whose items are no tasks ("ưu tiên các lĩnh vực: ...; ...").
LISTS_THINGS = compiled(
    r"(?<!\w)(?:lĩnh vực|nhóm|đối tượng|hình thức|vấn đề|địa bàn|khâu|sản phẩm|hạng mục|dự án|tuyến|điểm|loại|báo cáo|văn bản|đề án|dự thảo|hồ sơ|như|gồm)(?: sau| như)?\s*:(?= )"
)
ENUMERATED = compiled(r"(?:đồng thời,? )?\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*")
GENERIC = compiled(r"(?:cơ quan|đơn vị|địa phương|ngành|ban|bộ|sở)(?: liên quan| có liên quan)?,")
ON_CONDITION = compiled(r"(?:trường hợp|nếu|khi)(?!\w)")
THEN = compiled(r" thì ")
# Words that promise or demand beyond doubt, whatever was told before them in the sentence.
FIRM = frozenset({"task.must", "task.will"})
# Goes on with numbers of papers over a semicolon.
MORE_PAPERS = compiled(r"(?:và )?(?:số \d|ngày \d|các công (?:điện|văn) số)")
# The last words of a lead-in: they name the list under them.
LEADS_LIST = compiled(
    r"(?:(?<!\w)(?:sau|sau đây|như sau|dưới đây|cụ thể|trong đó|gồm|bao gồm|đó là|trọng tâm|là|nội dung|nhiệm vụ|giải pháp|công việc|yêu cầu|đề nghị|chỉ đạo)\s*[:;]?\s*)$"
)
# What a lead-in says of its own paper: who issues it answers for nothing under it.
ISSUES = compiled(
    r"(?:xây dựng|ban hành|triển khai|thông báo|báo cáo|kết luận|quyết nghị|công bố|đề ra|thống nhất|phê duyệt|phát động|tổ chức (?:hội nghị|cuộc họp|phiên họp|buổi))(?!\w)(?! thực hiện)"
)
# What may stand after a name that heads a list of its duties.
DUTY = compiled(
    r"(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm|chủ trì|phối hợp|thực hiện|tập trung|cần|phải|khẩn trương|chủ động|tiếp tục|tổ chức|chỉ đạo|căn cứ|trên cơ sở|theo chức năng|làm đầu mối|là cơ quan)(?!\w)"
)
DUTIES_OF = compiled(r"(?:(?<!\w)(?:nhiệm vụ|trách nhiệm)(?: cụ thể)? của |^đối với )(?=\S)")
RELAY = compiled(r"\s*,?\s*chỉ đạo\s+")
PLURAL = compiled(r"(?:các|những|toàn|từng|tất cả)(?!\w)")
# A sentence that goes on with the one before, whoever it told.
GOES_ON = compiled(r"(?:cụ thể|trong đó|theo đó|một là|hai là|ba là|bốn là|năm là|thứ (?:nhất|hai|ba|tư|năm)|[-+(])")
DONE_AT_ONCE = compiled(r"(?:đã|tiếp tục được|từng bước được|đang|được (?:đẩy|quan|tăng|triển|thực|chú|duy)|vừa)(?!\w)")
YEAR_GOAL = compiled(r"(?<!\w)(?:hoàn thành|mục tiêu|chỉ tiêu|kế hoạch|nhiệm vụ|giải ngân)(?!\w)")
FINISHES = compiled(r"(?<!\w)(?:hoàn thành|xong|trước|chậm nhất)(?!\w)[^,;]*$")
AND_AFTER = compiled(r"(?:và|,) (?:các |những )?(?:năm|giai đoạn) (?:tiếp theo|sau|kế tiếp)")
OF_A_STAGE = compiled(r"(?<!\w)(?:giai đoạn|định hướng|tầm nhìn)\s*$")
NAMED_BY_TIME = compiled(r"(?:nhiệm kỳ|khóa|nghị quyết|kế hoạch)[^,]*$")
# A lead-in that says which paper is issued: a time in the paper's name bounds no task.
ISSUED_PLAN = compiled(
    r"(?<!\w)(?:ban hành|xây dựng) (?:kế hoạch|chương trình|đề án|chiến lược|quy hoạch)(?!\w)(?:(?!hoàn thành|trước|chậm nhất|xong)[^;.:])*$"
)
DATED_PAPER = compiled(r"(?:số|ngày ký|ban hành)\s*\S*\s*$")
