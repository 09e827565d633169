"""Formulas: examples as an office writes them, then laws."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction
from operator import add, mul, sub, truediv
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaocuoc.core.errors import Refused
from vaocuoc.core.formulas import (
    circle_in,
    codes_in,
    evaluate,
    in_order,
    measure_of,
    name_of,
    parse,
    unit_checked,
    written,
)
from vaocuoc.core.formulas.expressions import SHIFTS, Call, Expression, Negation, Number, Operation, Reference

UNITS = {"THU": "tỷ đồng", "CHI": "triệu đồng", "DAN": "người", "HO": "hộ", "DT": "ha", "TL": "%"}
FIGURES = {"THU": D("1200"), "CHI": D("300000"), "DAN": D("250000"), "HO": D(0), "DT": D(50), "TL": D("12.5")}
EARLIER = {
    ("same_last_year",): D(1000),
    ("previous",): D(1100),
    ("base",): D(800),
    ("previous", "same_last_year"): D(7),
}


def figure(code: str, when: tuple[str, ...]) -> D | None:
    return FIGURES.get(code) if not when else EARLIER.get(when)


def computed(text: str, result: str) -> D | None:
    expression = parse(text)
    unit_checked(expression, UNITS, result)
    return evaluate(expression, figure, UNITS, result).rounded(6)


@pytest.mark.parametrize(
    ("text", "result", "value"),
    [
        ("[THU] / cùng kỳ([THU]) * 100", "%", "120"),
        ("([THU] / Kỳ Trước([THU]) − 1) × 100", "%", "9.090909"),
        ("[THU] - ky goc([THU])", "tỷ đồng", "400"),
        ("[THU] + [CHI]", "tỷ đồng", "1500"),
        ("[THU] + [CHI]", "triệu đồng", "1500000"),
        ("[CHI] / [THU] * 100", "%", "25"),
        ("[THU] / [DAN]", "triệu đồng/người", "4.8"),
        ("[THU] / [DT]", "triệu đồng/ha", "24000"),
        ("[THU] + 1.000,5", "tỷ đồng", "2200.5"),
        ("1.000,5 + [THU]", "triệu đồng", "2200500"),
        ("tổng([THU]; [CHI]; 100)", "tỷ đồng", "1600"),
        ("bình quân([THU]; [CHI])", "tỷ đồng", "750"),
        ("lớn nhất([THU]; [CHI]) - nhỏ nhất([THU]; [CHI])", "tỷ đồng", "900"),
        ("100 - [TL]", "%", "87.5"),
        ("--[TL] : 2", "%", "6.25"),
        ("2 - 3 - 4", "%", "-5"),
        ("12 / 2 / 3", "%", "2"),
        ("kỳ trước(cùng kỳ([THU]))", "tỷ đồng", "7"),
    ],
)
def test_it_computes_what_an_office_writes(text: str, result: str, value: str) -> None:
    assert computed(text, result) == D(value)


@pytest.mark.parametrize(
    ("text", "code", "start", "end"),
    [
        ("", "empty", 0, 0),
        ("[THU", "unclosed_reference", 0, 1),
        ("1 + [ ]", "empty_reference", 4, 7),
        ("1.5 + 2", "not_a_number", 0, 3),
        ("2 $ 3", "unknown_sign", 2, 3),
        ("căn([THU])", "unknown_function", 0, 3),
        ("1 2", "operator_expected", 2, 3),
        ("tổng(1 2)", "operator_expected", 7, 8),
        ("(1 + 2", "unclosed", 0, 1),
        ("1 +", "value_expected", 3, 3),
        ("cùng kỳ(1; 2)", "one_argument", 0, 13),
        ("(" * 70 + "1" + ")" * 70, "too_deep", 61, 62),
        ("1+" * 300 + "1", "too_long", 400, 401),
    ],
)
def test_it_refuses_with_the_place(text: str, code: str, start: int, end: int) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)
    assert (refused.value.code, refused.value.facts["start"], refused.value.facts["end"]) == (
        f"formulas.{code}",
        start,
        end,
    )


def test_it_refuses_to_add_money_and_people_and_says_which() -> None:
    with pytest.raises(Refused) as refused:
        unit_checked(parse("5 * ([THU] + [DAN])"), UNITS, "tỷ đồng")
    assert refused.value.code == "formulas.units_differ"
    assert (refused.value.facts["left"], refused.value.facts["right"]) == ("đồng", "người")


@pytest.mark.parametrize(
    ("text", "result"),
    [("[THU] / [DAN]", "tỷ đồng"), ("[THU] * [THU]", "tỷ đồng"), ("[TL]", "lần"), ("[DAN]", "hộ")],
)
def test_it_refuses_a_result_in_another_unit(text: str, result: str) -> None:
    with pytest.raises(Refused) as refused:
        unit_checked(parse(text), UNITS, result)
    assert refused.value.code == "formulas.result_unit"


def test_it_refuses_an_indicator_nobody_knows() -> None:
    with pytest.raises(Refused) as refused:
        unit_checked(parse("1 + [XX]"), UNITS, "%")
    assert (refused.value.code, refused.value.facts["indicator"], refused.value.facts["start"]) == (
        "formulas.unknown_indicator",
        "XX",
        4,
    )


def test_it_names_every_part_that_is_missing() -> None:
    result = evaluate(
        parse("[THU] / [KHAC] + cùng kỳ([DAN]) + [KHAC]"),
        lambda code, when: None if when or code == "KHAC" else D(1),
        {**UNITS, "KHAC": ""},
        "",
    )
    assert (result.value, result.reason) == (None, "missing")
    assert result.missing == (("KHAC", ()), ("DAN", ("same_last_year",)))


def test_it_gives_no_value_for_a_division_by_zero_and_says_where() -> None:
    text = "[THU] / ([HO] - [HO])"
    result = evaluate(parse(text), figure, UNITS, "%")
    assert (result.value, result.reason, text[slice(*result.span)]) == (None, "division_by_zero", "[HO] - [HO]")


def test_it_finds_a_circle_and_names_it() -> None:
    formulas = {"A": parse("[B] + 1"), "B": parse("kỳ trước([C])"), "C": parse("[X] + [A]"), "D": parse("[A]")}
    assert circle_in(formulas) == ("A", "B", "C", "A")
    assert circle_in({"A": parse("kỳ trước([A]) + 1")}) == ("A", "A")


def test_it_computes_parts_before_wholes() -> None:
    assert in_order({"A": parse("[B] + [C]"), "B": parse("[C]"), "C": parse("[X]")}) == ["C", "B", "A"]
    chain = {f"{number:04}": parse(f"[{number + 1:04}]") for number in range(3000)}
    assert in_order(chain)[0] == "2999"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("Triệu đồng/người/năm", "đồng/người/năm"),
        ("giường/vạn dân", "giường/dân"),
        ("tỷ", "đồng"),
        ("%", "%"),
        ("km2", "m2"),
    ],
)
def test_it_takes_units_apart(unit: str, name: str) -> None:
    assert name_of(measure_of(unit)) == name


def test_it_rounds_halves_away_from_zero() -> None:
    halves = [evaluate(parse(text), figure, UNITS, "").rounded(1) for text in ("0,25", "-0,25", "0,349")]
    assert halves == [D("0.3"), D("-0.3"), D("0.3")]


# --- laws -------------------------------------------------------------------------------------------------------------

CODES = ("A", "B", "CT-01", "tỷ lệ 2")
numbers = st.decimals(min_value=0, max_value=10**6, places=3).map(lambda value: Number(value))
leaves = numbers | st.sampled_from(CODES).map(Reference)


def _grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negation, parts),
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/"]), parts, parts),
        st.builds(
            Call, st.sampled_from(["sum", "mean", "max", "min"]), st.lists(parts, min_size=1, max_size=3).map(tuple)
        ),
        st.builds(Call, st.sampled_from(SHIFTS), parts.map(lambda part: (part,))),
    )


expressions = st.recursive(leaves, _grown, max_leaves=12)


@given(expressions)
def test_it_reads_what_it_writes(expression: Expression) -> None:
    assert parse(written(expression)) == expression


def _plainly(expression: Expression, values: dict[str, D]) -> Fraction:
    """The same arithmetic, said with Python's fractions."""
    match expression:
        case Number(value):
            return Fraction(value)
        case Reference(code):
            return Fraction(values[code])
        case Negation(operand):
            return -_plainly(operand, values)
        case Operation(sign, left, right):
            return BY_SIGN[sign](_plainly(left, values), _plainly(right, values))
        case Call(function, arguments):
            several = [_plainly(argument, values) for argument in arguments]
            return BY_NAME.get(function, max)(several)  # of another period there is one


BY_SIGN = {"+": add, "-": sub, "*": mul, "/": truediv}
BY_NAME = {"sum": sum, "mean": mean, "max": max, "min": min}

figures_of_all = st.fixed_dictionaries(
    {code: st.decimals(min_value=-(10**6), max_value=10**6, places=2) for code in CODES}
)


@given(expressions, figures_of_all)
def test_it_reckons_as_fractions_do(expression: Expression, values: dict[str, D]) -> None:
    result = evaluate(expression, lambda code, when: values[code], dict.fromkeys(CODES, ""), "")
    try:
        assert result.value == _plainly(expression, values)
    except ZeroDivisionError:
        assert result.reason == "division_by_zero"


@given(expressions, figures_of_all)
def test_it_does_not_care_for_the_order_of_the_indicators(expression: Expression, values: dict[str, D]) -> None:
    backwards = dict(reversed(list(values.items())))
    units = dict.fromkeys(CODES, "")
    assert evaluate(expression, lambda code, when: values[code], units, "") == evaluate(
        expression, lambda code, when: backwards[code], dict(reversed(list(units.items()))), ""
    )
    assert set(codes_in(expression)) <= set(CODES)


@given(st.text(alphabet="1.,[]()+-*/;:AB tổngcùkỳ$−", max_size=40))
def test_it_reads_or_refuses_anything_within_the_text(text: str) -> None:
    start, end = 0, 0
    try:
        start, end = parse(text).span
    except Refused as refused:
        start, end = int(str(refused.facts["start"])), int(str(refused.facts["end"]))
    assert 0 <= start <= end <= len(text)


@given(
    st.decimals(min_value=1, max_value=10**6, places=2),
    st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"]),
)
def test_it_keeps_the_amount_when_the_unit_grows(value: D, unit: str) -> None:
    there = evaluate(parse("[A]"), lambda code, when: value, {"A": unit}, "nghìn tỷ đồng").value
    assert there is not None
    assert there * measure_of("nghìn tỷ đồng").size == Fraction(value) * measure_of(unit).size
