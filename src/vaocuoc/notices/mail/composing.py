"""The words of a letter (soạn thư): plain text and simple HTML, without what may not leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vaocuoc.directory.installation.queries import office_name
from vaocuoc.notices.mail.models import Mail, MailSettings
from vaocuoc.notices.messages.models import Message
from vaocuoc.notices.messages.subjects import address_of, internal_subjects
from vaocuoc.notices.messages.wording import sentence_of
from vaocuoc.ui.dates import format_day

MOST_LINES = 60


@dataclass(frozen=True)
class Said:
    """One line of a letter: what happened, where its page is (empty where the site's address is not known)."""

    words: str
    link: str


def with_titles() -> bool:
    """Whether the office lets titles leave by e-mail (thư có tên việc); codes alone where nobody said."""
    return MailSettings.objects.filter(with_titles=True).exists()


def compose(mail: Mail, messages: Sequence[Message], *, titles: bool) -> EmailMultiAlternatives:
    """The letter as it goes out, in the language of its receiver; an internal paper's words are never in it."""
    language = mail.user.language if mail.user.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        lines = _lines(messages, titles=titles)
        context = {
            "lines": lines[:MOST_LINES],
            "more": max(len(lines) - MOST_LINES, 0),
            "office": office_name(),
            "all": _link(reverse("notices:list")),
            "preferences": _link(reverse("notices:preferences")),
        }
        letter = EmailMultiAlternatives(
            subject=_subject(mail, lines),
            body=render_to_string("notices/mail.txt", context),
            from_email=formataddr((f"Vào Cuộc - {context['office']}".rstrip(" -"), settings.DEFAULT_FROM_EMAIL)),
            to=[mail.address],
            headers=_headers(mail, str(context["preferences"])),
        )
        letter.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return letter


def _headers(mail: Mail, preferences: str) -> dict[str, str]:
    """No program answers it, and a mail program can lead to where one stops it."""
    found = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    return found | ({"List-Unsubscribe": f"<{preferences}>"} if preferences else {})


def _lines(messages: Sequence[Message], *, titles: bool) -> list[Said]:
    """A line for each thing said, each said once."""
    internal = internal_subjects(messages) if titles else set()
    found = {}
    for message in messages:
        key = (message.object_type, message.object_id)
        redacted = not titles or message.object_id is None or (message.object_type, message.object_id) in internal
        words = sentence_of(message.kind, message.facts, redacted=redacted)
        found[words, key] = Said(words, _link(address_of(*key)))
    return list(found.values())


def _link(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS and path else ""


def _subject(mail: Mail, lines: Sequence[Said]) -> str:
    if len(lines) == 1:
        return f"Vào Cuộc: {lines[0].words}"[:150]
    said = ngettext("%(count)s việc cần biết", "%(count)s việc cần biết", len(lines)) % {"count": len(lines)}
    day = format_day(timezone.localdate(mail.created_at))
    return _("Vào Cuộc: %(said)s, ngày %(day)s") % {"said": said, "day": day}
