"""Changes that higher apps add to those of a list (việc đổi hàng loạt thêm), named in a dictionary of settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string

from vaocuoc.tracking.bulk.changing import Change


class WithFurther(Mapping[str, Change]):
    """The own changes of a list, then those of ``settings.<listed>`` (name in forms: dotted name), found when asked."""

    def __init__(self, own: Mapping[str, Change], listed: str) -> None:
        self._own, self._listed = own, listed

    @cached_property
    def _all(self) -> dict[str, Change]:
        further: dict[str, str] = getattr(settings, self._listed)
        return {**self._own, **{name: import_string(dotted) for name, dotted in further.items()}}

    def __getitem__(self, name: str) -> Change:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
