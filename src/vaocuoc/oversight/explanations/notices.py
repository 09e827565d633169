"""What posts are told of requests for explanation (báo tin về giải trình)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.documents.models import Handling
from vaocuoc.notices.messages.subjects import Subjects
from vaocuoc.oversight.explanations.access import visible_explanations
from vaocuoc.oversight.explanations.models import Explanation

NOTICES: dict[str, str | Promise] = {
    "explanations.asked": _("Được yêu cầu giải trình, trả lời chậm nhất %(due)s: %(about)s. %(words)s"),
    "explanations.asked_again": _("Được yêu cầu giải trình lại, trả lời chậm nhất %(due)s: %(about)s. %(words)s"),
    "explanations.answered": _("%(who)s đã giải trình: %(about)s"),
    "explanations.accepted": _("Giải trình đã được chấp nhận: %(about)s"),
    "explanations.withdrawn": _("Yêu cầu giải trình đã được rút: %(about)s"),
    "explanations.due_soon": _("Sắp đến hạn giải trình, chậm nhất %(due)s: %(about)s"),
    "explanations.late": _("Quá hạn giải trình %(due)s mà chưa trả lời: %(about)s"),
}


def _internal(keys: Collection[int]) -> Collection[int]:
    """Those of tasks that an internal paper gave: their words stay in the house."""
    given = Explanation.objects.filter(pk__in=keys, task__document__isnull=False)
    return list(given.exclude(task__document__handling=Handling.ORDINARY).values_list("pk", flat=True))


SUBJECTS = Subjects(seen=visible_explanations, internal=_internal)
