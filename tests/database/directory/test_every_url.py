"""Every address × every kind of person -> what it answers (`tests/permissions.toml`), against the resolver itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.database.conftest import TODAY, World, make_actor, make_user
from tests.database.oversight.bodies import of_every_kind
from tests.formats.images import png
from vaocuoc.audit.models import Entry
from vaocuoc.core.calendars import month
from vaocuoc.directory.models import InspectionDecision, InspectionPost, Organ, Oversight, Post, Role, User
from vaocuoc.directory.oversight.operations import give_oversight
from vaocuoc.directory.people import middleware
from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.saved_views.operations import save_view
from vaocuoc.documents.destruction.holding import root_of
from vaocuoc.documents.destruction.operations import propose
from vaocuoc.documents.library.operations import upload_document
from vaocuoc.documents.models import Attachment, Citation, Finding, Reading
from vaocuoc.documents.readings.operations import read_file
from vaocuoc.oversight.inspections.models import EvidenceExport
from vaocuoc.oversight.inspections.operations import Opening, register_decision
from vaocuoc.oversight.rounds.opening import open_round
from vaocuoc.oversight.rounds.pushing import begin_letter
from vaocuoc.oversight.rounds.regimes import Elements, Section, create_regime
from vaocuoc.tracking.assignment.models import Letter
from vaocuoc.tracking.chasing.models import ChasingLetter
from vaocuoc.tracking.criteria.operations import (
    CriterionDraft,
    create_set,
    issue_version,
    place_units,
    save_criteria,
    save_groups,
)
from vaocuoc.tracking.directing.operations import direct
from vaocuoc.tracking.importing.models import ImportBatch, ImportRow
from vaocuoc.tracking.indicators.operations import (
    approve_observation,
    create_indicator,
    oblige,
    set_target,
    submit_observation,
)
from vaocuoc.tracking.models import (
    Difference,
    ReturnBatch,
    ReturnedBook,
    Step,
    Submission,
    SystemComparison,
    WorkbookRun,
)
from vaocuoc.tracking.proposing.operations import ask_extension
from vaocuoc.tracking.responsibility.asking import ask_for_ledger, read_ledger
from vaocuoc.tracking.responsibility.obstacles import note_obstacle
from vaocuoc.tracking.second_systems.systems import create_system
from vaocuoc.tracking.shortcomings.operations import create_proposal, create_shortcoming
from vaocuoc.tracking.submissions.corrections import propose_correction
from vaocuoc.tracking.submissions.filling import CellInput, begin, save_cells
from vaocuoc.tracking.submissions.locking import lock_period
from vaocuoc.tracking.submissions.operations import submit
from vaocuoc.tracking.tasks.operations import create_task

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parents[2] / "permissions.toml").read_text("utf-8"))
WHO = ("nobody", "outsider", "focal", "clerk", "leader", "administrator")


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern))
        else:
            yield from addresses(
                pattern.url_patterns, namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            )


@pytest.fixture
def objects(world: World, tmp_path: Path, settings: Any) -> dict[str, int]:
    """What stands in the addresses: things of the province, none of the outsider's. The task is the department's."""
    settings.MEDIA_ROOT = tmp_path / "files"
    assert world.focal.post is not None
    given: dict[str, Any] = {"actor": world.clerk, "keeper": world.province}
    paper = BytesIO("Phấn đấu đến năm 2030, thu ngân sách trên địa bàn đạt 18.500 tỷ đồng.".encode())
    document = upload_document(content=paper, name="thu.txt", handling="ordinary", today=TODAY, **given)
    read_file(Reading.objects.get(file__document=document).pk)
    # Its dissemination addresses it to the department, which sees it from then on.
    study = BytesIO("Nghị quyết về chuyển đổi số.".encode())
    studied = upload_document(content=study, name="nq.txt", handling="ordinary", today=TODAY, **given)
    indicator = create_indicator(
        name="Thu ngân sách",
        unit_of_measure="tỷ đồng",
        kind="flow",
        frequency="month",
        lead_unit=world.department,
        **given,
    )
    target = set_target(
        actor=world.clerk, indicator=indicator, unit=world.province, comparator=">=", value=Decimal(9), due=TODAY
    )
    observation = submit_observation(
        actor=world.clerk,
        indicator=indicator,
        unit=world.province,
        provider=world.province,
        period=month(2026, 9),
        value=Decimal(7),
    )
    task = create_task(title="Trình phương án", lead_unit=world.department, due=TODAY, today=TODAY, **given)
    batch = ImportBatch.objects.create(
        keeper=world.province, kind="tasks", name="so.xlsx", sha256="0" * 64, size=1, created_by=world.clerk.user
    )
    reports = _reports(world, indicator)
    return reports | {
        "province": world.province.pk,
        "department": world.department.pk,
        "person": world.focal.user.person.pk,
        "post": world.focal.post.pk,
        "document": document.pk,
        "file": document.files.get().pk,
        "attachment": Attachment.objects.create(
            document=document,
            kind="annex",
            name="phu-luc.txt",
            sha256=document.files.get().sha256,
            size=9,
            format="text",
            added_by=world.clerk.user,
        ).pk,
        "citation": Citation.objects.create(
            document=document, finding=Finding.objects.filter(document=document).order_by("pk")[0]
        ).finding_id,
        "scan": upload_document(content=BytesIO(png(0)), name="quet.png", handling="ordinary", today=TODAY, **given).pk,
        "finding": Finding.objects.filter(reading__file__document=document).order_by("pk")[0].pk,
        "task_finding": Finding.objects.filter(reading__file__document=document, kind="task").order_by("pk")[0].pk,
        "indicator": indicator.pk,
        "target": target.pk,
        "observation": observation.pk,
        "task": task.pk,
        "task_request": ask_extension(
            actor=world.focal, task=task, new_due=date(2026, 12, 20), reason="Chờ vốn", done_so_far="Đã họp"
        ).pk,
        "directive": direct(actor=world.leader, subject=task, kind="push", text="Báo cáo tiến độ", answer_by=TODAY).pk,
        "office": world.office.pk,
        "audit_entry": Entry.objects.order_by("pk")[0].pk,
        **responsibility_of(world),
        "organ": Organ.objects.create(unit=world.province, name="Ban Thường vụ", valid_from=TODAY).pk,
        "oversight": Oversight.objects.create(
            post=world.leader.post, kind="field", words="nông thôn mới", decision="05-QĐ/TU", valid_from=TODAY
        ).pk,
        "letter": Letter.objects.create(
            keeper=world.province,
            source=document,
            subject="giao nhiệm vụ",
            opening="Giao:",
            created_by=world.clerk.user,
        ).pk,
        "chasing_letter": ChasingLetter.objects.create(
            keeper=world.province,
            subject="đôn đốc",
            opening="Đề nghị:",
            answer_by=TODAY,
            created_by=world.clerk.user,
        ).pk,
        "batch": batch.pk,
        "import_row": ImportRow.objects.create(
            batch=batch, place=0, number=5, outcome="held", state="waiting", values={"title": "Lập sổ"}
        ).pk,
        "saved_view": save_view(actor=world.clerk, listing="tasks", name="Việc quá hạn", query="").pk,
        **criteria_of(world),
        "studied": studied.pk,
        "destruction": propose(
            actor=world.clerk, root=root_of("documents.document"), subject=document, reason="Nhầm", decision="1-QĐ"
        ).pk,
        **of_every_kind(world, task, studied),
        **workbooks_of(world),
        **rounds_of(world),
        **inspections_of(world),
        **second_systems_of(world),
        "shortcoming": create_shortcoming(text="Giải ngân chậm", **given).pk,
        "proposal": create_proposal(text="Bổ sung vốn", **given).pk,
    }


def _reports(world: World, indicator: Any) -> dict[str, int]:
    """A report that waits, a figure that was approved with its correction, providers that differ, a closed period."""
    oblige(actor=world.clerk, indicator=indicator, unit=world.province, valid_from=date(2026, 1, 1))
    report = begin(keeper=world.province, provider=world.department, period=month(2026, 9))
    given = CellInput(indicator=indicator.pk, unit=world.province.pk, typed="6")
    save_cells(actor=world.focal, submission=report, inputs=[given])
    report = submit(actor=world.focal, submission=Submission.objects.get())
    common = {"indicator": indicator, "unit": world.province, "provider": world.department, "value": Decimal(5)}
    figures = [submit_observation(actor=world.clerk, period=month(2026, place), **common) for place in (6, 7)]
    for figure in figures:
        approve_observation(actor=world.leader, observation=figure)
    correction = propose_correction(actor=world.focal, observation=figures[0], value=Decimal(4), reason="Trùng")
    closed: dict[str, Any] = {"closed_from": TODAY, "reason": "Đã chốt"}
    return {
        "submission": report.pk,
        "step": Step.objects.get().pk,
        "difference": Difference.objects.get().pk,
        "approved_figure": figures[1].pk,
        "correction": correction.pk,
        "period_lock": lock_period(actor=world.clerk, keeper=world.province, period=month(2026, 5), **closed).pk,
    }


def responsibility_of(world: World) -> dict[str, int]:
    """A note of the leader who oversees the department, and the focal point's ledger, seen by its holder."""
    give: dict[str, Any] = {"post": world.leader.post, "unit": world.department, "decision": "06-QĐ/TU"}
    give_oversight(actor=None, kind="unit", valid_from=TODAY, **give)
    overseer = actor_for(world.leader.user, today=TODAY)
    note = note_obstacle(actor=overseer, text="Thiếu vốn đối ứng", period="2026-11")
    assert world.focal.post is not None
    days = {"first": date(2026, 1, 1), "last": TODAY}
    ledger = ask_for_ledger(actor=world.leader, post=world.focal.post, reason="Chuẩn bị kiểm điểm", **days)
    read_ledger(actor=world.focal, request=ledger)
    return {"obstacle": note.pk, "ledger": ledger.pk}


def workbooks_of(world: World) -> dict[str, int]:
    """A workbook that the clerk handed in, and an archive of all of a period being made."""
    batch = ReturnBatch.objects.create(total=1, done=1, created_by=world.clerk.user)
    ReturnedBook.objects.create(
        batch=batch, place=1, name="bang.xlsx", state="refused", error_code="workbooks.not_ours"
    )
    run = WorkbookRun.objects.create(
        keeper=world.province, period_kind="month", year=2026, index=10, total=60, asked_by=world.clerk.user
    )
    return {"return_batch": batch.pk, "workbook_run": run.pk}


def second_systems_of(world: World) -> dict[str, int]:
    """A second system of the province, and a file of it that was read."""
    system = create_system(
        actor=world.clerk, keeper=world.province, name="Hệ thống của Trung ương", short_name="HTTW", since=TODAY
    )
    compared = SystemComparison.objects.create(
        system=system, kind="task", name="xuat.xlsx", sha256="0" * 64, by=world.clerk.user
    )
    return {"second_system": system.pk, "second_comparison": compared.pk}


def rounds_of(world: World) -> dict[str, int]:
    """A monthly regime of the province that the department reports to, its round of October, and one to a ministry."""
    monthly = Elements(
        name="Báo cáo tháng",
        named=[world.department],
        working_days={"": 3},
        sections=(Section("Kết quả"),),
        figures="all",
        asks_tasks=True,
    )
    regime = create_regime(
        actor=world.clerk, keeper=world.province, kind="periodic", valid_from=date(2026, 1, 1), elements=monthly
    )
    made = open_round(actor=world.clerk, regime=regime, today=TODAY, period=month(2026, 10))
    pushed: dict[str, Any] = {"reports": made.reports.all(), "answer_by": TODAY, "today": TODAY}
    return {
        "regime": regime.pk,
        "round_letter": begin_letter(actor=world.clerk, round_=made, **pushed).pk,
        "round": made.pk,
        "round_report": made.reports.get().pk,
        "round_section": made.version.sections.get().pk,
    }


def inspections_of(world: World) -> dict[str, int]:
    """A decision that opens the department to a post of its office, and evidence that somebody took out under it."""
    assert world.leader.post is not None
    decision = register_decision(
        actor=world.administrator,
        number="15-QĐ/UBKT",
        decided_on=TODAY,
        about="Kiểm tra việc thực hiện nhiệm vụ",
        giver=world.leader.post,
        first_day=TODAY,
        last_day=TODAY,
        inspectors=[Post.objects.create(unit=world.office, title="Kiểm tra viên", valid_from=TODAY)],
        opening=Opening(units=[world.department]),
    )
    export = EvidenceExport.objects.create(
        decision=decision, asked={"decision": decision.pk}, about="Mọi mục", asked_by=make_user("doankiemtra")
    )
    return {"inspection": decision.pk, "evidence_export": export.pk}


def criteria_of(world: World) -> dict[str, int]:
    """A criteria set of the province that measures the department, and one that is still being written."""
    made = create_set(actor=world.clerk, keeper=world.province, name="Cơ quan kiểu mẫu", valid_from=TODAY)
    (group,) = save_groups(actor=world.clerk, version=made, names=["Sở, ngành"])
    place_units(actor=world.clerk, group=group, units=[world.department])
    save_criteria(actor=world.clerk, version=made, criteria=[CriterionDraft(name="Có kế hoạch")])
    issue_version(actor=world.clerk, version=made)
    draft = create_set(actor=world.clerk, keeper=world.province, name="Xã chuẩn", valid_from=TODAY)
    return {"criteria": made.pk, "criteria_group": group.pk, "criteria_draft": draft.pk}


def address_of(name: str, objects: dict[str, int]) -> str:
    given = TABLE[name].get("with", {})
    return reverse(
        name, kwargs={key: value[1:] if value.startswith("=") else objects[value] for key, value in given.items()}
    )


class Visitor:
    """Somebody who asks page after page: signed in once, as people are, and once at the board.

    That first page brings up to date what the pages count, once instead of at each request that is taken back.
    """

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
            self.client.get("/")
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}


def ask(method: str, name: str, address: str, visitor: Visitor) -> Any:
    """One request of somebody, of which nothing stays: what one does must not change the answer to the next."""
    client = visitor.client
    client.cookies = SimpleCookie(visitor.cookies)
    with transaction.atomic():
        answer: Any = client.get(address) if method == "GET" else client.post(address, TABLE[name].get("data", {}))
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, so that the file is closed
    return answer


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who somebody is and what they may, read once for each of them: as nothing stays, it is always the same."""
    read: dict[tuple[object, ...], Actor] = {}

    def remembered(user: User, *, today: date, post_id: int | None = None) -> Actor:
        key = (user.pk, today, post_id)
        if key not in read:
            read[key] = actor_for(user, today=today, post_id=post_id)
        return replace(read[key], user=user)

    monkeypatch.setattr(middleware, "actor_for", remembered)
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def test_it_knows_every_address() -> None:
    """A new page says here what it answers to whom; a page that is gone leaves the table."""
    there = set(addresses(get_resolver().url_patterns))
    assert there - set(TABLE) == set(), "not in tests/permissions.toml"
    assert set(TABLE) - there == set(), "no longer an address"


def test_it_answers_each_kind_of_person_as_the_table_says(world: World, objects: dict[str, int], known: None) -> None:
    """All addresses in one test, since what stands in them takes long to make; every difference is told at once."""
    visitors = {who: Visitor(user_of(world, who)) for who in WHO}
    wrong: dict[str, str] = {}
    for name, row in TABLE.items():
        for method in [method for method in ("GET", "POST") if method in row]:
            found = {who: ask(method, name, address_of(name, objects), visitors[who]) for who in WHO}
            wanted = dict(zip(WHO, row[method], strict=True))
            wrong |= {
                f"{method} {name} by {who}": f"{answer.status_code} instead of {wanted[who]}"
                for who, answer in found.items()
                if answer.status_code != wanted[who]
            }
            wrong |= {
                f"{method} {name} by {who}": "a 403 without a sentence"
                for who, answer in found.items()
                if answer.status_code == 403 and "không được" not in answer.content.decode()
            }
            first = found["nobody"]
            to_login = first.status_code == 302 and first["Location"].startswith(reverse(site_settings.LOGIN_URL))
            if first.status_code == 302 and found["clerk"].status_code != 302 and not to_login:
                wrong[f"{method} {name} by nobody"] = f"leads to {first['Location']}"
    assert wrong == {}


def user_of(world: World, who: str) -> User | None:
    return None if who == "nobody" else getattr(world, who).user


READERS = ("viewer", "approver", "inspector", "overseer", "bound")
"""Kinds of people beside those of the table: what they may follows from laws, not from a column of their own."""
CLOSED = frozenset({403, 404, 405})


def readers_of(world: World) -> dict[str, User]:
    """A viewer, an approver and an inspector of the province, a post that only looks after the department, and one that
    inspects the department by a decision.
    """
    made = {role: make_actor(role, role, world.province, role, world.province) for role in READERS[:3]}
    overseer = make_actor("overseer", "overseer", world.office, Role.REPORTER, world.office)
    give: dict[str, Any] = {"post": overseer.post, "unit": world.department, "decision": "07-QĐ/TU"}
    give_oversight(actor=None, kind="unit", valid_from=TODAY, **give)
    bound = make_actor("bound", "bound", world.elsewhere, Role.VIEWER, world.elsewhere)
    assert bound.post is not None
    InspectionPost.objects.create(decision=InspectionDecision.objects.get(), post=bound.post)
    return {name: actor.user for name, actor in made.items()} | {"overseer": overseer.user, "bound": bound.user}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the whole table is asked of both databases, this of one")
def test_who_only_reads_opens_pages_and_changes_nothing(world: World, objects: dict[str, int], known: None) -> None:
    """No page breaks for them; what the outsider is refused for want of a right, a viewer and an inspector are too."""
    visitors = {who: Visitor(user) for who, user in readers_of(world).items()}
    wrong: dict[str, str] = {}
    for name, row in TABLE.items():
        address = address_of(name, objects)
        for who, visitor in visitors.items():
            for method in [method for method in ("GET", "POST") if method in row]:
                answer = ask(method, name, address, visitor)
                if answer.status_code >= 500:
                    wrong[f"{method} {name} by {who}"] = f"breaks with {answer.status_code}"
                closed = row[method][WHO.index("outsider")] in (403, 404) and name not in OWN_TO_ANSWER
                reads_alone = method == "POST" and who in ("viewer", "inspector", "bound")
                if reads_alone and closed and answer.status_code not in CLOSED:
                    wrong[f"{method} {name} by {who}"] = f"{answer.status_code}, though it only reads"
    assert wrong == {}


OWN_TO_ANSWER: frozenset[str] = frozenset(
    {"people:choose_post", "responsibility:post", "audit:entry", "inspections:export"}
)
"""Where a post of whatever role answers for itself, an inspector asks to see (sổ trách nhiệm, giá trị đã băm) or takes
evidence out.
"""
