"""Arguments of commands (tham số dòng lệnh): argparse speaking Vietnamese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

# argparse words its errors in English; these are all that commands of ours can run into.
_ERRORS = (
    (re.compile(r"the following arguments are required: (?P<what>.+)"), "thiếu {what}"),
    (re.compile(r"unrecognized arguments: (?P<what>.+)"), "tham số lạ: {what}"),
    (re.compile(r"argument (?P<name>[^:]+): expected one argument"), "{name} cần một giá trị"),
    (re.compile(r"argument (?P<name>[^:]+): expected at least one argument"), "{name} cần ít nhất một giá trị"),
    (
        re.compile(r"argument (?P<name>[^:]+): invalid choice: (?P<what>.+) \(choose from (?P<choices>.+)\)"),
        "{name} không nhận {what}; chọn một trong: {choices}",
    ),
    (re.compile(r"argument (?P<name>[^:]+): invalid \w+ value: (?P<what>.+)"), "{name} không nhận {what}"),
    (re.compile(r"ambiguous option: (?P<what>.+) could match (?P<choices>.+)"), "{what} chưa rõ, có thể là {choices}"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Vietnamese; options go into ``options``."""

    def __init__(self, command: str, description: str, **more: Any) -> None:
        super().__init__(
            prog=f"vaocuoc {command}",
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
            **more,
        )
        self.subjects = self.add_argument_group("Tham số")
        self.options = self.add_argument_group("Tùy chọn")
        self.options.add_argument("-h", "--help", action="help", help="hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """End with status 2 and one line."""
        self.exit(2, f"{self.prog}: {_vietnamese(message)}. Xem: {self.prog} --help\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


def _vietnamese(message: str) -> str:
    for pattern, words in _ERRORS:
        if found := pattern.fullmatch(message):
            return words.format(**found.groupdict())
    return message
