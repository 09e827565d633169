"""The directory's words in the audit trail: what its operations, their facts and values are called (tên việc)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Level, RelationKind, UnitKind
from vaocuoc.directory.people.models import Role

ACTIONS: dict[str, str | Promise] = {
    "organisations.create_unit": _("Lập đơn vị"),
    "organisations.edit_unit": _("Sửa đơn vị"),
    "organisations.end_unit": _("Kết thúc hoạt động đơn vị"),
    "organisations.add_alias": _("Ghi tên gọi khác"),
    "organisations.remove_alias": _("Bỏ tên gọi khác"),
    "organisations.relate_units": _("Đặt quan hệ trực thuộc"),
    "organisations.end_relation": _("Kết thúc quan hệ trực thuộc"),
    "organisations.record_succession": _("Ghi kế thừa"),
    "organisations.load_official": _("Nạp danh mục đơn vị hành chính"),
    "organisations.create_organ": _("Lập cơ quan lãnh đạo"),
    "organisations.create_post": _("Lập chức danh"),
    "organisations.end_post": _("Bỏ chức danh"),
    "people.create_account": _("Lập tài khoản"),
    "people.lock_account": _("Khóa tài khoản"),
    "people.unlock_account": _("Mở khóa tài khoản"),
    "people.set_administrator": _("Đổi quyền quản trị"),
    "people.set_password": _("Đặt lại mật khẩu"),
    "people.change_own_password": _("Đổi mật khẩu"),
    "people.create_person": _("Thêm cán bộ"),
    "people.edit_person": _("Sửa cán bộ"),
    "people.hold_post": _("Giữ chức danh"),
    "people.end_holding": _("Thôi giữ chức danh"),
    "people.grant_role": _("Giao vai trò"),
    "people.end_role": _("Thôi vai trò"),
    "people.delegate": _("Ủy quyền"),
    "people.end_delegation": _("Thôi ủy quyền"),
    "people.grant_group_role": _("Giao vai trò cho tập thể"),
    "people.end_group_role": _("Thôi vai trò của tập thể"),
    "people.join_organ": _("Vào tập thể"),
    "people.leave_organ": _("Ra khỏi tập thể"),
    "setup.open_site": _("Thiết lập lần đầu"),
    "setup.set_backup_folder": _("Đặt thư mục sao lưu"),
    "setup.skip_step": _("Để một bước thiết lập sau"),
}

FACTS: dict[str, str | Promise] = {
    "username": _("tài khoản"),
    "office": _("cơ quan"),
    "administrator": _("quản trị viên"),
    "is_administrator": _("quản trị hệ thống"),
    "valid_from": _("từ ngày"),
    "valid_to": _("đến trước ngày"),
    "act": _("văn bản"),
    "units": _("đơn vị đã lập"),
    "relations": _("quan hệ trực thuộc"),
    "successions": _("kế thừa"),
    "parent_name": _("cấp trên"),
    "unit_name": _("đơn vị"),
    "person_name": _("cán bộ"),
    "successor_name": _("đơn vị kế thừa"),
    "share": _("phần kế thừa"),
    "kind": _("loại"),
    "level": _("cấp"),
    "code": _("mã"),
    "short_name": _("tên ngắn"),
    "role": _("vai trò"),
    "relation": _("theo quan hệ"),
    "given_by": _("người ủy quyền"),
    "scope": _("nội dung ủy quyền"),
    "covered": _("việc được ủy quyền"),
    "post": _("chức danh"),
    "on_behalf_of": _("ghi thay"),
    "received_how": _("nhận qua"),
    "folder": _("thư mục"),
    "step": _("bước"),
}

VALUES: dict[str, dict[str, str | Promise]] = {
    "kind": dict(UnitKind.choices),
    "level": dict(Level.choices),
    "relation": dict(RelationKind.choices),
    "role": dict(Role.choices),
}
