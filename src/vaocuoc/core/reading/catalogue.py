"""The names of all rules, by the module that owns them: what ``why`` of a finding may say (danh mục luật)."""

from __future__ import annotations

from typing import Final

from vaocuoc.core.reading import (
    annexes,
    citations,
    comparators,
    exclusions,
    instructions,
    letterhead,
    numerals,
    organisations,
    periods,
    roles,
    shortcomings,
    structure,
    units,
)

# Rules that a procedure names itself: there is no table to read them from.
_OWN: Final[dict[str, tuple[str, ...]]] = {
    "citations": ("citation.list", "citation.law", "citation.charter", "citation.title", "citation.subject"),
    "units": ("unit.loose", "unit.none"),
    "figures": (
        "figure.restates", "figure.respectively", "basis.share_of",
        "period.carried", "period.heading", "period.title", "period.headline",
        "role.carried", "role.baseline", "role.compared", "role.names", "role.tense", "role.section", "role.measure", "role.none",
        "indicator.counted", "indicator.after", "indicator.before", "indicator.carried", "indicator.heading",
    ),
    "tasks": (
        "task.section", "task.carried", "task.forward", "task.subject", "task.by_function", "task.announced", "task.through",
        "owner.ordered", "owner.subject", "owner.label", "owner.heading", "owner.lead_in", "owner.carried",
        "due.label", "due.carried", "due.after", "due.heading", "due.after_issue", "due.waiting",
        "product.label", "product.made", "cooperating.label", "cooperating.named", "resources.label", "resources.named",
        "receiver.named", "recurrence.said",
    ),
    "shortcomings": ("shortcoming.section", "shortcoming.turn"),
    "proposals": ("proposal.section", "proposal.announced", "proposal.answered", "proposal.upward"),
}  # fmt: skip


def rule_names() -> dict[str, tuple[str, ...]]:
    """Return the names of the rules by module, each once, in the order in which they are tried."""
    tables: dict[str, list[str]] = {
        "numerals": [rule.name for rule in numerals.RULES],
        "units": [*units.RULE_NAMES],
        "comparators": [
            one.name for table in (comparators.BEFORE, comparators.AFTER, comparators.FAR) for one in table
        ],
        "periods": [rule.name for rule in periods.RULES],
        "citations": [rule.name for rule in citations.RULES],
        "roles": [
            one.name for table in (roles.BEFORE, roles.AFTER, roles.BASIS_AFTER, roles.BASIS_BEFORE) for one in table
        ],
        "figures": [one.name for table in (exclusions.NOT_BEFORE, exclusions.NOT_AFTER) for one in table],
        "structure": [*structure.MARKER_NAMES, *(name for name, _, _ in structure.SECTIONS)],
        "organisations": [one.name for one in organisations.LEVELS],
        "tasks": [one.name for table in (instructions.ORDERS, instructions.MODALS) for one in table],
        "annexes": [*annexes.RULE_NAMES],
        "shortcomings": [
            one.name for table in (shortcomings.STRONG, shortcomings.WEAK, shortcomings.FALLING) for one in table
        ],
        "letterhead": [one.name for table in (letterhead.SYMBOLS, letterhead.ISSUERS) for one in table],
    }
    for module, names in _OWN.items():
        tables.setdefault(module, []).extend(names)
    return {module: tuple(dict.fromkeys(names)) for module, names in tables.items()}
