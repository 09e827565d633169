"""Why the directory refuses something, in words (lý do từ chối)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "access.denied": _("Chức danh đang dùng không được làm việc này. Chọn chức danh khác hoặc hỏi quản trị viên."),
    # organisations
    "organisations.name_missing": _("Chưa ghi tên. Ghi tên rồi lưu lại."),
    "organisations.name_too_long": _("Tên dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "organisations.name_taken": _(
        "Đã có đơn vị “%(name)s” cùng loại, cùng cấp đang hoạt động. Dùng đơn vị đó hoặc ghi mã để phân biệt."
    ),
    "organisations.code_taken": _("Mã %(taken)s đã dùng cho đơn vị khác có từ cùng ngày. Kiểm tra lại mã."),
    "organisations.unknown_kind": _("“%(value)s” không có trong danh mục. Chọn một giá trị trong danh mục."),
    "organisations.days_backwards": _("Ngày kết thúc %(end)s phải sau ngày bắt đầu %(start)s. Sửa lại ngày."),
    "organisations.already_ended": _("“%(name)s” đã kết thúc từ ngày %(day)s. Không ghi thêm."),
    "organisations.to_itself": _("“%(name)s” không thể đặt với chính nó. Chọn đơn vị khác."),
    "organisations.outside_life": _("Ngày %(day)s không nằm trong thời gian hoạt động của “%(name)s”. Sửa lại ngày."),
    "organisations.already_related": _("“%(child)s” đã trực thuộc “%(parent)s” theo quan hệ này. Không ghi thêm."),
    "organisations.circle": _(
        "“%(parent)s” đang ở dưới “%(child)s”, đặt như vậy thành vòng. Kết thúc quan hệ cũ trước."
    ),
    "organisations.relation_before_life": _(
        "“%(name)s” đã có quan hệ từ ngày %(day)s, trước ngày vừa ghi. Sửa lại ngày."
    ),
    "organisations.relation_after_life": _(
        "“%(name)s” còn quan hệ bắt đầu sau ngày %(day)s. Xem lại quan hệ đó trước."
    ),
    "organisations.act_missing": _("Chưa ghi văn bản quyết định việc kế thừa. Ghi số, ký hiệu văn bản."),
    "organisations.shares_over_all": _(
        "Các phần kế thừa từ “%(name)s” đã đủ %(declared)s%%, thêm nữa thì vượt 100%%. Sửa lại tỷ lệ."
    ),
    "organisations.unknown_province": _(
        "Không có tỉnh, thành phố “%(name)s” trong danh mục. Các tên dùng được: %(known)s."
    ),
    "organisations.no_official_list": _(
        "Không thấy dữ liệu danh mục đơn vị hành chính (gói vietnamadminunits). Cài lại phần mềm rồi nạp lại."
    ),
    "organisations.since_after_merger": _("Đơn vị cũ phải có từ trước ngày %(day)s. Sửa lại ngày ở --since."),
    # people
    "people.username_form": _(
        "Tên đăng nhập “%(username)s” không dùng được. Dùng ít nhất 3 chữ thường không dấu, số, dấu chấm hoặc gạch."
    ),
    "people.username_taken": _("Tên đăng nhập “%(username)s” đã có. Chọn tên khác."),
    "people.email_form": _("“%(email)s” không phải địa chỉ thư điện tử. Sửa hoặc để trống."),
    "people.weak_password": _("Mật khẩu chưa dùng được. %(reasons)s"),
    "people.wrong_password": _("Mật khẩu hiện tại chưa đúng. Nhập lại."),
    "people.same_password": _("Mật khẩu mới trùng mật khẩu cũ. Đặt mật khẩu khác."),
    "people.own_account": _("Không thể khóa tài khoản đang dùng. Nhờ một quản trị viên khác."),
    "people.last_administrator": _("Đây là quản trị viên duy nhất đang hoạt động. Cử thêm một quản trị viên trước."),
    "people.account_in_use": _("Tài khoản “%(username)s” đã gắn với cán bộ khác. Chọn tài khoản khác."),
    "people.post_held": _(
        "Chức danh “%(title)s” đang do %(by)s giữ. Kết thúc việc giữ đó trước, hoặc ghi ủy quyền ở trang của chức danh."
    ),
    "people.outside_post": _("Ngày %(day)s không nằm trong thời gian có chức danh “%(title)s”. Sửa lại ngày."),
    "people.unknown_role": _("Vai trò hoặc quan hệ không có trong danh mục. Chọn lại."),
    "people.role_granted": _("Chức danh “%(title)s” đã có vai trò này trên “%(unit)s”. Không ghi thêm."),
    # acting for another
    "delegations.no_decision": _("Chưa ghi văn bản ủy quyền. Ghi số, ký hiệu và ngày của văn bản."),
    "delegations.no_scope": _("Chưa ghi nội dung ủy quyền. Ghi ủy quyền những việc gì."),
    "delegations.too_long": _("Chữ dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    "delegations.unknown_action": _("Việc “%(value)s” không ủy quyền được. Chọn lại."),
    "delegations.holds_it": _("%(person)s đang giữ chức danh “%(title)s”, không cần ủy quyền. Chọn người khác."),
    "delegations.overlaps": _(
        "Đã ủy quyền cho %(person)s từ %(start)s đến trước %(end)s, trùng thời gian và trùng việc. "
        "Kết thúc ủy quyền đó trước, hoặc sửa ngày."
    ),
    "delegations.outlasts_giver": _(
        "%(person)s thôi giữ chức danh từ ngày %(day)s, ủy quyền không dài hơn. Ghi ngày kết thúc không sau ngày đó."
    ),
    "delegations.over": _("Ủy quyền này đã hết từ ngày %(day)s. Không kết thúc lại."),
    "recording.no_way": _("Chưa chọn đã nhận tin bằng cách nào. Chọn một cách."),
    "recording.no_whom": _("Chưa ghi thay cho ai. Ghi tên, hoặc bỏ trống cả hai ô."),
    "recording.too_long": _("Chữ dài %(length)s ký tự, nhiều nhất là %(longest)s. Rút ngắn rồi lưu lại."),
    # first run
    "setup.already_done": _("Trang này đã được thiết lập. Đăng nhập để tiếp tục."),
    "setup.line_unknown": _(
        "Dòng %(line)s: “%(text)s” chưa rõ là loại đơn vị nào. Ghi đủ tên, như “Đảng ủy xã ...”, “Sở ...”. "
        "Chưa ghi dòng nào."
    ),
    "setup.line_too_long": _(
        "Dòng %(line)s: tên quá dài, nhiều nhất 300 ký tự. Mỗi dòng chỉ một đơn vị. Chưa ghi dòng nào."
    ),
    "setup.line_twice": _("Dòng %(line)s: “%(text)s” có hai lần trong danh sách. Bỏ một dòng. Chưa ghi dòng nào."),
    "setup.line_there": _("Dòng %(line)s: “%(text)s” đã có trong danh mục. Bỏ dòng này. Chưa ghi dòng nào."),
    "setup.no_lines": _("Chưa có dòng nào. Ghi mỗi dòng một đơn vị."),
    "setup.folder_not_absolute": _("“%(folder)s” không phải đường dẫn đầy đủ. Ghi từ gốc của ổ đĩa."),
    "setup.folder_missing": _("Không có thư mục “%(folder)s”. Tạo thư mục hoặc cắm ổ đĩa, rồi lưu lại."),
    "setup.folder_not_writable": _(
        "Không ghi được vào “%(folder)s”. Cấp quyền ghi cho tài khoản chạy chương trình, rồi lưu lại."
    ),
    "setup.folder_inside_data": _(
        "“%(folder)s” nằm trong thư mục dữ liệu: mất ổ đĩa là mất cả bản sao. Chọn nơi khác."
    ),
}
