"""Verbs of doing: what instructions and commitments begin with (động từ hành động).

Strong verbs begin a task of their own after a comma; the others do so only at the start of a clause, since they are nouns
as often ("phát triển", "kiểm tra"). Manner words may stand before a verb and belong to the task.
"""

from __future__ import annotations

from typing import Final

from vaocuoc.core.reading.engine import Lexicon, compiled

_STRONG: Final = """
    nâng cao, đẩy mạnh, đẩy nhanh, tăng cường, phát huy, khắc phục, giảm thiểu, xây dựng, hoàn thành, hoàn thiện, triển khai, thúc đẩy
    quan tâm, chú trọng, đổi mới, ưu tiên, bố trí, rà soát, cập nhật, củng cố, kiện toàn, huy động, chấn chỉnh, siết chặt, tổ chức
    tham mưu, đôn đốc, chỉ đạo, lãnh đạo, hướng dẫn, tuyên truyền, quán triệt, giữ vững, mở rộng, thu hút, khai thác, phát triển
    thực hiện, phối hợp, chủ trì, nghiên cứu, đề xuất, ban hành, cụ thể hóa, nhân rộng, tạo điều kiện, hỗ trợ, giải quyết, xử lý, tháo gỡ
    kiểm tra, giám sát, theo dõi, tổng hợp, phân công, giao, bổ sung, điều chỉnh, sửa đổi, lập, trình, thẩm định, phê duyệt, công khai
    đầu tư, khởi công, nâng cấp, cải tạo, giải phóng, thu hồi, bàn giao, vận động, chuẩn bị, xác định, tập huấn, bồi dưỡng, đào tạo
    bám sát, làm tốt, tập trung, khẩn trương, chủ động, tiếp tục, kịp thời, thường xuyên, tăng tốc, bứt phá, phấn đấu, quyết liệt, nghiêm túc
    """
_PLAIN: Final = """
    bảo đảm, đảm bảo, duy trì, tăng, giảm, nâng, quản lý, bảo vệ, cải thiện, chuyển đổi, ứng dụng, kết nối, tích hợp, thiết lập, hình thành
    sắp xếp, cơ cấu lại, tái cơ cấu, đánh giá, phân tích, sơ kết, tổng kết, báo cáo, gửi, cung cấp, tiếp nhận, thống kê, kiểm kê, khảo sát
    cải cách, phòng ngừa, phòng, ngăn chặn, đấu tranh, chống, xóa, khôi phục, phục hồi, trồng, chăm sóc, chăm lo, phục vụ, giáo dục, phổ biến
    thông tin, thông báo, truyền thông, biểu dương, khen thưởng, công bố, đăng ký, ký kết, ký, hợp tác, tham gia, vận hành, sử dụng, khuyến khích, xúc tiến
    thành lập, bổ nhiệm, tuyển dụng, luân chuyển, phân bổ, giải ngân, thu, chi, tiết kiệm, kiểm soát, thanh tra, truy thu, xem xét
    quyết định, chấp hành, tuân thủ, nhận thức, nhận diện, nắm bắt, dự báo, cân đối, đa dạng hóa, số hóa, hiện đại hóa, chuẩn hóa, minh bạch hóa
    tạo, tạo lập, tạo đột phá, tranh thủ, tận dụng, đề cao, nêu cao, gương mẫu, coi trọng, tôn trọng, lồng ghép, gắn, kết hợp, phân cấp, ủy quyền, dừng
    không để, không, hạn chế, chuyển, rút ngắn, cắt giảm, đơn giản hóa, mở, lựa chọn, làm, làm việc, làm rõ, làm đầu mối, chịu trách nhiệm, căn cứ, trao đổi
    tiếp thu, giải trình, trả lời, gia hạn, đối thoại, lắng nghe, phản ánh, kiến nghị, phản biện, bình ổn, dự trữ, sản xuất, tiêu thụ, xuất khẩu
    chuyển giao, bảo tồn, tôn tạo, phát hiện, xét, cấp, chi trả, thanh toán, quyết toán, nghiệm thu, thi công, lắp đặt, mua sắm, trang bị, sửa chữa
    tinh giản, tinh gọn, hợp nhất, sáp nhập, giải thể, định hướng, định kỳ, đề nghị, yêu cầu, tăng trưởng, nỗ lực, mời gọi, phủ, cao điểm, kết nạp, có giải pháp, có kế hoạch
    có những giải pháp, có biện pháp, đưa, phát động, hưởng ứng, sẵn sàng, ứng phó, diễn tập, xác minh, điều tra, truy tố, xét xử, thi hành, phát triển mới, vay, trả
    tích cực, từng bước, trực tiếp, sớm, kiên quyết, nhanh chóng, đặc biệt quan tâm, cam kết, cử cán bộ, cử người, phân định, phân loại, áp dụng, giữ gìn, nêu rõ, dành
    là đầu mối, gìn giữ, xã hội hóa, khơi dậy, khơi thông, lan tỏa, quảng bá, tôn vinh, làm chủ, thí điểm, tái cấu trúc, chú ý, thực thi, hiện thực hóa, thể chế hóa, tiếp cận
    đáp ứng, giới thiệu, thông qua, kiểm toán, lấy mẫu, quan trắc, hạn chế tối đa, tinh gọn, rút gọn, tích tụ, tập hợp, nuôi dưỡng, thay thế, thắt chặt, tăng thu
    biên soạn, tiêu hủy, tối ưu hóa, tiến hành, ngăn ngừa, sàng lọc, điều chuyển, kích hoạt, chia sẻ, ổn định, lưu trữ, in ấn, có chính sách, có cơ chế, có phương án, có lộ trình, chấm dứt, xóa bỏ
    quán xuyến, điều hành, đàm phán, nhắc nhở, phê bình, nắm sát, nắm chắc, nắm tình hình, tiến tới, chủ trì, tháo gỡ, thu gom, tiếp xúc, bảo lưu, cấm, xuất cấp, cho phép, thăm hỏi, xét duyệt, nhân rộng, sơ tán, nêu gương
    """
_MORE: Final = """
    thi đua, giúp, điều phối, rắc, in tờ rơi, đề ra, châm, kiểm đếm, kiểm định, kiểm nghiệm, kiểm điểm, kiểm dịch, đo đạc, nạo vét, đắp, gia cố, lắp, dọn, dọn dẹp, vệ sinh, tưới, tiêm phòng, tiêm, phun, tháo dỡ, di dời, cứu trợ, cấp phát
    trao, tặng, niêm yết, đăng tải, phát hành, hoàn trả, nộp, thu nộp, khoanh vùng, cắm mốc, giải tỏa, cưỡng chế, xử phạt, khởi tố, truy tìm, tuần tra, canh gác, bảo trì, bảo dưỡng, duy tu
    vận chuyển, điều tiết, phân luồng, thông xe, khánh thành, khai trương, thử nghiệm, thanh lý, đấu giá, đấu thầu, tuyển, tuyển sinh, tuyển chọn, thi tuyển, xét tuyển, tiếp dân, hòa giải, giải đáp
    xác nhận, chứng thực, cấp đổi, tạm dừng, ngừng, đóng cửa, mở lớp, nối, liên kết, liên thông, đồng bộ hóa, điều động, biệt phái, bầu, chỉ định, miễn nhiệm, thẩm tra, góp ý, lấy ý kiến, xin ý kiến
    chuyển giao, nhập, đối chiếu, đối soát, xếp loại, chấm điểm, xếp hạng, bình xét, vinh danh, thuyết phục, kêu gọi, ươm tạo, chế biến, nuôi, thu mua, phân phối, cung ứng, kiềm chế, khống chế, cách ly
    khám, điều trị, xét nghiệm, dạy, hành động, vận dụng, khoán, ghép, rút kinh nghiệm, nhận thức rõ, hiểu rõ, giãn, miễn, giảm thiểu, tổ chức lại, sửa, sơ tuyển, hợp thức hóa
    """
_MANNER: Final = """
    tiếp tục, khẩn trương, chủ động, tập trung, tích cực, kịp thời, thường xuyên, quyết liệt, nghiêm túc, sớm, chỉ đạo, lãnh đạo, phấn đấu, từng bước, định kỳ
    cơ bản, trước mắt, đồng bộ, thực hiện tốt việc, nhanh chóng, quan tâm, chú trọng, ưu tiên, đặc biệt, trực tiếp, tổ chức, nỗ lực, kiên quyết, tăng cường, đẩy mạnh
    phối hợp chặt chẽ, đồng thời, hằng năm, hàng năm, hằng quý, hàng quý, hằng tháng, hàng tháng, trọng tâm, nghiên cứu, xem xét, thống nhất, khẩn trương, cùng, chủ trì, chủ trì, triển khai
    """
STRONG = Lexicon(_STRONG)
VERBS = Lexicon(f"{_STRONG},{_PLAIN},{_MORE}")
PLAIN = Lexicon(f"{_PLAIN},{_MORE}")
MANNER = Lexicon(_MANNER)
_JOINT = compiled(r"(?:,| và|;)\s*")
_MOST_IN_A_ROW = 6
# Nouns that begin like a verb: "giao thông" is no order, "lập pháp" makes nothing.
_NOUN = compiled(
    r"(?:cấp (?:ủy|trên|dưới|xã|huyện|tỉnh|phòng|bộ|cơ sở|có thẩm quyền)|giao (?:thông|dịch|lưu|thương)|lập (?:pháp|trường)|thu nhập|cùng (?:cấp|kỳ)|công bố hợp quy|vận động viên|tổ chức,? cá nhân"
    r"|(?:quyết định|báo cáo|kế hoạch|đề nghị) (?:này|số|thẩm tra|tiếp thu|của)|căn cứ (?:luật|nghị định|nghị quyết|thông tư|quyết định|chỉ thị|hiến pháp|bộ luật|pháp lệnh|công văn|chỉ đạo|ý kiến|kết luận|thông báo|tờ trình|văn bản|đề nghị)"
    r"|lãnh đạo (?:các(?! (?:cấp|bộ))|tỉnh|ubnd|thành|huyện|ủy ban|cơ quan|chính phủ|văn phòng|doanh nghiệp|một số|địa phương|đơn vị|phường|xã)|chi (?:cục|nhánh|bộ|đoàn|hội|phí)|thanh tra (?:tỉnh|chính phủ|huyện|sở|bộ|nhà nước|thành phố)|kiểm toán nhà nước|phòng (?:kinh tế|nội vụ|tài chính|văn hóa|giáo dục|y tế|tư pháp|quản lý|cảnh sát|nông nghiệp)|đánh giá cao|chủ trì (?:hội nghị|buổi|phiên|cuộc họp|lễ|đại hội|kỳ họp|chương trình|họp)|tổ chức (?:hội nghị|lễ|phiên họp|buổi|cuộc họp) (?:sơ kết|tổng kết|gặp mặt|công bố|trao|triển khai|thông tin)|không (?:chịu trách nhiệm|áp dụng|quá|dưới|ít hơn|có)|quản lý nhà nước|sản xuất kinh doanh|thu hồi đất theo quy định|thi đua,? khen thưởng|thi đua - khen thưởng|thi đua (?:cao điểm|yêu nước)|kiểm soát viên|kiểm tra viên|thanh tra viên|giám sát viên|tuyên truyền viên|đầu tư công)(?!\w)"
)


def verb_at(seen: str, position: int, end: int) -> int | None:
    """Where the verb that stands at ``position`` of a surface ends; None where there is none."""
    return None if is_noun(seen, position, end) else VERBS.match(seen, position, end)


def is_noun(seen: str, position: int, end: int) -> bool:
    """Tell a noun that begins with the word of a verb ("giao thông", "cùng cấp")."""
    return _NOUN.match(seen, position, end) is not None


def verbs_at(seen: str, position: int, end: int) -> int | None:
    """Where the verbs in a row at ``position`` end ("rà soát, bổ sung và hoàn thiện"); None where there is none."""
    stop = VERBS.match(seen, position, end)
    for _ in range(_MOST_IN_A_ROW):
        joint = _JOINT.match(seen, stop, end) if stop is not None else None
        following = VERBS.match(seen, joint.end(), end) if joint else None
        if following is None:
            break
        stop = following
    return stop
