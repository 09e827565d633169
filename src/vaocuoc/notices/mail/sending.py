"""One letter to the mail server (gửi thư qua SMTP), and what its answer means for it and for those behind it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

_PERMANENT = 500


class Outcome(StrEnum):
    SENT = "sent"
    NO_SUCH_ADDRESS = "no_such_address"  # the server refuses the receiver for good
    REFUSED = "refused"  # the server refuses the letter for good
    LATER = "later"  # this letter again later
    DOWN = "down"  # no letter goes out now: the server is away or refuses us


@dataclass(frozen=True)
class Answer:
    """What became of one letter, and the server's words."""

    outcome: Outcome
    why: str = ""


def smtp() -> EmailBackend:
    """A connection by the site's settings; not opened yet."""
    made = get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert isinstance(made, EmailBackend)
    return made


def send(letter: EmailMultiAlternatives, connection: EmailBackend) -> Answer:
    """Hand one letter over. Never raises for what a server or a network can do: that is the answer."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Outcome.DOWN, _why(error))
    try:
        connection.send_messages([letter])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        outcome = Outcome.NO_SUCH_ADDRESS if code >= _PERMANENT else Outcome.LATER
        _drop(connection)
        return Answer(outcome, _said(code, words))
    except smtplib.SMTPSenderRefused as error:  # it refuses us, not the letter
        _drop(connection)
        return Answer(Outcome.DOWN, _why(error))
    except smtplib.SMTPResponseException as error:
        _drop(connection)
        return Answer(Outcome.REFUSED if error.smtp_code >= _PERMANENT else Outcome.LATER, _why(error))
    except (OSError, smtplib.SMTPException) as error:
        _drop(connection)
        return Answer(Outcome.LATER, _why(error))
    return Answer(Outcome.SENT)


def _drop(connection: EmailBackend) -> None:
    """After a failure the next letter starts on a connection of its own."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        connection.connection = None


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"[:300]


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"[:300]
