"""How the web server takes files in: streamed into the data folder, cut at the limit while they come."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from vaocuoc.documents.papers.storage import incoming_folder

_FILES_AT_ONCE = 20


if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile


class IncomingFile(_UploadedFile):
    """A file being handed in; gone when the request ends. ``size`` is what was sent, also where it was cut."""

    def __init__(self, name: str, content_type: str, charset: str | None, extra: dict[str, Any] | None) -> None:
        file = tempfile.NamedTemporaryFile(dir=incoming_folder())  # noqa: SIM115 (closed with the request)
        super().__init__(file, name, content_type, 0, charset, extra)


class LimitedUploadHandler(FileUploadHandler):
    """Writes what comes into the data folder up to ``settings.UPLOAD_LIMIT`` bytes a file, and lets the rest pass by.

    A request of more than twenty times the limit is refused before it is read.
    """

    file: IncomingFile

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > _FILES_AT_ONCE * settings.UPLOAD_LIMIT:
            raise RequestDataTooBig("too many files at once")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = IncomingFile(self.file_name or "", self.content_type or "", self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.UPLOAD_LIMIT:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> IncomingFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
