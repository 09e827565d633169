"""What a workbook says of itself, sealed (nhận dạng của bảng): of which round and site, which rows, unchanged.

The seal is an HMAC with the site's key over the identity and all row keys, so that nothing in it can be made up or
moved to another report.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.tracking.indicators.reporting import Key

VERSION = "1"
_SALT = "vaocuoc.tracking.workbooks"


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A row that was given out: its place, and the code and unit that stand beside it for people."""

    key: Key
    code: str
    unit_name: str

    @property
    def text(self) -> str:
        return f"{self.key[0]}-{self.key[1]}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which report a workbook is of; ``period`` as addresses name it."""

    keeper: int
    provider: int
    period: str
    rows: tuple[SealedRow, ...]
    version: str = VERSION

    def seal(self) -> str:
        """The checksum that stands in the workbook."""
        rows = [[row.text, row.code, row.unit_name] for row in self.rows]
        content = json.dumps([self.version, self.keeper, self.provider, self.period, rows], ensure_ascii=False)
        return salted_hmac(_SALT, content, algorithm="sha256").hexdigest()


def one_line(text: str) -> str:
    """A name as it can be compared after a spreadsheet has kept it."""
    return " ".join(nfc(text).split())


def site_mark() -> str:
    """A mark of this site that tells nothing of its key."""
    return salted_hmac(_SALT, "site", algorithm="sha256").hexdigest()[:16]


def require_genuine(identity: Identity, seal: str, site: str) -> None:
    """Raise ``Refused``: ``workbooks.other_version``, ``workbooks.other_site``, ``workbooks.keys_changed``."""
    if identity.version != VERSION:
        raise Refused("workbooks.other_version", version=identity.version[:20])
    if not constant_time_compare(site, site_mark()):
        raise Refused("workbooks.other_site")
    if not constant_time_compare(seal, identity.seal()):
        raise Refused("workbooks.keys_changed")
