"""What every letter that pushes goes through, whatever it pushes: its words while a draft, its number, its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from vaocuoc.core.errors import Refused
from vaocuoc.core.text import nfc
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Handling
from vaocuoc.formats.letters import Paper, write_docx
from vaocuoc.tracking.assignment.letters import refuse_taken_number, register_paper
from vaocuoc.tracking.assignment.models import LetterSettings
from vaocuoc.tracking.chasing.models import PushingLetter

EDITABLE = ("subject", "opening", "closing", "urgency", "signer_post", "signer_name")
LONGEST = {"subject": 500, "opening": 1500, "closing": 1000, "signer_post": 200, "signer_name": 200}


def require_to_come(answer_by: date, *, today: date) -> None:
    """Raise ``chasing.answer_passed`` for a day of answer that has passed."""
    if answer_by < today:
        raise Refused("chasing.answer_passed", day=answer_by)


Letter = TypeVar("Letter", bound=PushingLetter)


def held_draft(letter: Letter, version: int) -> Letter:
    """The letter as it stands now, held until the transaction ends.

    Raises ``Refused``: ``chasing.issued`` for one that no longer changes, ``conflict.letter_changed``.
    """
    found = type(letter)._default_manager.select_for_update(of=("self",)).select_related("keeper")
    held = found.get(pk=letter.pk)
    if held.is_issued:
        raise Refused("chasing.issued")
    if held.version != version:
        raise Refused("conflict.letter_changed")
    return held


def write_words(letter: PushingLetter, *, answer_by: date, fields: Mapping[str, Any]) -> None:
    """Set and save the words of a held draft; its closing follows a new day of answer where it names one.

    Raises ``chasing.words_missing``.
    """
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not to be edited: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(letter, name, nfc(str(value)).strip()[: LONGEST.get(name, 12)])
    if not letter.subject or not letter.opening:
        raise Refused("chasing.words_missing")
    letter.closing = letter.closing.replace(f"{letter.answer_by:%d/%m/%Y}", f"{answer_by:%d/%m/%Y}")
    letter.answer_by = answer_by
    letter.version += 1
    letter.save()


def number_in(actor: Actor, letter: PushingLetter, number: str, *, issued_on: date, today: date) -> str:
    """The number that a letter is issued under, as it is kept. Raises ``Refused``: ``access.denied``,
    ``assignment.no_number``, ``assignment.issued_in_future``.
    """
    actor.require(Action.ASSIGN, letter.keeper_id)
    actor.require(Action.UPLOAD, letter.keeper_id)
    number = nfc(number).strip()[:20]
    if not number:
        raise Refused("assignment.no_number")
    if issued_on > today:
        raise Refused("assignment.issued_in_future", day=issued_on)
    return number


def put_on_record(
    actor: Actor,
    letter: PushingLetter,
    paper: Paper,
    settings: LetterSettings,
    *,
    units: Iterable[Unit],
    today: date,
    internal: bool = False,
) -> str:
    """Register an issued letter as a document addressed to these units, and save it; give its number and symbol.

    Raises ``assignment.number_taken``, and what taking in a file refuses.
    """
    assert letter.issued_on is not None  # set by who issues it
    symbol = paper.number_line.removeprefix(paper.layout.number_words).strip()
    refuse_taken_number(letter.keeper, symbol, settings, day=letter.issued_on)
    letter.document = register_paper(
        actor=actor,
        content=write_docx(paper),
        name=f"{symbol.replace('/', '-')}-don-doc.docx",
        keeper=letter.keeper,
        handling=Handling.INTERNAL if internal else Handling.ORDINARY,
        units=units,
        today=today,
        issued_on=letter.issued_on,
        number=symbol,
        title=letter.subject[:1].upper() + letter.subject[1:],
        issuer=settings.speaks_as,
    )
    letter.version += 1
    letter.save()
    return symbol
