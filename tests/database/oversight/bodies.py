"""Who meets in the tests: the Standing Committee (Ban Thường vụ) of the province with the leader as a member."""

from __future__ import annotations

from datetime import date, timedelta

from tests.database.conftest import BEGIN, TODAY, World
from vaocuoc.directory.models import Organ
from vaocuoc.documents.dissemination.operations import open_dissemination, report_session
from vaocuoc.documents.models import Document
from vaocuoc.oversight.calendar.operations import create_entry
from vaocuoc.oversight.coverage.operations import note_programme
from vaocuoc.oversight.explanations.operations import ask
from vaocuoc.oversight.meetings.concluding import conclude
from vaocuoc.oversight.meetings.issuing import draft_notice
from vaocuoc.oversight.meetings.models import ItemKind, Meeting
from vaocuoc.oversight.meetings.operations import add_items, create_meeting
from vaocuoc.tracking.models import Task


def standing_committee(world: World) -> Organ:
    organ = Organ.objects.create(unit=world.province, name="Ban Thường vụ", valid_from=BEGIN)
    assert world.leader.post is not None
    world.leader.post.organs.add(organ)
    return organ


def sitting(
    world: World, organ: Organ | None = None, *, held_on: date = TODAY, title: str = "Hội nghị lần thứ 12"
) -> Meeting:
    return create_meeting(
        actor=world.clerk, keeper=world.province, organ=organ, title=title, held_on=held_on, chair=world.leader.post
    )


def of_every_kind(world: World, task: Task, document: Document) -> dict[str, int]:
    """A meeting with all that hangs on it, a request for explanation of the department, a paper that it prepares, and
    the dissemination of a document.
    """
    meeting = sitting(world)
    item = add_items(actor=world.clerk, meeting=meeting, items=[(ItemKind.WORDS, "Công tác cán bộ", {})])[0]
    conclusion = conclude(actor=world.clerk, meeting=meeting, text="Thống nhất chủ trương")
    draft_notice(actor=world.clerk, meeting=meeting)
    explanation = ask(
        actor=world.clerk, task=task, asked_unit=world.department, words="Vì sao chậm",
        answer_by=TODAY + timedelta(days=3),
    )  # fmt: skip
    entry = create_entry(
        actor=world.clerk, keeper=world.province, title="Đề án", planned_month=TODAY, preparer_unit=world.department
    )
    dissemination = open_dissemination(
        actor=world.clerk, document=document, keeper=world.province, units=[world.department, world.commune]
    )
    session = report_session(
        actor=world.clerk, dissemination=dissemination, unit=world.department, held_on=TODAY, attended=1, members=2
    )
    noted = note_programme(
        actor=world.clerk, document=document, unit=world.commune, number="9-CTr/ĐU", issued_on=TODAY, today=TODAY
    )
    return {
        "meeting": meeting.pk,
        "agenda_item": item.pk,
        "conclusion": conclusion.pk,
        "explanation": explanation.pk,
        "entry": entry.pk,
        "dissemination": dissemination.pk,
        "study_session": session.pk,
        "study_owed": dissemination.owed.get(unit=world.commune).pk,
        "noted_programme": noted.pk,
    }
