"""Fail when the English catalogue is not whole: a string untranslated, a placeholder lost, or behind the sources."""

from __future__ import annotations

import re
import sys
import unicodedata

from babel.messages.pofile import read_po
from django.conf import settings

from extract_messages import CATALOGUE, ROOT, updated

_PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[a-z]|%%|%[a-z]")


def problems() -> list[str]:
    """Each as one line naming the string."""
    if not CATALOGUE.exists():
        return [f"{CATALOGUE.relative_to(ROOT)} is missing: run `make messages`"]
    found = []
    if CATALOGUE.read_bytes() != updated():
        found.append(f"{CATALOGUE.relative_to(ROOT)} is out of step with the sources: run `make messages`")
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines, locale="en")
    for message in catalogue:
        if message.id:
            found += _problems_of(message.id, message.string)
    return found


def _problems_of(source: str | tuple[str, ...], target: str | tuple[str, ...]) -> list[str]:
    sources = source if isinstance(source, tuple) else (source,)
    targets = target if isinstance(target, tuple) else (target,)
    shown = sources[0][:70]
    found = []
    if any(text != unicodedata.normalize("NFC", text) for text in sources):
        found.append(f"not NFC: {shown!r}")
    if not all(targets):
        return [*found, f"without a translation: {shown!r}"]
    for text in targets:
        if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(sources[-1])):
            found.append(f"placeholders differ: {shown!r} / {text[:70]!r}")
    return found


def main() -> int:
    settings.configure(USE_I18N=True)
    found = problems()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
