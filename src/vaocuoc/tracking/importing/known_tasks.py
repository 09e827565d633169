"""The tasks that a register holds by what a row of a file may know them by (đối chiếu với sổ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.naming import number_key
from vaocuoc.tracking.importing.models import ImportRow
from vaocuoc.tracking.importing.records import Record, content_key
from vaocuoc.tracking.importing.resolving import Lead
from vaocuoc.tracking.tasks.models import Closure, Task, TaskUpdate


@dataclass
class Register:
    """The tasks that a register holds, by what a row may know them by."""

    tasks: dict[int, Task] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[tuple[str, int | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[int, Mapping[str, str]] = field(default_factory=dict)
    documents: dict[str, list[tuple[int, date | None]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, actor: Actor, keeper: Unit) -> Register:
        """Five queries, whatever the register holds."""
        found = cls()
        for task in Task.objects.filter(keeper=keeper).select_related("document", "lead_unit", "lead_post__unit"):
            found.tasks[task.pk] = task
            found.by_code[plain(task.code)] = task.pk
            if task.closure != Closure.CANCELLED:
                found.by_words[plain(task.title), task.lead_unit_id].append(task.pk)
        for task_id, text, blocker in TaskUpdate.objects.filter(task__keeper=keeper).values_list(
            "task_id", "text", "blocker"
        ):
            found.told[task_id] |= {plain(text), plain(blocker)}
        rows = ImportRow.objects.of_written().filter(task__keeper=keeper)
        for task_id, key, own_key, values in rows.values_list("task_id", "key", "own_key", "values"):
            if task_id in found.tasks:
                found.by_key[key].append((task_id, own_key))
                found.seen[task_id] = values.get("seen", {})
        documents = visible_documents(actor).exclude(number_key="")
        for pk, key, issued in documents.values_list("pk", "number_key", "issued_on"):
            found.documents[key].append((pk, issued))
        return found

    def known(self, record: Record, key: str, own_key: str, *, alone: bool, lead: Lead) -> int | None:
        """The task that a row is about: by its code, by its own words at an import, by the register's words."""
        code = plain(record.line("code"))
        if code and code in self.by_code:
            return self.by_code[code]
        same = {task for task, _ in self.by_key.get(key, ())}
        if len(same) == 1 and alone:
            return next(iter(same))
        exact = {task for task, own in self.by_key.get(key, ()) if own == own_key}
        if len(exact) == 1:
            return next(iter(exact))
        worded = self.by_words.get((plain(record.line("title")), lead.unit), [])
        worded = [pk for pk in worded if self._of_document(self.tasks[pk], record.line("source_number"))]
        return worded[0] if len(worded) == 1 and alone and lead.is_known else None

    def document(self, number: str, issued: date | None) -> int | None:
        """The one document of the register with this number, on this day where both are known."""
        found = self.documents.get(number_key(number), []) if number else []
        fitting = [pk for pk, day in found if day is None or issued is None or day == issued]
        return fitting[0] if len(fitting) == 1 else None

    @staticmethod
    def _of_document(task: Task, number: str) -> bool:
        return not number or task.document is None or task.document.number_key == number_key(number)


def plain(text: str) -> str:
    """Words as they are compared: without signs, case and spaces beside."""
    return " ".join(fold(nfc(text)).split())


def key_of(record: Record) -> str:
    """What a row is known by without a code: source document, words of the task, unit."""
    lead = record.line("lead") or record.line("lead_post") or record.group
    return content_key(number_key(record.line("source_number")), record.line("title"), lead)


def own_key_of(key: str, record: Record) -> str:
    """The same with the days of the row: what tells two rows of the same words apart."""
    return content_key(key, record.line("due"), record.line("issued_on"))
