"""Personal values in the trail (giá trị cá nhân): kept as salted hashes, which can be verified and not read.

The names of persons and e-mail addresses are personal. Facts that hold them are named in ``PERSONAL`` (wherever they
stand) and ``PERSONAL_OF`` (of one kind of object); an e-mail address is found in any text. Each value has its own salt,
and the site's secret key goes in, so that whoever holds the database alone cannot even guess. Who acted stays readable:
that is what a trail is for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from vaocuoc.core.text import fold, nfc

PERSONAL = frozenset({"person_name", "given_by", "email"})
"""Facts that are personal wherever they stand."""
PERSONAL_OF: dict[str, frozenset[str]] = {"directory.person": frozenset({"name", "before"})}
"""Facts that are personal of one kind of object: of a person, the name that is and the name that was."""

HASHED = re.compile(r"hmac-sha256\$([0-9a-f]{32})\$([0-9a-f]{64})")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def hashed(value: str) -> str:
    """A value as what is kept of it: ``hmac-sha256$salt$hash`` (băm có muối); twice the same value looks different."""
    salt = secrets.token_hex(16)
    return f"hmac-sha256${salt}${_digest(salt, value, settings.SECRET_KEY)}"


def matches(kept: str, value: str) -> bool:
    """Whether what is kept (alone, or inside a longer text) is the hash of ``value`` (đối chiếu).

    Case and spaces do not count. Keys that the site had before (``SECRET_KEY_FALLBACKS``) are tried too.
    """
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(
        constant_time_compare(_digest(salt, value, key), digest)
        for salt, digest in HASHED.findall(kept)
        for key in keys
    )


def without_personal(object_type: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the trail keeps them: personal values hashed, everything else as it is."""
    personal = PERSONAL | PERSONAL_OF.get(object_type, frozenset())
    return {name: _kept(value, name in personal, personal) for name, value in facts.items()}


def readable(facts: Mapping[str, Any]) -> str:
    """The words of what an entry says, folded, without personal values: what a search of the trail looks through."""
    return fold(" ".join(HASHED.sub(" ", text) for text in _texts(facts)))


def hashed_values(facts: Mapping[str, Any]) -> dict[str, str]:
    """The facts that hold a hashed value: name, and the text it stands in."""
    return {name: text for name, value in facts.items() for text in _texts({name: value}) if HASHED.search(text)}


def _kept(value: Any, personal: bool, names: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _kept(one, personal or name in names, names) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_kept(one, personal, names) for one in value]
    if not isinstance(value, str) or not value or HASHED.fullmatch(value):
        return value
    return hashed(value) if personal else _EMAIL.sub(lambda found: hashed(found[0]), value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


def _digest(salt: str, value: str, key: str | bytes) -> str:
    plain = " ".join(nfc(value).casefold().split())
    return salted_hmac(f"vaocuoc.audit.personal.{salt}", plain, secret=key, algorithm="sha256").hexdigest()
