from tests.database.conftest import World
from vaocuoc.directory.people.access import Action


def test_it_reaches_what_is_below_and_nothing_else(world: World) -> None:
    assert world.clerk.may(Action.REVIEW, world.commune.pk)
    assert not world.outsider.may(Action.VIEW, world.province.pk)
    assert not world.focal.may(Action.VIEW, world.province.pk)
