"""The checks of the tree and of the catalogue: each finds what it is there to find."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TEMPLATE = """{% load i18n %}<div>
    <p title="{% translate 'Lưu' %}">
  {% blocktranslate count n=n %}{{ n }} việc{% plural %}{{ n }} việc{% endblocktranslate %}</p>
</div>
"""
TOOLS = Path(__file__).resolve().parents[2] / "tools"


def load(name: str) -> ModuleType:
    if not TOOLS.is_dir():
        pytest.skip("the tools are not beside the tests")
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tree() -> ModuleType:
    return load("check_tree")


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The extraction, pointed at a small tree of its own."""
    module = load("extract_messages")
    source = tmp_path / "src" / "vaocuoc"
    (source / "x" / "templates").mkdir(parents=True)
    (source / "x" / "views.py").write_text(
        'from django.utils.translation import gettext as _\nA = _("Đã ghi %(count)s dòng.")\n', "utf-8"
    )
    (source / "x" / "templates" / "x.html").write_text(TEMPLATE, "utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "SOURCE", source)
    monkeypatch.setattr(module, "CATALOGUE", tmp_path / "en.po")
    return module


def test_it_extracts_from_code_and_templates(messages: ModuleType) -> None:
    found = {message.id for message in messages.extracted() if message.id}
    assert found == {"Đã ghi %(count)s dòng.", "Lưu", ("%(n)s việc", "%(n)s việc")}


def test_it_keeps_translations_and_drops_what_vanished(messages: ModuleType) -> None:
    messages.CATALOGUE.write_bytes(
        messages.updated().replace(b'msgid "L\xc6\xb0u"\nmsgstr ""', b'msgid "L\xc6\xb0u"\nmsgstr "Save"')
    )
    (messages.SOURCE / "x" / "views.py").write_text("", "utf-8")
    text = messages.updated().decode()
    assert 'msgstr "Save"' in text
    assert "Đã ghi" not in text
    messages.CATALOGUE.write_bytes(messages.updated())
    assert messages.updated() == messages.CATALOGUE.read_bytes()


@pytest.mark.parametrize(
    ("source", "target", "problem"),
    [
        ("Lưu", "", "without a translation"),
        ("%(count)s dòng", "rows", "placeholders differ"),
        ("Lu\u031bu", "Save", "not NFC"),
        (("%(n)s việc", "%(n)s việc"), ("%(n)s task", ""), "without a translation"),
    ],
)
def test_it_finds_what_is_wrong_in_the_catalogue(
    monkeypatch: pytest.MonkeyPatch, source: str | tuple[str, str], target: str | tuple[str, str], problem: str
) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    assert problem in load("check_catalogue")._problems_of(source, target)[0]


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<style>",
        "<script>let a</script>",
        '<a onclick="x()">',
        '<a href="javascript:x">',
        "<b hx-on:click='x'>",
    ],
)
def test_it_finds_what_the_policy_would_block(tree: ModuleType, text: str) -> None:
    assert list(tree.check_template("x.html", text))


def test_it_lets_scripts_of_files_pass(tree: ModuleType) -> None:
    assert not list(
        tree.check_template("x.html", "<script src=\"{% static 'ui/keys.js' %}\" defer></script> content one=1")
    )


@pytest.mark.parametrize(
    "call", ['_(f"{a} dòng")', '_("%s dòng")', '_("{} dòng")', "_(name)", 'pgettext("c", "%d dòng")']
)
def test_it_finds_strings_that_cannot_be_translated(tree: ModuleType, call: str) -> None:
    assert list(tree.check_gettext("x.py", f"x = {call}"))


@pytest.mark.parametrize("call", ['_("%(count)s dòng")', '_("đủ 100%%")', 'ngettext("%(n)s việc", "%(n)s việc", n)'])
def test_it_lets_named_placeholders_pass(tree: ModuleType, call: str) -> None:
    assert not list(tree.check_gettext("x.py", f"x = {call}"))


def test_it_finds_paths_registries_and_letters(tree: ModuleType) -> None:
    for text in ("see /" + "work/main", "from https://py" + "pi.org/simple", "a" + "\u0301"):
        assert list(tree.check_text("x.md", text))
    assert not list(tree.check_text("x.md", "docs/work/plan.md and á and ./tmp"))


def test_it_finds_links_that_lead_nowhere(tree: ModuleType) -> None:
    assert list(tree.check_links("README.md", "[x](no/such/file.md)"))
    assert not list(tree.check_links("README.md", "[x](pyproject.toml#top) [y](https://a.vn) [z](#here)"))


def test_it_finds_a_template_that_names_a_higher_app(tree: ModuleType) -> None:
    order = tree.ranks()
    apps = {"tasks": "tracking", "people": "directory"}
    name = "src/vaocuoc/documents/templates/x.html"
    assert list(tree.check_addresses(name, "{% url 'tasks:list' %}", order, apps))
    assert list(tree.check_addresses(name, "{% url 'nowhere:list' %}", order, apps))
    assert not list(tree.check_addresses(name, "{% url 'people:list' %}", order, apps))
