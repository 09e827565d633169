"""Bring the English catalogue up to date with the Vietnamese source strings of the code and the templates.

Kept translations stay, new strings get an empty one, vanished strings go; nothing is guessed. Needs no program of
gettext: Babel reads the code, Django turns a template into something that Babel reads.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "vaocuoc"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_VOLATILE = re.compile(rb'"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
                       rb'|Last-Translator|Language-Team|Generated-By): [^\n]*\n')  # fmt: skip


def sources() -> Iterator[Path]:
    """Every file with words for a screen, in a fixed order."""
    for path in sorted(
        [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    ):
        if "migrations" not in path.parts and "built" not in path.parts:
            yield path


def extracted() -> Catalog:
    """What the sources ask to have translated."""
    catalogue = Catalog(locale="en", domain="django", fuzzy=False, charset="utf-8")
    for path in sources():
        text = path.read_text("utf-8")
        if path.suffix != ".py":
            # Indentation of a template would be an indentation error of the Python that it is turned into.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
        name = path.relative_to(ROOT).as_posix()
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])
        for _line, message, comments, context in found:
            catalogue.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return catalogue


def updated() -> bytes:
    """The catalogue as it should be: the sources' strings with the translations that are kept."""
    catalogue = extracted()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as lines:
            kept = read_po(lines, locale="en")
        for message in catalogue:
            if message.id and (known := kept.get(message.id, message.context)):
                message.string = known.string
    catalogue.header_comment = "# The English catalogue of Vào Cuộc; `make messages` keeps it in step with the sources."
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return _VOLATILE.sub(b"", out.getvalue())


def main() -> int:
    settings.configure(USE_I18N=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(updated())
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines, locale="en")
    missing = [message for message in catalogue if message.id and not _is_translated(message.string)]
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(catalogue)} strings, {len(missing)} without a translation")
    return 0


def _is_translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
