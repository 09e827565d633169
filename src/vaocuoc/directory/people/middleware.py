"""Who acts in a request (người thực hiện), in which language, and for how long a silent session lives."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from vaocuoc.directory.people.access import Actor, actor_for
from vaocuoc.directory.people.models import User
from vaocuoc.ui.clock import today

POST_KEY = "post"
_SEEN_KEY = "seen"
_SEEN_EVERY = 60  # seconds: a session is not written anew for every click
_BACKGROUND = "X-Background"  # a page asking by itself (progress of a reading) is nobody at work

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class ActorMiddleware:
    """Gives ``request.actor``: the signed-in user in the post they chose, None when signed out.

    Signs out after ``settings.IDLE_MINUTES`` without a request, and shows the page in the user's language; somebody
    signed out reads Vietnamese unless they chose otherwise, whatever their browser speaks.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        actor: Actor | None = None
        if isinstance(user, User):
            if self._is_idle(request):
                logout(request)
                return to_login(request, reason="idle")
            actor = actor_for(user, today=today(), post_id=request.session.get(POST_KEY))
            if request.method in ("GET", "HEAD"):
                actor = replace(actor, memory={})
        # Django's HttpRequest declares no ``actor``; it is read through ``acting`` alone.
        request.actor = actor  # type: ignore[attr-defined]
        self._speak(request, user)
        return self.get_response(request)

    @staticmethod
    def _is_idle(request: HttpRequest) -> bool:
        """Whether the session was silent too long; notes the time of this request otherwise."""
        now = int(time.time())
        seen = request.session.get(_SEEN_KEY, now)
        if now - seen > settings.IDLE_MINUTES * 60:
            return True
        if _BACKGROUND not in request.headers and (now - seen >= _SEEN_EVERY or _SEEN_KEY not in request.session):
            request.session[_SEEN_KEY] = now
        return False

    @staticmethod
    def _speak(request: HttpRequest, user: object) -> None:
        chosen = user.language if isinstance(user, User) else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language


class SignInMiddleware(LoginRequiredMiddleware):
    """Everything asks to be signed in but what is marked ``login_not_required``.

    While no account exists the site leads to its first run; a first password must be changed before anything else.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated:
            if getattr(view_func, "login_required", True) and not User.objects.exists():
                return redirect("people:first_run")
        elif getattr(request.user, "must_change_password", False) and not getattr(view_func, "before_password", False):
            return redirect("people:password") if getattr(view_func, "login_required", True) else None
        response: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return response

    def handle_no_permission(  # type: ignore[override]  # to htmx it answers with no redirect
        self, request: HttpRequest, view_func: object
    ) -> HttpResponseBase:
        return to_login(request)


def open_before_password(view: View) -> View:
    """Mark a view that somebody may use who must first change their password: that page, signing out, the language."""
    view.before_password = True  # type: ignore[attr-defined]
    return view


def to_login(request: HttpRequest, *, reason: str = "") -> HttpResponseBase:
    """Lead to the log-in page and back to the asked page afterwards; a whole page also for a request of htmx."""
    asked = request.get_full_path() if request.method == "GET" else ""
    if request.headers.get("HX-Request"):  # a fragment is no page to come back to
        asked = urlsplit(request.headers.get("HX-Current-URL", "")).path
    query = {name: value for name, value in (("next", asked), ("reason", reason)) if value and value != "/"}
    address = reverse(settings.LOGIN_URL) + (f"?{urlencode(query)}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})
    return redirect(address)
