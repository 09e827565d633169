"""The chain a document stands in (chuỗi văn bản): resolution, programme, plan, notice, each carrying out another.

Every document carries out at most one other, so a chain is a tree; a circle in the register is cut where it closes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.papers.models import Document

MOST = 60
"""So many documents are drawn; the others of a chain are counted at the one they carry out."""

_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a higher app says of a document in the chain, in words; ``is_bad`` where it is trouble."""

    words: str
    is_bad: bool = False


Counting = Callable[[Actor, list[int], date], dict[int, list[Count]]]


@dataclass
class Node:
    """A document of the chain with those that carry it out; ``others`` of these are not shown."""

    document: Document
    depth: int = 0
    above: Document | None = None
    below: list[Node] = field(default_factory=list)
    others: int = 0
    counts: list[Count] = field(default_factory=list)
    is_current: bool = False

    @property
    def shown_depth(self) -> int:
        """How far a list indents it; the deepest stand under one another."""
        return min(self.depth, 5)


@dataclass(frozen=True)
class Chain:
    """The tree of documents, from the one that carries out no other of them; ``nodes`` in the order of a reader."""

    root: Node
    nodes: list[Node]

    @property
    def is_alone(self) -> bool:
        return len(self.nodes) == 1

    @property
    def others(self) -> int:
        """How many documents of the chain are not shown."""
        return sum(node.others for node in self.nodes)


def chain_of(actor: Actor, document: Document, *, today: date, most: int = MOST) -> Chain:
    """The chain of a document as far as the actor sees it; two queries, and those of ``settings.CHAIN_COUNTS``."""
    seen = {one.pk: one for one in visible_documents(actor).filter(pk__in=_connected(document.pk)).defer("folded")}
    seen.setdefault(document.pk, document)
    below: dict[int, list[int]] = {}
    for one in sorted(seen.values(), key=_order):
        if one.carries_out_id in seen:
            below.setdefault(one.carries_out_id, []).append(one.pk)
    above = _above(document.pk, seen)[:most]
    shown = _shown(above, below, most)
    root = _tree(above[-1], seen, below, shown)
    nodes = _in_order(root)
    _count(actor, nodes, today)
    for node in nodes:
        node.is_current = node.document.pk == document.pk
    return Chain(root, nodes)


def _order(document: Document) -> tuple[date, int]:
    return document.issued_on or document.received_on or date.max, document.pk


def _connected(pk: int) -> list[int]:
    """The documents that hang together with one by what carries out what, in both directions; one query."""
    table = connection.ops.quote_name(Document._meta.db_table)
    sql = f"""
        WITH RECURSIVE edge(a, b) AS (
            SELECT id, carries_out_id FROM {table} WHERE carries_out_id IS NOT NULL
            UNION ALL SELECT carries_out_id, id FROM {table} WHERE carries_out_id IS NOT NULL
        ), chain(id) AS (
            SELECT CAST(%s AS BIGINT) UNION SELECT edge.b FROM chain JOIN edge ON edge.a = chain.id
        ) SELECT id FROM chain LIMIT {_LOOKED_AT}"""  # noqa: S608 (the names are our own)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        return [row[0] for row in cursor.fetchall()]


def _above(pk: int, seen: dict[int, Document]) -> list[int]:
    """The document, the one it carries out, and so on up; a circle ends where it would close."""
    path = [pk]
    while (up := seen[path[-1]].carries_out_id) in seen and up not in path:
        path.append(up)
    return path


def _shown(above: list[int], below: dict[int, list[int]], most: int) -> set[int]:
    """Which documents are drawn: the way up, then what is nearest below the document, then below those above it."""
    shown = set(above)
    for start in above:
        waiting = deque([start])
        met = {start}
        while waiting:
            for pk in below.get(waiting.popleft(), []):
                if pk in met:
                    continue
                met.add(pk)
                if len(shown) >= most and pk not in shown:
                    return shown
                shown.add(pk)
                waiting.append(pk)
    return shown


def _tree(pk: int, seen: dict[int, Document], below: dict[int, list[int]], shown: set[int]) -> Node:
    root = Node(seen[pk])
    waiting, met = [root], {pk}
    while waiting:
        node = waiting.pop()
        for child in below.get(node.document.pk, []):
            if child in met:
                continue
            if child not in shown:
                node.others += 1
                continue
            met.add(child)
            node.below.append(Node(seen[child], node.depth + 1, node.document))
        waiting += node.below
    return root


def _in_order(root: Node) -> list[Node]:
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(node.below)
    return found


def _count(actor: Actor, nodes: list[Node], today: date) -> None:
    """Let the higher apps say what they know of all the documents at once."""
    keys = [node.document.pk for node in nodes]
    for name in settings.CHAIN_COUNTS:
        counting: Counting = import_string(name)
        found = counting(actor, keys, today)
        for node in nodes:
            node.counts += found.get(node.document.pk, [])
