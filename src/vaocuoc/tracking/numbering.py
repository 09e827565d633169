"""Codes of indicators and tasks: the next number in a register (mã chỉ tiêu, mã nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import models
from django.db.models.functions import Length

from vaocuoc.directory.models import Unit


def next_code(register: models.QuerySet[Any], keeper: Unit, prefix: str) -> str:
    """The code after the last of its kind in a register, as ``NV-0147``; to be called inside the transaction.

    The keeper's row is locked so that two people entering at once get two numbers; a number whose row was taken back
    may be given again only while it was the last.
    """
    return next(next_codes(register, keeper, prefix))


def next_codes(register: models.QuerySet[Any], keeper: Unit, prefix: str) -> Iterator[str]:
    """The codes after the last, one after another, for many rows at once; as ``next_code`` does for one."""
    Unit.objects.select_for_update().filter(pk=keeper.pk).first()
    begun = register.filter(code__startswith=f"{prefix}-").order_by(Length("code").desc(), "-code")
    numbers = (code.removeprefix(f"{prefix}-") for code in begun.values_list("code", flat=True).iterator(50))
    last = next((number for number in numbers if number.isascii() and number.isdigit()), "0")
    first = int(last) + 1
    return (f"{prefix}-{number:04d}" for number in count(first))


class Numbers:
    """The next codes of a register while rows with codes of their own are entered among those without."""

    def __init__(self, register: models.QuerySet[Any], keeper: Unit, prefix: str) -> None:
        self._register, self._keeper, self._prefix = register, keeper, prefix
        self._noted: list[str] = []
        self._next = 0

    def next(self) -> str:
        """The code after the last, of the register and of those noted; to be called inside the transaction."""
        if not self._next:
            self._next = self._number(next_code(self._register, self._keeper, self._prefix))
        for code in self._noted:
            if (len(code), code) >= (len(self._code()), self._code()):
                self._next = self._number(code) + 1
        self._noted.clear()
        self._next += 1
        return self._code(self._next - 1)

    def note(self, code: str) -> None:
        """A code that a row was entered with."""
        digits = code.removeprefix(f"{self._prefix}-")
        if digits != code and digits.isascii() and digits.isdigit():
            self._noted.append(code)

    def _number(self, code: str) -> int:
        return int(code.removeprefix(f"{self._prefix}-"))

    def _code(self, number: int | None = None) -> str:
        return f"{self._prefix}-{self._next if number is None else number:04d}"
