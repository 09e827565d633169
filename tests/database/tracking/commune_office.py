"""A commune's Party office with its five organs and a plan from above, for the tests of giving work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tests.database.conftest import BEGIN, World, make_actor, make_unit
from tests.database.tracking.intake_papers import _lines, add_finding
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Level, RelationKind, Role, Unit, UnitKind, UnitRelation
from vaocuoc.directory.organisations.operations import rebuild_reach
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document, File, Finding, Reading
from vaocuoc.tracking.assignment.models import DutyPhrase

TEXT = """KẾ HOẠCH
Các đảng ủy xã, phường tổ chức tuyên truyền nghị quyết đến từng chi bộ.
UBND cấp xã rà soát thủ tục hành chính, báo cáo Tỉnh ủy trước ngày 30/11/2026.
Vận động nhân dân tham gia giám sát và phản biện xã hội đối với dự án thu gom rác.
Tăng cường giám sát việc thực hiện nghị quyết.
Sở Tài chính phân bổ kinh phí.
Các cấp ủy trực thuộc báo cáo định kỳ hằng quý.
"""
TO_COMMITTEES = {
    "kind": "task",
    "quote": "tổ chức tuyên truyền nghị quyết đến từng chi bộ",
    "owner": "Các đảng ủy xã, phường",
}
TO_GOVERNMENTS = {
    "kind": "task",
    "quote": "rà soát thủ tục hành chính, báo cáo Tỉnh ủy trước ngày 30/11/2026",
    "owner": "UBND cấp xã",
    "due": "2026-11-29",
    "deadline": "day",
    "product": "báo cáo rà soát",
}
TO_NOBODY = {
    "kind": "task",
    "quote": "Vận động nhân dân tham gia giám sát và phản biện xã hội đối với dự án thu gom rác",
}
DOUBTFUL = {"kind": "task", "quote": "Tăng cường giám sát việc thực hiện nghị quyết"}
TO_OTHERS = {"kind": "task", "quote": "phân bổ kinh phí", "owner": "Sở Tài chính"}
REGULAR = {
    "kind": "task",
    "quote": "báo cáo định kỳ hằng quý",
    "owner": "Các cấp ủy trực thuộc",
    "recurring": True,
    "deadline": "regular",
}
ALL = (TO_COMMITTEES, TO_GOVERNMENTS, TO_NOBODY, DOUBTFUL, TO_OTHERS, REGULAR)


@dataclass
class Commune:
    """The committee with its organs; ``clerk`` coordinates it, ``colleague`` as well."""

    world: World
    committee: Unit
    government: Unit
    front: Unit
    building: Unit
    inspection: Unit
    office: Unit
    clerk: Actor
    colleague: Actor

    def duty(self, organ: Unit, *phrases: str) -> None:
        for words in phrases:
            DutyPhrase.objects.create(
                keeper=self.committee, organ=organ, words=words, folded=fold(words), valid_from=BEGIN,
                created_by=self.clerk.user,
            )  # fmt: skip

    def duties(self) -> None:
        self.duty(self.building, "tuyên truyền nghị quyết", "tuyên truyền")
        self.duty(self.front, "giám sát và phản biện xã hội", "vận động nhân dân")
        self.duty(self.inspection, "giám sát", "kiểm tra, giám sát")
        self.duty(self.government, "thủ tục hành chính")
        self.duty(self.office, "báo cáo định kỳ")


def commune_of(world: World) -> Commune:
    place = make_unit("Xã Yên Thượng", UnitKind.TERRITORY, Level.COMMUNE)
    level = {"level": Level.COMMUNE}
    government = make_unit("Ủy ban nhân dân xã Yên Thượng", UnitKind.GOVERNMENT, **level)
    front = make_unit("Ủy ban MTTQ Việt Nam xã Yên Thượng", UnitKind.FRONT, **level)
    building = make_unit("Ban Xây dựng Đảng Đảng ủy xã Yên Thượng", UnitKind.OFFICE, **level)
    inspection = make_unit("Ủy ban kiểm tra Đảng ủy xã Yên Thượng", UnitKind.OFFICE, **level)
    office = make_unit("Văn phòng Đảng ủy xã Yên Thượng", UnitKind.OFFICE, **level)
    committee = world.commune
    for child in (committee, government):
        UnitRelation.objects.create(kind=RelationKind.COUNTERPART, parent=place, child=child, valid_from=BEGIN)
    for child in (front, building, inspection, office):
        UnitRelation.objects.create(kind=RelationKind.PARTY, parent=committee, child=child, valid_from=BEGIN)
    rebuild_reach()
    clerk = make_actor("vanphongxa", "Chuyên viên Văn phòng", office, Role.COORDINATOR, committee)
    colleague = make_actor("chanhvanphongxa", "Chánh Văn phòng", office, Role.COORDINATOR, committee)
    return Commune(world, committee, government, front, building, inspection, office, clerk, colleague)


def paper_from_above(commune: Commune, *items: dict[str, Any], **fields: Any) -> Document:
    """A plan of the province's committee in the commune's register, read; ``items`` are the tasks found in it."""
    given = {
        "type": "plan",
        "number": "12-KH/TU",
        "title": "Về chuyển đổi số trong hệ thống chính trị",
        "issuer": "Ban Thường vụ Tỉnh ủy",
        "issuer_unit": commune.world.province,
        "issued_on": date(2026, 11, 10),
        "received_on": date(2026, 11, 12),
    } | fields
    document = Document.objects.create(
        keeper=commune.committee, uploaded_by=commune.clerk.user, folded=fold(str(given["title"])), **given
    )
    file = File.objects.create(
        document=document, keeper=commune.committee, name="kh.txt", sha256=f"{document.pk:064d}", size=1, format="txt"
    )
    reading = Reading.objects.create(
        file=file, reader_version="thử", state="done", text=TEXT, blocks=_lines(TEXT), finished_at=timezone.now()
    )
    for item in items or ALL:
        add_finding(reading, item)
    return document


def found(document: Document, item: dict[str, Any]) -> Finding:
    return Finding.objects.get(document=document, quote=item["quote"])
