"""Formulas over other indicators (công thức tính chỉ tiêu): ``[CT-01] / [CT-02] * 100``.

Owns their grammar, their units, their exact value, and the order in which formulas that rest on each other are
computed. Ratio and growth are such formulas, so there is one way to compute. Owns no periods: who asks says what
"cùng kỳ", "kỳ trước" and "kỳ gốc" are. Refusals are codes with a place; nothing is ever executed as code.
"""

from vaocuoc.core.formulas.evaluating import Figures, Missing, Result, evaluate, name_of, unit_checked
from vaocuoc.core.formulas.expressions import Expression, Function, codes_in, written
from vaocuoc.core.formulas.ordering import circle_in, in_order
from vaocuoc.core.formulas.parsing import parse
from vaocuoc.core.formulas.units import Measure, measure_of

__all__ = [
    "Expression",
    "Figures",
    "Function",
    "Measure",
    "Missing",
    "Result",
    "circle_in",
    "codes_in",
    "evaluate",
    "in_order",
    "measure_of",
    "name_of",
    "parse",
    "unit_checked",
    "written",
]
