"""Reading people: lists of people with their accounts and posts, a person's page, a post's page."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.organisations.models import Organ, Post
from vaocuoc.directory.organisations.naming import sort_key
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.models import GroupGrant, Person, PostHolding, RoleGrant


def on_day(today: date) -> Q:
    """The rows with ``valid_from`` and ``valid_to`` that hold on a day."""
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def living_posts(today: date) -> QuerySet[Post]:
    """The posts there are on a day, by unit."""
    return Post.objects.filter(on_day(today)).select_related("unit").order_by("unit__sort_key", "title", "pk")


def people_list(*, today: date, text: str = "") -> list[Person]:
    """People with their accounts and the posts they hold on a day, found by name, account or post; two queries."""
    holdings = PostHolding.objects.filter(on_day(today)).select_related("post__unit").order_by("delegated", "pk")
    people = Person.objects.select_related("user").prefetch_related(Prefetch("holdings", holdings, to_attr="held"))
    wanted = fold(nfc(text)).split()
    found = [person for person in people if all(word in _searchable(person) for word in wanted)]
    return sorted(found, key=lambda person: sort_key(person.name))


def _searchable(person: Person) -> str:
    held: list[PostHolding] = getattr(person, "held", [])  # put there by people_list
    posts = " ".join(str(holding.post) for holding in held)
    return fold(f"{person.name} {person.user.username if person.user else ''} {posts}")


def holdings_of(person: Person) -> QuerySet[PostHolding]:
    """Everything a person ever held, the latest first."""
    return person.holdings.select_related("post__unit").order_by("-valid_from", "-pk")


def holders_of(post: Post) -> QuerySet[PostHolding]:
    """Everyone who ever held a post, the latest first."""
    return post.holdings.select_related("person").order_by("-valid_from", "-pk")


def grants_of(post: Post) -> QuerySet[RoleGrant]:
    """The roles a post ever had, the latest first."""
    return post.grants.select_related("unit").order_by("-valid_from", "-pk")


def grants_of_group(organ: Organ) -> QuerySet[GroupGrant]:
    """The roles an organ ever had, the latest first."""
    return organ.grants.select_related("unit").order_by("-valid_from", "-pk")


def members_of(organ: Organ, today: date) -> QuerySet[Post]:
    """The posts in an organ with who holds each today (thành viên)."""
    held = PostHolding.objects.filter(on_day(today)).select_related("person").order_by("delegated", "pk")
    posts = organ.posts.filter(on_day(today)).select_related("unit").order_by("title", "pk")
    return posts.prefetch_related(Prefetch("holdings", held, to_attr="held"))


def people_to_delegate_to(actor: Actor) -> QuerySet[Person]:
    """Those whom the actor may let act in a post's name: everybody for who keeps the directory, else who holds a post
    of a unit that the actor sees.
    """
    people = Person.objects.order_by("name", "pk")
    if actor.may_keep_directory():
        return people
    units = actor.visible_units().order_by().values("pk")
    held = PostHolding.objects.filter(on_day(actor.today), delegated=False, post__unit__in=units)
    return people.filter(pk__in=held.values("person"))
