"""Why a file is refused, in one Vietnamese line each (vì sao không nhận tệp): what is wrong and what to do.

One table for the command line and the web. The sentences are marked for translation without importing Django; the web
passes ``gettext`` as ``translate``.
"""

from __future__ import annotations

from collections.abc import Callable

from vaocuoc.core.errors import Refused


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue (makemessages knows this name) and give it back unchanged."""
    return message


MESSAGES: dict[str, str] = {
    "file.missing": gettext_noop("Không tìm thấy tệp. Kiểm tra lại đường dẫn và tên tệp."),
    "file.folder": gettext_noop("Đây là thư mục, không phải tệp. Chỉ rõ từng tệp cần đọc."),
    "file.unreadable": gettext_noop("Không mở được tệp. Kiểm tra quyền đọc, hoặc đóng tệp ở chương trình khác."),
    "file.empty": gettext_noop("Tệp rỗng (0 byte). Chọn lại tệp có nội dung."),
    "file.too_large": gettext_noop(
        "Tệp nặng %(size)s MB, vượt giới hạn %(limit)s MB. Tách tệp hoặc giảm dung lượng ảnh trong tệp."
    ),
    "file.binary": gettext_noop(
        "Không nhận ra loại tệp từ nội dung. Các loại đọc được: .docx, .doc, .pdf, .xlsx, .html, .txt, .md và ảnh "
        "(.png, .jpg, .tif)."
    ),
    "file.damaged": gettext_noop("Tệp %(format)s bị cắt cụt hoặc hỏng. Sao chép lại từ bản gốc rồi thử lại."),
    "file.protected": gettext_noop("Tệp %(format)s có mật khẩu. Gỡ mật khẩu, lưu lại rồi thử lại."),
    "file.expands": gettext_noop(
        "Tệp %(format)s giải nén ra quá %(limit)s MB, bất thường với một văn bản. Lưu lại từ bản gốc rồi thử lại."
    ),
    "file.unsafe": gettext_noop(
        "Tệp %(format)s chứa khai báo thực thể XML, không an toàn. Mở bằng chương trình soạn thảo, lưu lại rồi thử lại."
    ),
    "file.too_many_pages": gettext_noop("Tệp có %(count)s trang, vượt giới hạn %(limit)s trang. Tách thành nhiều tệp."),
    "file.too_many_cells": gettext_noop(
        "Tệp có hơn %(limit)s ô dữ liệu. Tách thành nhiều tệp hoặc bỏ trang tính không cần."
    ),
    "file.too_long": gettext_noop("Văn bản dài hơn %(limit)s ký tự. Tách thành nhiều tệp."),
    "content.empty": gettext_noop("Tệp %(format)s không có chữ nào để đọc. Kiểm tra lại tệp đã chọn."),
    "extension.wrong": gettext_noop(
        "Tên tệp có đuôi %(extension)s nhưng nội dung là %(actual)s. Đặt lại đuôi cho đúng hoặc chọn lại tệp."
    ),
    "extension.unknown": gettext_noop(
        "Đuôi tệp %(extension)s không thuộc loại đọc được. Lưu sang .docx, .pdf, .xlsx, .html, .txt hoặc .md."
    ),
    "format.unsupported": gettext_noop("Chưa đọc được %(actual)s. Lưu sang %(instead)s rồi thử lại."),
    "file.too_many_pixels": gettext_noop(
        "Ảnh có kích thước %(width)s × %(height)s điểm, quá lớn để đọc. Quét lại ở mức 200 đến 300 dpi rồi thử lại."
    ),
    "image.unsupported": gettext_noop("Chưa đọc được ảnh %(what)s. Lưu lại thành .jpg hoặc .png thường rồi thử lại."),
    "page.missing": gettext_noop("Không có ảnh trang %(page)s của %(format)s. Chọn trang khác hoặc tải tệp gốc."),
    "doc.no_converter": gettext_noop(
        "Tệp %(extension)s cần %(needed)s trên máy chủ; hãy lưu lại thành .docx rồi thử lại."
    ),
    "doc.not_converted": gettext_noop(
        "%(program)s không chuyển được tệp %(extension)s sang .docx. Mở tệp, lưu lại thành .docx rồi thử lại."
    ),
    "text.encoding": gettext_noop(
        "Chữ trong tệp không phải Unicode (UTF-8 hoặc UTF-16). Mở tệp, lưu lại với bảng mã UTF-8 rồi thử lại."
    ),
    "grid.none": gettext_noop("Tệp không có bảng nào. Chọn tệp có bảng theo dõi (.xlsx, .xls, .ods, .csv, .docx)."),
    "grid.needs_office": gettext_noop(
        "Tệp %(extension)s cần LibreOffice trên máy chủ. Mở tệp, lưu lại thành .xlsx rồi thử lại."
    ),
    "screening.timeout": gettext_noop(
        "Đọc tệp quá %(seconds)s giây nên đã dừng. Tách tệp hoặc lưu lại từ bản gốc rồi thử lại."
    ),
    "screening.memory": gettext_noop("Đọc tệp cần quá %(limit)s MB bộ nhớ nên đã dừng. Tách tệp thành nhiều phần."),
    "screening.failed": gettext_noop("Tệp làm chương trình đọc dừng đột ngột. Lưu lại từ bản gốc rồi thử lại."),
    "reading.timeout": gettext_noop(
        "Đọc văn bản quá %(seconds)s giây nên đã dừng. Thử đọc lại; nếu vẫn lỗi, tách tệp thành nhiều phần."
    ),
    "reading.crashed": gettext_noop(
        "Chương trình đọc gặp lỗi với tệp này. Thử đọc lại; nếu vẫn lỗi, báo người quản trị."
    ),
    "secrecy.marked": gettext_noop(
        "Văn bản có dấu chỉ độ mật “%(mark)s”. Hệ thống không nhận tài liệu mật; xử lý theo chế độ bảo mật."
    ),
}

FALLBACK = gettext_noop("Không đọc được tệp (mã lỗi %(code)s). Báo người quản trị kèm mã này.")


def sentence(error: Refused, *, translate: Callable[[str], str] = str) -> str:
    """The one line that is shown for ``error`` (câu báo lỗi), in the language of ``translate``."""
    template = MESSAGES.get(error.code)
    if template is None:
        return translate(FALLBACK) % {"code": error.code}
    return translate(template) % {name: _shown(fact) for name, fact in error.facts.items()}


def _shown(fact: object) -> str:
    """A fact as it stands in a sentence: counts with Vietnamese thousands separators."""
    return f"{fact:,}".replace(",", ".") if isinstance(fact, int) else str(fact)
