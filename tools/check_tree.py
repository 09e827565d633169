"""Fail on what must not stand in the tree: letters not in NFC, inline style or script in templates, strings that cannot
be translated, paths of a machine, addresses of registries, links that lead nowhere, templates that name a higher app.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}

_MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root|tmp|home)/")
_REGISTRY = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|\w+\.debian\.org/debian|proxy\.golang)"
)
_INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=\s*[\"']|\s(?:on[a-z]+|hx-on[\w:-]*)\s*=\s*[\"']|javascript:",
    re.I,
)
_POSITIONAL = re.compile(r"(?<!%)%[sdfr]|\{\d*\}")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
_URL_TAG = re.compile(r"\{%\s*url\s+[\"']([\w-]+):[\w-]+[\"']")


def files() -> Iterator[tuple[str, str]]:
    """Every text file that is or would be committed, as (path, text)."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    for name in sorted(filter(None, listed.split("\0"))):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            yield name, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a paper of the demonstration


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := pattern.search(line):
            yield number, found[0].strip()


def check_text(name: str, text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        number = next(at for at, line in enumerate(text.split("\n"), 1) if not unicodedata.is_normalized("NFC", line))
        yield f"{name}:{number}: not NFC"
    for number, found in lines_with(_MACHINE, text):
        yield f"{name}:{number}: a path of a machine ({found})"
    for number, found in lines_with(_REGISTRY, text):
        yield f"{name}:{number}: the address of a registry ({found})"


def check_template(name: str, text: str) -> Iterator[str]:
    for number, found in lines_with(_INLINE, text):
        yield f"{name}:{number}: inline style or script ({found}), which the content security policy blocks"


def check_gettext(name: str, text: str) -> Iterator[str]:
    """What is marked for translation must be one constant string with named placeholders."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = (
            node.func.id
            if isinstance(node.func, ast.Name)
            else node.func.attr
            if isinstance(node.func, ast.Attribute)
            else ""
        )
        if called not in GETTEXT or not node.args:
            continue
        words = node.args[1:] if called.startswith(("pgettext", "npgettext")) else node.args
        for argument in words[: 2 if called.startswith(("n",)) else 1]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield f"{name}:{argument.lineno}: {called}() of something that is not a constant string"
            elif _POSITIONAL.search(argument.value):
                yield f"{name}:{argument.lineno}: a placeholder without a name: {argument.value[:60]!r}"


def check_links(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _LINK.finditer(line):
            target = (found[1] or found[2]).partition("#")[0]
            is_here = target and "://" not in target and not target.startswith("mailto:")
            if is_here and not ((ROOT / name).parent / target).exists():
                yield f"{name}:{number}: a link that leads nowhere ({target})"


def ranks() -> dict[str, int]:
    """Each app's place in the order that import-linter keeps, the lowest being 0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(found for found in project["tool"]["importlinter"]["contracts"] if found["type"] == "layers")
    layers = reversed(contract["layers"])
    return {app.strip(" ()"): rank for rank, layer in enumerate(layers) for app in re.split(r"[|:]", layer)}


def namespaces() -> dict[str, str]:
    """Which app's views each namespace of addresses leads to."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAOCUOC_DATA": folder, "VAOCUOC_SECRET_KEY": "check", "VAOCUOC_DEBUG": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vaocuoc.config.settings")
        import django
        from django.urls import get_resolver

        django.setup()
        found: dict[str, str] = {}

        def walk(patterns: list[object], namespace: str) -> None:
            for pattern in patterns:
                if hasattr(pattern, "url_patterns"):
                    walk(pattern.url_patterns, getattr(pattern, "namespace", None) or namespace)
                else:
                    module = pattern.callback.__module__.split(".")  # type: ignore[attr-defined]
                    if namespace and module[0] == "vaocuoc":
                        found[namespace] = module[1]

        walk(get_resolver().url_patterns, "")
        return found


def check_addresses(name: str, text: str, order: dict[str, int], apps: dict[str, str]) -> Iterator[str]:
    own = name.split("/")[2]
    for number, line in enumerate(text.split("\n"), 1):
        for namespace in _URL_TAG.findall(line):
            named = apps.get(namespace)
            if named is None:
                yield f"{name}:{number}: no address is called {namespace}:..."
            elif named != own and order.get(named, 99) >= order[own]:
                yield f"{name}:{number}: {own} names an address of {named}, which is not below it"


def problems() -> Iterator[str]:
    order, apps = ranks(), namespaces()
    for name, text in files():
        yield from check_text(name, text)
        if "/templates/" in name and name.startswith("src/"):
            yield from check_template(name, text)
            yield from check_addresses(name, text, order, apps)
        if name.startswith("src/") and name.endswith(".py"):
            yield from check_gettext(name, text)
        if name.endswith(".md"):
            yield from check_links(name, text)


def main() -> int:
    found = list(problems())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
