"""The table of reminders that holds on a day (bảng nhắc việc đang áp dụng): the office's own, else the program's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vaocuoc.core.measuring.escalation import LADDERS, Rung
from vaocuoc.directory.models import RelationKind, Unit
from vaocuoc.tracking.escalation.models import Condition, EscalationRung, EscalationTable, Quiet, Whom

NEVER = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One level as the table says it; days, repeat and answer by urgency (thường, khẩn, thượng khẩn, hỏa tốc)."""

    name: str
    condition: str
    days: tuple[int | None, ...]
    whom: tuple[str, ...]
    repeat: tuple[int, ...] = NEVER
    answer: tuple[int | None, ...] = (None, None, None, None)
    steps_up: int = 1
    posts: tuple[int, ...] = ()

    @property
    def rung(self) -> Rung:
        return Rung(self.condition, self.days, self.repeat)


@dataclass(frozen=True)
class Table:
    """A whole table: its rows, what waits on days off, by which relation superiors are found."""

    rows: tuple[Row, ...]
    quiet: str = Quiet.REPEATS
    hierarchy: str = RelationKind.PARTY
    valid_from: date | None = None

    def ladder(self, name: str) -> list[Row]:
        """The rows of one ladder from the bottom up."""
        return [row for row in self.rows if row.condition in LADDERS[name]]


# What a provincial office works by: yellow to who does it and who follows it, red to the superior as well, special red
# to the head; the acceptor's own lateness apart. An office changes it on its screen.
DEFAULT = Table(
    rows=(
        Row("Vàng", Condition.BEFORE_DUE, (3, 5, 5, 5), (Whom.OWNER, Whom.FOLLOWER)),
        Row(
            "Đỏ",
            Condition.OVERDUE,
            (1, 1, 1, 1),
            (Whom.OWNER, Whom.FOLLOWER, Whom.SUPERIOR, Whom.OVERSEER),
            repeat=(3, 2, 1, 1),
            answer=(2, 1, 0, 0),
        ),
        Row(
            "Đỏ đặc biệt",
            Condition.OVERDUE,
            (3, 3, 3, 3),
            (Whom.OWNER, Whom.FOLLOWER, Whom.SUPERIOR, Whom.OVERSEER, Whom.CHIEF),
            repeat=(3, 2, 1, 1),
            answer=(2, 1, 0, 0),
        ),
        Row("Chờ xác nhận", Condition.WAITING, (1, 1, 1, 1), (Whom.ACCEPTOR,)),
        Row(
            "Chậm xác nhận",
            Condition.LATE_ACCEPTANCE,
            (1, 1, 1, 1),
            (Whom.ACCEPTOR, Whom.CHIEF),
            repeat=(1, 1, 1, 1),
        ),
        Row("Chưa trả lời chỉ đạo", Condition.UNANSWERED, (1, 1, 1, 1), (Whom.OWNER, Whom.FOLLOWER)),
        Row("Chưa tiếp nhận", Condition.UNACKNOWLEDGED, (None, None, 1, 1), (Whom.OWNER, Whom.FOLLOWER)),
    )
)


def of_model(table: EscalationTable, rungs: Iterable[EscalationRung]) -> Table:
    """A saved table as it is worked with."""
    return Table(
        rows=tuple(
            Row(
                name=rung.name,
                condition=rung.condition,
                days=tuple(rung.days),
                whom=tuple(rung.whom),
                repeat=tuple(rung.repeat),
                answer=tuple(rung.answer),
                steps_up=rung.steps_up,
                posts=tuple(rung.posts),
            )
            for rung in sorted(rungs, key=lambda rung: rung.place)
        ),
        quiet=table.quiet,
        hierarchy=table.hierarchy,
        valid_from=table.valid_from,
    )


def tables_in_force(today: date, *, keepers: Sequence[Unit | int] | None = None) -> dict[int, Table]:
    """The offices' own tables that hold on a day, by keeper; who is missing has the program's. Two queries."""
    rows = EscalationTable.objects.filter(valid_from__lte=today).order_by("keeper_id", "valid_from")
    if keepers is not None:
        rows = rows.filter(keeper__in=keepers)
    latest = {row.keeper_id: row for row in rows}
    rungs: dict[int, list[EscalationRung]] = {}
    for rung in EscalationRung.objects.filter(table__in=[row.pk for row in latest.values()]):
        rungs.setdefault(rung.table_id, []).append(rung)
    return {keeper: of_model(row, rungs.get(row.pk, ())) for keeper, row in latest.items()}


def table_of(keeper: Unit, today: date) -> Table:
    """The table of one office on a day."""
    return tables_in_force(today, keepers=[keeper]).get(keeper.pk, DEFAULT)
