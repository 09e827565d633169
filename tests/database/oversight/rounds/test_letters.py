"""Letters that chase a round: who is listed, what an issued one keeps, what is noted and told."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as Word

from tests.database.conftest import TODAY, World
from tests.database.oversight.rounds.many import many_reports
from tests.database.oversight.rounds.test_reports import fill
from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.models import Message
from vaocuoc.oversight.models import ReportStep, Round, RoundLetter, RoundReport
from vaocuoc.oversight.rounds import pushing
from vaocuoc.oversight.rounds.chasing import chase
from vaocuoc.oversight.rounds.composing import compose
from vaocuoc.oversight.rounds.opening import close_round
from vaocuoc.oversight.rounds.operations import hand_in
from vaocuoc.tracking.assignment.rulebook import settings_of
from vaocuoc.tracking.models import Indicator, Task

ANSWER_BY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())


def begin(actor: Actor, round_: Round, **changes: Any) -> RoundLetter:
    given: dict[str, Any] = {"reports": RoundReport.objects.all(), "answer_by": ANSWER_BY, "today": TODAY}
    return pushing.begin_letter(actor=actor, round_=round_, **(given | changes))


def issue(actor: Actor, letter: RoundLetter, **changes: Any) -> RoundLetter:
    given: dict[str, Any] = {"version": letter.version, "number": "215", "issued_on": TODAY, "today": TODAY}
    return pushing.issue_letter(actor=actor, letter=letter, **(given | changes))


def names(letter: RoundLetter) -> set[str]:
    return {row.report.provider.name for row in pushing.rows_of(letter, today=TODAY)}


def signed(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_a_letter_lists_who_has_not_handed_in(
    world: World, october: Round, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    letter = begin(world.clerk, october)
    assert names(letter) == {"Sở Tài chính", world.commune.name}
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    assert names(letter) == {world.commune.name}, "who hands in leaves the draft"


def test_the_paper_says_who_owes_what_since_when(world: World, october: Round) -> None:
    chase(actor=world.clerk, round_=october, reports=RoundReport.objects.all())
    letter = begin(world.clerk, october)
    rows = pushing.rows_of(letter, today=TODAY)
    paper = compose(letter, rows, settings_of(october.regime.keeper), today=TODAY)
    assert paper.annex is not None
    told = {row[1]: row[2:] for row in paper.annex.grid.rows}
    due = RoundReport.objects.get(provider=world.department).due
    assert told["Sở Tài chính"] == ("chưa nhập", f"{due:%d/%m/%Y}", str((TODAY - due).days), "1")
    assert "còn 02 đơn vị chưa gửi" in " ".join(one.text for one in paper.body)
    assert "27/11/2026" in paper.body[-1].text


def test_an_issued_letter_is_a_paper_notes_each_unit_as_chased_and_tells_it(world: World, october: Round) -> None:
    letter = issue(world.clerk, begin(world.clerk, october))
    assert letter.document is not None
    assert set(letter.document.addressees.values_list("unit", flat=True)) == {world.department.pk, world.commune.pk}
    steps = ReportStep.objects.filter(deed="chase")
    assert [(one.reason, one.done_by) for one in steps] == [(letter.document.number, world.clerk.user)] * 2
    assert not RoundReport.objects.filter(chased_at=None).exists()
    assert Message.objects.filter(kind="rounds.letter", receipts__post=world.focal.post).exists()


def test_an_issued_letter_keeps_what_it_said(
    world: World, october: Round, mine: RoundReport, trained: Indicator, task: Task
) -> None:
    letter = issue(world.clerk, begin(world.clerk, october))
    said = [(row.report.pk, row.stands, row.days_late) for row in pushing.rows_of(letter, today=TODAY)]
    fill(world.focal, mine, trained, task)
    hand_in(actor=world.focal, report=mine)
    later = date(2026, 12, 20)
    assert [(row.report.pk, row.stands, row.days_late) for row in pushing.rows_of(letter, today=later)] == said


def test_a_letter_is_refused_where_nobody_owes_or_the_round_is_closed(world: World, october: Round) -> None:
    with pytest.raises(Refused, match=r"chasing\.answer_passed"):
        begin(world.clerk, october, answer_by=date(2026, 11, 1))
    letter = begin(world.clerk, october)
    with pytest.raises(Refused, match=r"rounds\.letter_before_round"):
        issue(world.clerk, letter, issued_on=date(2026, 10, 1))
    RoundReport.objects.update(state="submitted", handed_on=TODAY)
    with pytest.raises(Refused, match=r"rounds\.nobody_to_push"):
        issue(world.clerk, letter)
    with pytest.raises(Refused, match=r"rounds\.nobody_to_push"):
        begin(world.clerk, october)
    close_round(actor=world.clerk, round_=october, reason="Đã tổng hợp")
    october.refresh_from_db()
    with pytest.raises(Refused, match=r"rounds\.closed"):
        begin(world.clerk, october)
    assert not ReportStep.objects.filter(deed="chase").exists()


def test_a_letter_costs_as_much_for_many_units(world: World, october: Round) -> None:
    costs = []
    for count in (30, 300):
        many_reports(october, count, parents=3)
        with CaptureQueriesContext(connection) as asked:
            issue(world.clerk, begin(world.clerk, october), number=str(count))
        costs.append(len(asked))
    # Rows are written in batches: a few more queries for ten times as many units, never one a unit.
    assert costs[1] - costs[0] < 12


def test_the_clerk_begins_edits_and_issues_on_the_pages(world: World, october: Round) -> None:
    many_reports(october, 80, parents=2)
    client = signed(world.clerk)
    page = client.get(f"/bao-cao-ky/{october.pk}/cong-van/?cap=commune")
    whom = dict(page.context["form"].fields["whom"].choices)
    assert set(whom) == {"late", "all"}
    line = page.context["line"]
    assert "kỳ báo cáo chốt ngày 31/10/2026" in line
    assert "công tác" not in line
    made = client.post(f"/bao-cao-ky/{october.pk}/cong-van/", {"whom": "late", "answer_by": "27/11/2026"})
    letter = RoundLetter.objects.get()
    assert made.headers["Location"] == f"/bao-cao-ky/cong-van/{letter.pk}/"
    shown = client.get(made.headers["Location"])
    assert shown.context["previewed"] < shown.context["number"]
    assert all(row.days_late > 0 or row.state == "returned" for row in pushing.rows_of(letter, today=TODAY))
    file = client.get(f"/bao-cao-ky/cong-van/{letter.pk}/tep/")
    table = Word(io.BytesIO(file.content)).tables[-1]
    assert len(table.rows) == shown.context["number"] + 1, "the file lists them all"
    words = {
        "subject": "đôn đốc báo cáo tháng", "opening": "Còn đơn vị chưa gửi.", "closing": "Gửi trước ngày 27/11/2026.",
        "answer_by": "30/11/2026", "urgency": "ordinary", "signer_post": "", "signer_name": "", "version": 0,
    }  # fmt: skip
    assert client.post(f"/bao-cao-ky/cong-van/{letter.pk}/sua/", words).status_code == 302
    letter.refresh_from_db()
    assert "30/11/2026" in letter.closing
    assert client.post(f"/bao-cao-ky/cong-van/{letter.pk}/sua/", words).status_code == 409
    sent = {"number": "216", "issued_on": "20/11/2026", "version": letter.version}
    assert client.post(f"/bao-cao-ky/cong-van/{letter.pk}/ban-hanh/", sent).status_code == 302
    page = client.get(f"/bao-cao-ky/{october.pk}/?tinh_trang=late")
    assert {one.chases for one, _group, _late in page.context["rows"]} == {1}
    assert "đã đôn đốc 1 lần" in page.content.decode()
    assert client.post(f"/bao-cao-ky/cong-van/{letter.pk}/bo/").status_code == 422


def test_a_unit_does_not_see_the_letters_of_the_office(world: World, october: Round) -> None:
    letter = begin(world.clerk, october)
    client = signed(world.focal)
    assert client.get(f"/bao-cao-ky/cong-van/{letter.pk}/").status_code == 404
    assert client.get(f"/bao-cao-ky/{october.pk}/cong-van/").status_code == 403
    assert client.get(f"/bao-cao-ky/{october.pk}/").context["letters"] == []
