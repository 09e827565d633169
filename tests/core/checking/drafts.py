"""Drafts for the tests of the check: from a text, from blocks, from a table, or with one finding put by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.checking import KnownDocument, KnownTarget, KnownValue, Register
from vaocuoc.core.reading import (
    AnyItem,
    Block,
    Clears,
    Document,
    Figure,
    Period,
    Reading,
    Source,
    Task,
    read,
    read_text,
)

DAY = date(2026, 11, 10)
ALL_CLEAR = Clears(True, True, True, True, True, True)
HEAD = """ĐẢNG ỦY XÃ YÊN THƯỢNG
*
Số 12-{letters}/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Yên Thượng, {day}

{title}
phát triển kinh tế nông nghiệp

"""
_LETTERS = {"kế hoạch": "KH", "nghị quyết": "NQ"}


def draft(row: dict[str, Any]) -> Reading:
    """The reading of the draft that a row of the corpus describes."""
    if "table" in row:
        return read(_table(row["table"]))
    if "blocks" in row:
        return _of_blocks(row["blocks"], row.get("tasks", []))
    for kind in ("task", "target", "result"):
        if kind in row:
            return _with_item(kind, row[kind])
    kind = row.get("type", "kế hoạch")
    head = HEAD.format(letters=_LETTERS[kind], day=row.get("day", "ngày 10 tháng 11 năm 2026"), title=kind.upper())
    return read_text(head + row["text"] + "\n")


def register(row: dict[str, Any]) -> Register:
    """What the register of a row knows."""
    known, paper, reported = row.get("known"), row.get("paper"), row.get("reported")
    return Register(
        targets=(
            KnownTarget(**{**known, "value": Decimal(known["value"]), "due": date.fromisoformat(known["due"])}),
        ) if known else (),
        documents=(
            KnownDocument(paper["number"], paper["type"], date.fromisoformat(paper["issued_on"])),
        ) if paper else (),
        values=(
            KnownValue(
                reported["name"], reported["unit"], Decimal(str(reported["value"])),
                date.fromisoformat(reported["start"]), date.fromisoformat(reported["end"]),
            ),
        ) if reported else (),
    )  # fmt: skip


def _of_blocks(rows: list[list[Any]], tasks: list[dict[str, Any]]) -> Reading:
    """A plan of these blocks, with these tasks and no other finding."""
    text, blocks = "", []
    for kind, level, words in rows:
        blocks.append(Block(kind, len(text), len(text) + len(words), level=level or None))
        text += words + "\n"
    items = tuple(_task(task, text.index(task["quote"])) for task in tasks)
    return Reading(Document(type="kế hoạch", number="12-KH/ĐU", date=DAY), "test", text, tuple(blocks), items)


def _table(rows: list[list[str]]) -> Source:
    text, blocks = "", []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            blocks.append(Block("cell", len(text), len(text) + len(words), table=1, row=number, column=column))
            text += words + "\n"
    return Source(text, tuple(block for block in blocks if block.end > block.start))


def _with_item(kind: str, row: dict[str, Any]) -> Reading:
    """A plan of one sentence with one finding of which the fields are given."""
    text = row["quote"] + ".\n"
    item = _task(row) if kind == "task" else _figure(kind, row)
    return Reading(
        Document(type="kế hoạch", number="12-KH/ĐU", date=DAY),
        "test",
        text,
        (Block("paragraph", 0, len(text) - 1),),
        (item,),
    )


def _task(row: dict[str, Any], start: int = 0) -> AnyItem:
    return Task(
        start=start, end=start + len(row["quote"]), quote=row["quote"], section="nhiệm vụ",
        action=row["quote"].split()[0],
        owner=row.get("owner"), product=row.get("product"), receiver=row.get("receiver"),
        due=date.fromisoformat(row["due"]) if "due" in row else None,
        clears=Clears(True, True, True, True, "receiver" in row, True),
    )  # fmt: skip


def _figure(kind: str, row: dict[str, Any]) -> AnyItem:
    printed = f"{row['value']}".replace(".", ",")
    start = row["quote"].index(printed)
    end = start + len(printed) + (1 if row.get("unit") == "%" else 0)
    period = Period(date.fromisoformat(row["start"]), date.fromisoformat(row["end"])) if "start" in row else None
    return Figure(
        start=start, end=end, quote=row["quote"][start:end], section="mục tiêu" if kind == "target" else "nhiệm vụ",
        value=Decimal(str(row["value"])), unit=row.get("unit"), comparator=row.get("comparator", "="),
        role="target" if kind == "target" else "result", indicator=row.get("indicator"), period=period,
        due=date.fromisoformat(row["due"]) if "due" in row else None,
    )  # fmt: skip
