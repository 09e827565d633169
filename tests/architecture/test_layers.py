"""What import-linter cannot see: relations between models keep the order of the apps."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]


def order_of_apps() -> dict[str, int]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = reversed(contracts[0]["layers"])
    return {app.strip(): height for height, layer in enumerate(layers) for app in layer.split("|")}


def relations_across_apps() -> list[tuple[str, str, bool]]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("vaocuoc.")]
    return [
        (model._meta.label, field.related_model._meta.label, field.remote_field.hidden)
        for config in ours
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label != model._meta.app_label
        and field.related_model.__module__.startswith("vaocuoc.")
    ]


def test_it_relates_models_downwards_only() -> None:
    height = order_of_apps()
    upward = [
        (model, related)
        for model, related, _ in relations_across_apps()
        if height[model.split(".")[0]] <= height[related.split(".")[0].lower()]
    ]
    assert relations_across_apps(), "nothing was looked at"
    assert upward == []


def test_it_gives_lower_apps_no_way_up() -> None:
    """``unit.task_set`` would let the directory reach into tasks: such relations are hidden (``"+"``)."""
    assert [relation for relation in relations_across_apps() if not relation[2]] == []


def test_it_guards_against_dead_names() -> None:
    """An app of the order that is not there would make the order a wish."""
    for app in order_of_apps():
        assert (ROOT / "src" / "vaocuoc" / app).is_dir() or (ROOT / "src" / "vaocuoc" / f"{app}.py").exists(), app
