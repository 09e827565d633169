"""The progress of a task from its parts: weights that add up to one, or nothing."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from vaocuoc.core.measuring import WHOLE, Part, even_weights, progress_of

SHARES = st.integers(0, WHOLE)


@st.composite
def weighed(draw: st.DrawFn) -> list[Part]:
    """Parts whose weights add up to one."""
    cuts = sorted(draw(st.lists(SHARES, max_size=12)))
    weights = [right - left for left, right in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    return [Part(weight, draw(SHARES)) for weight in weights]


@given(st.integers(0, 400))
def test_even_weights_add_up_to_one_and_differ_by_at_most_one(number: int) -> None:
    weights = even_weights(number)
    assert len(weights) == number
    if number:
        assert sum(weights) == WHOLE
        assert max(weights) - min(weights) <= 1


@given(weighed())
def test_it_lies_between_the_least_and_the_most_of_its_parts(parts: list[Part]) -> None:
    done = progress_of(parts).done
    assert done is not None
    assert min(part.done for part in parts) <= done + 1
    assert done <= max(part.done for part in parts)


@given(weighed())
def test_it_is_whole_only_when_every_part_that_weighs_is(parts: list[Part]) -> None:
    whole = all(part.done == WHOLE for part in parts if part.weight)
    assert (progress_of(parts).done == WHOLE) == whole


@given(weighed(), st.data())
def test_more_done_of_a_part_is_never_less_of_the_whole(parts: list[Part], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    more = Part(parts[place].weight, data.draw(st.integers(parts[place].done, WHOLE)))
    before, after = progress_of(parts).done, progress_of([*parts[:place], more, *parts[place + 1 :]]).done
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.lists(st.builds(Part, st.none() | SHARES, SHARES), max_size=8))
def test_it_says_nothing_where_weights_are_missing_or_not_one(parts: list[Part]) -> None:
    total = sum(part.weight or 0 for part in parts)
    assume(not parts or total != WHOLE or any(part.weight is None for part in parts))
    found = progress_of(parts)
    assert found.done is None
    expected = "no_parts" if not parts else "no_weight" if any(part.weight is None for part in parts) else "not_one"
    assert found.reason == expected
