"""The administrator's page of letters (thư điện tử)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vaocuoc.directory.people.acting import actor_of
from vaocuoc.notices.mail import operations, queries
from vaocuoc.notices.mail.composing import with_titles
from vaocuoc.notices.mail.forms import TitlesForm
from vaocuoc.notices.mail.models import MailState
from vaocuoc.ui.keys import keys_in
from vaocuoc.ui.paging import page_of


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits to be sent and why, for the administrator."""
    actor = actor_of(request)
    actor.require_directory()
    state = request.GET.get("loc", "")
    box = queries.outbox()
    context = {
        "box": box,
        "states": [(code, words, box.of(code)) for code, words in MailState.choices if box.of(code)],
        "state": state,
        "page": page_of(request, queries.shown_letters(state)),
        "mail_on": settings.MAIL_ON,
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "titles": TitlesForm(initial={"titles": with_titles()}),
        "site_address": settings.SITE_ADDRESS,
    }
    return render(request, "notices/outbox.html", context)


@require_POST
def deed(request: HttpRequest, name: str) -> HttpResponse:
    """Send stuck letters again, leave them, or decide whether titles leave the house."""
    actor = actor_of(request)
    actor.require_directory()
    keys = keys_in(request.POST.getlist("thu"))
    if name == "gui-lai":
        count = operations.send_again(actor=actor, mails=keys)
        messages.success(request, _("Đã đưa %(count)s thư vào hàng chờ gửi lại.") % {"count": count})
    elif name == "bo":
        count = operations.drop(actor=actor, mails=keys)
        messages.success(request, _("Đã bỏ %(count)s thư. Thông báo trong chương trình vẫn còn.") % {"count": count})
    elif name == "ten-viec":
        operations.choose_titles(actor=actor, titles=bool(request.POST.get("titles")))
        messages.success(request, _("Đã lưu thiết lập thư."))
    else:
        raise Http404
    return redirect("notices:mail")
