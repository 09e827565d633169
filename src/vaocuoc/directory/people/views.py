"""Pages of people: signing in and out, the post one acts in, one's password; accounts, people, posts and roles."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vaocuoc.core.errors import Refused
from vaocuoc.directory.installation.queries import office_name
from vaocuoc.directory.organisations.models import Post
from vaocuoc.directory.people import delegations, forms, operations, queries
from vaocuoc.directory.people.access import Action, Actor, actor_for
from vaocuoc.directory.people.middleware import POST_KEY, open_before_password
from vaocuoc.directory.people.models import Person, User
from vaocuoc.ui.clock import today
from vaocuoc.ui.paging import page_of
from vaocuoc.ui.panels import panels_of
from vaocuoc.ui.refusals import sentence


def actor_of(request: HttpRequest) -> Actor:
    """Who acts; only for views that ask to be signed in."""
    actor = getattr(request, "actor", None)
    assert isinstance(actor, Actor)
    return actor


# --- signing in and out -----------------------------------------------------------------------------------------------


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The log-in page (đăng nhập). A wrong password says how many tries are left, a locked account for how long."""
    if request.user.is_authenticated:
        return redirect(_safe_next(request))
    if not User.objects.exists():
        return redirect("people:first_run")
    form = forms.SignInForm(request.POST if request.method == "POST" else None)
    error = (
        gettext("Đã đăng xuất vì quá %(minutes)s phút không thao tác. Đăng nhập lại để tiếp tục.")
        % {"minutes": settings.IDLE_MINUTES}
        if request.GET.get("reason") == "idle" and request.method == "GET"
        else ""
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        error = gettext("Nhập tên đăng nhập và mật khẩu.")
        if form.is_valid():
            user = authenticate(request, **form.cleaned_data)
            if isinstance(user, User):
                return _signed_in(request, user)
            error = _wrong_password(form.cleaned_data["username"], request.META.get("REMOTE_ADDR", ""))
    context = {"form": form, "error": error, "office": office_name(), "next": _safe_next(request)}
    return render(request, "people/login.html", context, status=status)


def _signed_in(request: HttpRequest, user: User) -> HttpResponseBase:
    """Open the session (its key rotates) and lead on: to the choice of post where there are several, else as asked."""
    login(request, user)
    target = _safe_next(request)
    actor = actor_for(user, today=today())
    if len(actor.posts) > 1:
        request.session["after_choice"] = target
        response: HttpResponseBase = redirect("people:choose_post")
    else:
        response = redirect(target)
    _remember_language(response, user.language)
    return response


def _wrong_password(username: str, address: str) -> str:
    failures = AccessAttempt.objects.filter(username=username, ip_address=address).values_list(
        "failures_since_start", flat=True
    )
    left = max(0, get_failure_limit(None, None) - sum(failures))
    return gettext(
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Còn %(left)s lần thử trước khi tạm khóa %(minutes)s phút."
    ) % {"left": left, "minutes": _lock_minutes()}


def _lock_minutes() -> int:
    cool_off = get_cool_off()
    return round(cool_off.total_seconds() / 60) if cool_off else 0


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """The page of a throttled sign-in (tạm khóa đăng nhập), asked for by django-axes."""
    context = {"minutes": _lock_minutes(), "office": office_name(), "limit": settings.AXES_FAILURE_LIMIT}
    response = render(request, "people/locked_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(_lock_minutes() * 60)
    return response


def _safe_next(request: HttpRequest) -> str:
    """The page asked for before, if it is one of this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe and asked.startswith("/") else settings.LOGIN_REDIRECT_URL  # never taken for a view's name


@open_before_password
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session (đăng xuất); only by POST, so that no link signs anybody out."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


# --- oneself ----------------------------------------------------------------------------------------------------------


@never_cache
def choose_post(request: HttpRequest) -> HttpResponse:
    """Choose the post one acts in (chọn chức danh), after signing in and from the top bar."""
    actor = actor_of(request)
    if request.method == "POST":
        chosen = next((post for post in actor.posts if str(post.pk) == request.POST.get("post")), None)
        if chosen is None:
            raise Http404
        request.session.cycle_key()
        request.session[POST_KEY] = chosen.pk
        return redirect(request.session.pop("after_choice", None) or _safe_next(request))
    return render(
        request, "people/choose_post.html", {"posts": actor.posts, "chosen": actor.post, "next": _safe_next(request)}
    )


@open_before_password
@never_cache
@sensitive_post_parameters("old", "new", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """One's own password (đổi mật khẩu); asked for at the first sign-in with a slip."""
    actor = actor_of(request)
    form = forms.PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = operations.change_own_password(actor, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except Refused as refused:
            form.add_error("old" if refused.code == "people.wrong_password" else "new", sentence(refused))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, gettext("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "forced": actor.user.must_change_password}
    return render(request, "people/password.html", context, status=_status(form))


@login_not_required
@open_before_password
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and look (ngôn ngữ, giao diện): kept with the account, or for this browser while signed out."""
    form = forms.PreferencesForm(request.POST)
    response = HttpResponseRedirect(_safe_next(request))
    if not form.is_valid():
        return response
    language = form.cleaned_data["language"]
    known = language if language in dict(settings.LANGUAGES) and check_for_language(language) else None
    theme = form.cleaned_data["theme"] if "theme" in request.POST else None
    if request.user.is_authenticated:
        operations.save_preferences(actor_of(request), language=known, theme="" if theme == "system" else theme)
    if known:
        _remember_language(response, known)
    return response


def _remember_language(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
    )


# --- people and accounts ----------------------------------------------------------------------------------------------


def _keeper(request: HttpRequest) -> Actor:
    """The actor, who must keep the directory: others get the sentence of 403."""
    actor = actor_of(request)
    actor.require(Action.DIRECTORY, None)
    return actor


def people(request: HttpRequest) -> HttpResponse:
    """Everyone who holds posts, with their accounts (cán bộ và tài khoản)."""
    _keeper(request)
    text = request.GET.get("q", "")
    page = page_of(request, queries.people_list(today=today(), text=text))
    return render(request, "people/people.html", {"page": page, "text": text})


@never_cache
@sensitive_post_parameters()
def create(request: HttpRequest) -> HttpResponse:
    """A new person with an account and a slip (thêm cán bộ); the first password is shown this once and kept nowhere."""
    actor = _keeper(request)
    form = forms.PersonForm(request.POST if request.method == "POST" else None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            person, password = operations.take_on(actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return slip(request, person, password)
    return render(request, "people/create.html", {"form": form}, status=_status(form))


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, posts held through time, what can be done."""
    _keeper(request)
    return _person_page(request, get_object_or_404(Person.objects.select_related("user"), pk=pk))


def _person_page(request: HttpRequest, person: Person, name: str = "", bound: Any = None) -> HttpResponse:
    day = today()
    forms_of_page: dict[str, Any] = {
        "edit": forms.EditPersonForm(initial={"name": person.name}, auto_id="id_edit_%s"),
        "account": forms.AccountForm(),
        "hold": forms.HoldForm(today=day),
    }
    if bound is not None:
        forms_of_page[name] = bound
    context = {
        "person": person,
        "holdings": queries.holdings_of(person),
        "forms": forms_of_page,
        "today": day,
        "open": name,
    }
    return render(request, "people/person.html", context, status=_status(bound))


@require_POST
def change_person(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One change of a person: the name, a post taken up or given up, the lock, the administration."""
    actor = _keeper(request)
    person = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    if what in ("lock", "unlock", "administrator", "no-administrator"):
        return _change_account(request, actor, person, what)
    day = today()
    if what == "edit":
        form: Any = forms.EditPersonForm(request.POST, auto_id="id_edit_%s")
    elif what == "hold":
        form = forms.HoldForm(request.POST, today=day)
    elif what == "end":
        form = forms.EndHoldingForm(request.POST, person=person, today=day)
    else:
        raise Http404
    return _submit(request, actor, form, person) or _person_page(request, person, what, form)


def _change_account(request: HttpRequest, actor: Actor, person: Person, what: str) -> HttpResponse:
    if person.user is None:
        raise Http404
    try:
        if what == "lock":
            operations.lock_account(actor, user=person.user)
        elif what == "unlock":
            operations.unlock_account(actor, user=person.user)
        else:
            operations.set_administrator(actor, user=person.user, is_administrator=what == "administrator")
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, gettext("Đã ghi."))
    return redirect("people:person", pk=person.pk)


@require_POST
@never_cache
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new slip: a new first password, for an account that is there or is opened now."""
    actor = _keeper(request)
    person = get_object_or_404(Person.objects.select_related("user"), pk=pk)
    form = forms.AccountForm(request.POST) if person.user is None else None
    if form is not None and not form.is_valid():
        return _person_page(request, person, "account", form)
    try:
        password = operations.hand_out_password(
            actor, person=person, username=form.cleaned_data["username"] if form else ""
        )
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, sentence(refused))
        return _person_page(request, person, "account", form)
    person.refresh_from_db()
    return slip(request, person, password)


@never_cache
def slip(request: HttpRequest, person: Person, password: str, *, back: str = "") -> HttpResponse:
    """The slip to print and cut off (phiếu mật khẩu); kept nowhere, so nobody sees it twice."""
    context = {"person": person, "password": password, "office": office_name(), "back": back}
    return render(request, "people/slip.html", context)


# --- posts and roles --------------------------------------------------------------------------------------------------


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post: who held it when, what it is charged with; its roles for who keeps the directory.

    It opens to who may see its unit.
    """
    units = actor_of(request).visible_units().order_by().values("pk")
    return _post_page(request, get_object_or_404(Post.objects.select_related("unit"), pk=pk, unit__in=units))


def _post_page(request: HttpRequest, post: Post, name: str = "", bound: Any = None) -> HttpResponse:
    day, actor = today(), actor_of(request)
    may_delegate = delegations.may_delegate(actor, post)
    context = {
        "post": post,
        "holders": [holding for holding in queries.holders_of(post) if not holding.delegated],
        "delegations": delegations.delegations_of(post),
        "may_delegate": may_delegate,
        "delegate": _delegate_form(actor, bound if name == "delegate" else None) if may_delegate else None,
        "organs": post.organs.order_by("name"),
        "may_change": actor.may(Action.DIRECTORY, None),
        "grants": queries.grants_of(post),
        "panels": panels_of("POST_PANELS", request, post),
        "form": bound if name == "role" else forms.RoleForm(today=day, initial={"unit": post.unit_id}),
        "errors": bound.errors if bound is not None and name not in ("role", "delegate") else None,
        "open": name,
        "today": day,
    }
    return render(request, "people/post.html", context, status=_status(bound))


def _delegate_form(actor: Actor, bound: Any) -> Any:
    return bound or forms.DelegateForm(today=today(), people=queries.people_to_delegate_to(actor))


@require_POST
def change_post(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A role given to a post or taken back; acting in its name given to somebody, or ended."""
    actor, day = actor_of(request), today()
    if what in ("uy-quyen", "thoi-uy-quyen"):
        seen = actor.visible_units().order_by().values("pk")
        post = get_object_or_404(Post.objects.select_related("unit"), pk=pk, unit__in=seen)
        if not delegations.may_delegate(actor, post):
            raise Refused("access.denied", action=str(Action.DIRECTORY))
        if what == "uy-quyen":
            people = queries.people_to_delegate_to(actor)
            form: Any = forms.DelegateForm(request.POST, today=day, people=people)
            name = "delegate"
        else:
            form, name = forms.EndDelegationForm(request.POST, post=post, today=day), what
        return _submit(request, actor, form, post) or _post_page(request, post, name, form)
    actor = _keeper(request)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    if what == "role":
        form = forms.RoleForm(request.POST, today=day)
    elif what == "end-role":
        form = forms.EndRoleForm(request.POST, post=post, today=day)
    else:
        raise Http404
    return _submit(request, actor, form, post) or _post_page(request, post, what, form)


def _submit(request: HttpRequest, actor: Actor, form: Any, subject: Person | Post) -> HttpResponse | None:
    """Let a form do its one operation; None where something is wrong, which the form then says."""
    if form.is_valid():
        try:
            form.submit(actor, subject)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, gettext("Đã ghi."))
            return redirect("people:person" if isinstance(subject, Person) else "people:post", pk=subject.pk)
    return None


def _status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.is_bound and form.errors else HTTPStatus.OK
