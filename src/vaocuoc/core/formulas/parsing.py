"""Reading a formula (đọc công thức): a small grammar, parsed by hand; nothing is ever executed.

    formula  = product { ("+" | "-") product }
    product  = signed { ("*" | "/") signed }
    signed   = "-" signed | value
    value    = number | "[" code "]" | name "(" formula { ";" formula } ")" | "(" formula ")"

Numbers are Vietnamese (``1.234,5``), so arguments are parted by ``;``. Names are compared without accents and case.
What is refused carries the place: ``start`` and ``end`` among the facts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple, NoReturn

from vaocuoc.core.errors import Refused
from vaocuoc.core.formulas.expressions import (
    NAMES,
    SHIFTS,
    Call,
    Expression,
    Function,
    Negation,
    Number,
    Operation,
    Operator,
    Reference,
    Span,
)
from vaocuoc.core.text import fold, nfc

LONGEST, MOST_PARTS, DEEPEST = 2000, 400, 60  # characters; names, numbers and signs; brackets in brackets

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>\d[\d.,]*)|(?P<code>\[[^\[\]]*\])|(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+)*)|(?P<sign>[-+*/();−–×·:÷])"
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_SIGNS: dict[str, str] = {"−": "-", "–": "-", "×": "*", "·": "*", ":": "/", "÷": "/"}
_FUNCTIONS: dict[str, Function] = {fold(name): function for function, name in NAMES.items()}


class _Token(NamedTuple):
    kind: str
    text: str
    span: Span


def parse(text: str) -> Expression:
    """The expression that a formula writes.

    Raises ``Refused``: ``formulas.empty``, ``too_long``, ``too_deep``, ``unknown_sign``, ``not_a_number``,
    ``unclosed_reference``, ``empty_reference``, ``unknown_function``, ``one_argument``, ``value_expected``,
    ``operator_expected``, ``unclosed``; each with ``start``, ``end`` and the ``text`` that stands there.
    """
    composed = nfc(text)
    if len(composed) > LONGEST:
        raise Refused("formulas.too_long", start=LONGEST, end=len(composed), text="", most=LONGEST)
    tokens = _tokens(composed)
    if len(tokens) > MOST_PARTS:
        start, end = tokens[MOST_PARTS].span
        raise Refused("formulas.too_long", start=start, end=end, text=tokens[MOST_PARTS].text, most=MOST_PARTS)
    if not tokens:
        raise Refused("formulas.empty", start=0, end=len(composed), text="")
    return _Parser(tokens, len(composed)).whole()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            code = "unclosed_reference" if text[place] == "[" else "unknown_sign"
            _refuse(code, (place, place + 1), text[place])
        place = found.end()
        kind = found.lastgroup or ""
        if kind == "sign":
            kind = _SIGNS.get(found.group(), found.group())
        if kind != "space":
            tokens.append(_Token(kind, found.group(), found.span()))
    return tokens


def _refuse(code: str, span: Span, text: str, **facts: object) -> NoReturn:
    raise Refused(f"formulas.{code}", start=span[0], end=span[1], text=text, **facts)


class _Parser:
    """One pass over the tokens, from the left."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0
        self.end = _Token("end", "", (length, length))

    @property
    def next(self) -> _Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else self.end

    def take(self) -> _Token:
        token = self.next
        self.place += 1
        return token

    def whole(self) -> Expression:
        expression = self.formula()
        if self.next.kind != "end":
            _refuse("operator_expected", self.next.span, self.next.text)
        return expression

    def formula(self) -> Expression:
        return self.chain(("+", "-"))

    def product(self) -> Expression:
        return self.chain(("*", "/"))

    def chain(self, operators: tuple[Operator, ...]) -> Expression:
        part = self.product if "+" in operators else self.signed
        left = part()
        while self.next.kind in operators:
            sign = self.take().kind
            operator = next(one for one in operators if one == sign)
            right = part()
            left = Operation(operator, left, right, (left.span[0], right.span[1]))
        return left

    def signed(self) -> Expression:
        if self.next.kind != "-":
            return self.value()
        sign = self.take()
        self.deeper()
        operand = self.signed()
        self.depth -= 1
        return Negation(operand, (sign.span[0], operand.span[1]))

    def value(self) -> Expression:
        token = self.take()
        match token.kind:
            case "number":
                return Number(_number(token), token.span)
            case "code":
                return Reference(_code(token), token.span)
            case "name":
                return self.call(token)
            case "(":
                self.deeper()
                inside = self.formula()
                self.close(token)
                return inside
        _refuse("value_expected", token.span, token.text)

    def call(self, name: _Token) -> Expression:
        function = _FUNCTIONS.get(" ".join(fold(name.text).split()))
        if function is None or self.next.kind != "(":
            _refuse("unknown_function", name.span, name.text, known=", ".join(NAMES.values()))
        opened = self.take()
        self.deeper()
        arguments = [self.formula()]
        while self.next.kind == ";":
            self.take()
            arguments.append(self.formula())
        closed = self.close(opened)
        span = (name.span[0], closed.span[1])
        if function in SHIFTS and len(arguments) > 1:
            _refuse("one_argument", span, name.text)
        return Call(function, tuple(arguments), span)

    def close(self, opened: _Token) -> _Token:
        if self.next.kind not in (")", "end"):
            _refuse("operator_expected", self.next.span, self.next.text)
        if self.next.kind == "end":
            _refuse("unclosed", opened.span, opened.text)
        self.depth -= 1
        return self.take()

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            _refuse("too_deep", self.next.span, self.next.text, most=DEEPEST)


def _number(token: _Token) -> Decimal:
    if _NUMBER.fullmatch(token.text) is None or not token.text.isascii():
        _refuse("not_a_number", token.span, token.text)
    return Decimal(token.text.replace(".", "").replace(",", "."))


def _code(token: _Token) -> str:
    code = " ".join(token.text[1:-1].split())
    if not code:
        _refuse("empty_reference", token.span, token.text)
    return code
