"""Writes the pages of docs/reference that the code itself knows: ``python tools/write_reference.py [--check]``.

``--check`` writes nothing and fails where a page is not what the code says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs" / "reference"

ROLES = """# Roles and actions

Written by `tools/write_reference.py` from `directory/people/access.py`; do not edit.

A role belongs to a post, over a unit and what is below it by one kind of relation; one acts in one post at a time.
Whoever looks after a unit that took over others also sees what was theirs. What one does not see answers 404; what one
sees but may not do answers 403 with a sentence. `tests/permissions.toml` holds the answer of every address for every
kind of person.

{table}

The administrator is no role of a post but a mark of the account: it keeps the directory and reads the whole audit
trail, and sees no document, indicator or task without holding a post that does. An inspector reads the audit trail of
the posts below. Who inspects by a dated decision has no role: that day they see the objects that it opens and nothing
more ([inspection](inspection.md)).
"""


def roles_page() -> str:
    """The table role × action (vai trò × việc), in the words of the interface."""
    from vaocuoc.directory.people.access import ACTION_NAMES, ROLE_ACTIONS, Action
    from vaocuoc.directory.people.models import Role

    columns = [f"{role.label}<br>`{role.value}`" for role in Role]
    rows = [["action", *columns, "Quản trị hệ thống"], ["---"] * (len(columns) + 2)]
    for action in Action:
        marks = ["✓" if action in ROLE_ACTIONS[role] else "" for role in Role]
        administrator = "✓" if action in (Action.DIRECTORY, Action.AUDIT) else ""
        rows.append([f"{ACTION_NAMES[action]} `{action.value}`", *marks, administrator])
    return ROLES.format(table="\n".join("| " + " | ".join(row) + " |" for row in rows))


PAGES = {"roles.md": roles_page}


def main(arguments: list[str]) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vaocuoc.config.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAOCUOC_DATA"] = folder
        django.setup()
    stale = []
    for name, page in PAGES.items():
        file, text = DOCS / name, page()
        if not file.exists() or file.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                file.write_text(text, "utf-8")
    if "--check" in arguments and stale:
        print(f"Not what the code says: {', '.join(stale)}. Run tools/write_reference.py.")
        return 1
    print(f"Written: {', '.join(stale) or 'nothing to write'}." if "--check" not in arguments else "As the code says.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
