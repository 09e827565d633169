"""Where a task's progress comes from is chosen: computed by weights that add up to one, or reported; never both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.conftest import TODAY, World
from vaocuoc.core.errors import Refused
from vaocuoc.tracking.cascade.progress import known_progress, report_progress, set_way
from vaocuoc.tracking.models import ProgressReport, Task

Give = Callable[..., Task]


@pytest.fixture
def parent(give: Give) -> Task:
    """A task with three children."""
    made = give(title="Sắp xếp lại chợ phiên")
    for n in range(3):
        give(title=f"Phần việc {n}", parent=made)
    return made


def children(parent: Task) -> list[int]:
    return list(parent.children.order_by("pk").values_list("pk", flat=True))


def test_nothing_is_said_before_a_way_was_chosen(parent: Task) -> None:
    assert known_progress(parent).percent is None
    assert known_progress(parent).way == ""


def test_it_is_computed_from_the_children_by_their_weights(world: World, parent: Task) -> None:
    first, second, third = children(parent)
    weights = {first: 5000, second: 3000, third: 2000}
    set_way(actor=world.clerk, task=parent, version=None, way="computed", weights=weights)
    assert known_progress(parent).percent == 0
    Task.objects.filter(pk=second).update(closure="done")
    assert known_progress(parent).percent == 30
    Task.objects.filter(pk=first).update(closure="done")
    set_way(actor=world.clerk, task=Task.objects.get(pk=third), version=None, way="reported")
    report_progress(actor=world.focal, task=Task.objects.get(pk=third), percent=50, note="Đã họp dân")
    assert known_progress(parent).percent == 90


def test_it_says_why_where_weights_no_longer_add_up(world: World, parent: Task, give: Give) -> None:
    set_way(actor=world.clerk, task=parent, version=None, way="computed")
    assert known_progress(parent).percent == 0
    Task.objects.filter(pk=children(parent)[0]).update(closure="cancelled")
    known = known_progress(parent)
    assert known.progress is not None
    assert (known.percent, known.progress.reason) == (None, "not_one")
    give(title="Việc thêm sau", parent=parent)
    again = known_progress(parent).progress
    assert again is not None
    assert again.reason == "no_weight"


def test_weights_that_do_not_add_up_to_one_are_refused(world: World, parent: Task) -> None:
    first, second, third = children(parent)
    for weights in ({first: 5000}, {first: 10_000, second: 1}, {first: 5000, second: 5000, third: 100}):
        with pytest.raises(Refused, match="weights_not_one"):
            set_way(actor=world.clerk, task=parent, version=None, way="computed", weights=weights)
    assert known_progress(parent).way == ""


def test_it_is_computed_or_reported_never_both(world: World, parent: Task) -> None:
    with pytest.raises(Refused, match="not_reported"):
        report_progress(actor=world.focal, task=parent, percent=10, note="Xong phần móng")
    set_way(actor=world.clerk, task=parent, version=None, way="reported")
    report_progress(actor=world.focal, task=parent, percent=10, note="Xong phần móng")
    report_progress(actor=world.focal, task=parent, percent=25, note="Xong phần thân")
    assert known_progress(parent).percent == 25
    assert ProgressReport.objects.filter(task=parent).count() == 2
    set_way(actor=world.clerk, task=parent, version=0, way="computed")
    assert known_progress(parent).percent == 0
    with pytest.raises(Refused, match="not_reported"):
        report_progress(actor=world.focal, task=parent, percent=99, note="Gần xong")


def test_the_second_to_change_it_is_told(world: World, parent: Task) -> None:
    set_way(actor=world.clerk, task=parent, version=None, way="reported")
    with pytest.raises(Refused, match="progress_changed"):
        set_way(actor=world.leader, task=parent, version=None, way="computed")
    with pytest.raises(Refused, match=r"access\.denied"):
        set_way(actor=world.focal, task=parent, version=0, way="computed")


def test_it_is_set_on_its_page(world: World, parent: Task, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAOCUOC_TODAY", TODAY.isoformat())
    client.force_login(world.clerk.user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("cascade:progress", args=[parent.pk])
    first, second, third = children(parent)
    sent = {"way": "computed", "version": "", f"w-{first}": "50", f"w-{second}": "33,5", f"w-{third}": "16"}
    wrong = client.post(address, sent)
    assert (wrong.status_code, "99,5" in wrong.content.decode()) == (422, True)
    assert 'value="33,5"' in wrong.content.decode()
    assert client.post(address, sent | {f"w-{third}": "16,5"}).status_code == 302
    Task.objects.filter(pk=second).update(closure="done")
    assert "<b>33%</b>" in client.get(address).content.decode()
