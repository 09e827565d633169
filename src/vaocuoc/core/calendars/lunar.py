"""The Vietnamese lunar calendar (âm lịch), reckoned at seven hours east of Greenwich.

Owns one question: on which day a day of a lunar month falls. Lunar months begin on the day of the new moon in Vietnam's
time; the eleventh holds the winter solstice, and a year of thirteen repeats the first month without a principal term.
The series for moon and sun are the short ones of astronomical handbooks, right to the day from 1900 to 2100.
"""

from __future__ import annotations

from datetime import date
from math import floor, radians, sin

_HOURS_EAST = 7.0
_MONTH = 29.530588853
_FIRST_NEW_MOON = 2415021.076998695  # the new moon from which months are counted, January 1900
_ORDINAL = 1721425  # Julian day number of day 0 of ``date.toordinal``


def solar_day(day: int, month: int, year: int) -> date:
    """The day on which a day of an ordinary lunar month falls (đổi ngày âm sang ngày dương); leap months are not asked.

    ``month`` is 1 to 12 and ``year`` the one whose first month holds Tết: ``solar_day(1, 1, 2026)`` is 17/2/2026.
    """
    begin, end = (_eleventh(year - 1), _eleventh(year)) if month < 11 else (_eleventh(year), _eleventh(year + 1))
    number = floor(0.5 + (begin - _FIRST_NEW_MOON) / _MONTH)
    after = (month - 11) % 12
    if end - begin > 365 and after >= _leap_place(begin):
        after += 1
    return date.fromordinal(_new_moon(number + after) + day - 1 - _ORDINAL)


def _eleventh(year: int) -> int:
    """The Julian day on which the eleventh month begins: the month of the winter solstice."""
    number = floor((date(year, 12, 31).toordinal() + _ORDINAL - 2415021) / _MONTH)
    begin = _new_moon(number)
    return _new_moon(number - 1) if _sector(begin) >= 9 else begin


def _leap_place(eleventh: int) -> int:
    """How many months after the eleventh the leap month stands."""
    number = floor(0.5 + (eleventh - _FIRST_NEW_MOON) / _MONTH)
    place, sector, before = 1, _sector(_new_moon(number + 1)), -1
    while sector != before and place < 14:
        place += 1
        before, sector = sector, _sector(_new_moon(number + place))
    return place - 1


def _sector(julian: int) -> int:
    """In which twelfth of its way the sun stands at the beginning of a day; 0 follows the spring equinox."""
    t = (julian - 0.5 - _HOURS_EAST / 24 - 2451545.0) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    centre = (
        (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    return int((mean + centre) % 360 // 30)


def _new_moon(number: int) -> int:
    """The Julian day of the new moon of this number, as a day in Vietnam."""
    t = number / 1236.85
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    shift = (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun)
        - 0.0004 * sin(2 * node - sun)
        - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon)
        + 0.0005 * sin(2 * moon + sun)
    )
    slowing = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + shift - slowing + 0.5 + _HOURS_EAST / 24)
