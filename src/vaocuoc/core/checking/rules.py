"""The table of rules (danh mục luật kiểm tra): what each is called, which kind of fault it finds, how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["error", "check", "hint"]
"""``error`` (lỗi) is wrong as it stands; ``check`` (cần xem) may be meant; ``hint`` (gợi ý) would make it clearer."""

KINDS: Final = (
    "contradiction", "quoting", "units", "citations", "tasks", "clears", "targets", "functions", "duplicates", "words",
    "numbering",
)  # fmt: skip
"""The kinds of faults, the gravest first: the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code (``kind.what``), the kind it is shown under, the level of its faults unless they say another."""

    code: str
    kind: str
    level: Level


_ROWS: Final[tuple[tuple[str, str, Level], ...]] = (
    # The six clears (226-KL/TW). Who and when are graver in papers that give orders than in those that give direction.
    ("clears.who", "clears", "error"),
    ("clears.what", "clears", "check"),
    ("clears.when", "clears", "error"),
    ("clears.product", "clears", "check"),
    ("clears.responsible", "clears", "hint"),
    ("clears.authority", "clears", "hint"),
    # Tasks
    ("tasks.due_before_issue", "tasks", "error"),
    ("tasks.child_after_parent", "tasks", "error"),
    ("tasks.two_leads", "tasks", "check"),
    ("tasks.nameless_lead", "tasks", "check"),
    ("tasks.help_without_lead", "tasks", "hint"),
    ("tasks.no_receiver", "tasks", "hint"),
    # Targets
    ("targets.no_unit", "targets", "check"),
    ("targets.no_due", "targets", "check"),
    ("targets.no_base", "targets", "check"),
    ("targets.no_comparator", "targets", "hint"),
    ("targets.percent_of_what", "targets", "check"),
    # Words that cannot be checked
    ("words.unmeasured", "words", "hint"),
    # The same thing twice
    ("duplicates.same", "duplicates", "check"),
    ("duplicates.near", "duplicates", "hint"),
    ("duplicates.two_dues", "duplicates", "error"),
    # Against what is in force
    ("quoting.value", "quoting", "error"),
    ("quoting.comparator", "quoting", "check"),
    ("quoting.due", "quoting", "check"),
    ("units.ended", "units", "error"),
    ("units.level_ended", "units", "error"),
    ("functions.misplaced", "functions", "check"),
    # Citations
    ("citations.self_other_type", "citations", "error"),
    ("citations.type_of_symbol", "citations", "error"),
    ("citations.two_dates", "citations", "error"),
    ("citations.later_than_paper", "citations", "check"),
    ("citations.register_date", "citations", "error"),
    ("citations.register_type", "citations", "error"),
    # Numbering
    ("numbering.jump", "numbering", "check"),
    ("numbering.twice", "numbering", "check"),
    # Figures that contradict each other
    ("contradiction.share", "contradiction", "error"),
    ("contradiction.parts", "contradiction", "error"),
    ("contradiction.part_above_total", "contradiction", "check"),
    ("contradiction.table_total", "contradiction", "error"),
    ("contradiction.table_share", "contradiction", "error"),
    ("contradiction.growth", "contradiction", "error"),
    ("contradiction.two_values", "contradiction", "check"),
    ("contradiction.falling_total", "contradiction", "check"),
    ("contradiction.register_value", "contradiction", "check"),
)

RULES: Final[dict[str, Rule]] = {code: Rule(code, kind, level) for code, kind, level in _ROWS}
