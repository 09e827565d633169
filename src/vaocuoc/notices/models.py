"""The models of notices, gathered for Django."""

from vaocuoc.notices.feeds.models import CalendarFeed
from vaocuoc.notices.mail.models import Mail, MailItem, MailPreference, MailSettings, MailState, MailWay
from vaocuoc.notices.messages.models import Message, ReadMark, Receipt

__all__ = [
    "CalendarFeed",
    "Mail",
    "MailItem",
    "MailPreference",
    "MailSettings",
    "MailState",
    "MailWay",
    "Message",
    "ReadMark",
    "Receipt",
]
