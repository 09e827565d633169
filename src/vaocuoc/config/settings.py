"""One settings module, driven by the environment; every variable is described in docs/reference/settings.md."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent


TESTING = "pytest" in sys.modules


def _default_data_folder() -> Path:
    if TESTING:  # never the folder of somebody's real site
        folder = tempfile.mkdtemp(prefix="vaocuoc-test-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "vaocuoc"


def _secret_key(folder: Path) -> str:
    """The site's own key: from the environment, else made once and kept in the data folder for its owner alone."""
    if key := os.environ.get("VAOCUOC_SECRET_KEY"):
        return key
    file = folder / "secret-key"
    try:
        return file.read_text("ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_urlsafe(50)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return file.read_text("ascii").strip()
        with os.fdopen(descriptor, "w") as out:
            out.write(key)
        return key


DATA_FOLDER = Path(os.environ.get("VAOCUOC_DATA") or _default_data_folder())
SECRET_KEY = _secret_key(DATA_FOLDER)
DEBUG = os.environ.get("VAOCUOC_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("VAOCUOC_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("VAOCUOC_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "vaocuoc.ui",
    "vaocuoc.audit",
    "vaocuoc.jobs",
    "vaocuoc.search",
    "vaocuoc.directory",
    "vaocuoc.notices",
    "vaocuoc.documents",
    "vaocuoc.tracking",
    "vaocuoc.oversight",
    "vaocuoc.publishing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vaocuoc.directory.people.middleware.ActorMiddleware",
    "vaocuoc.directory.people.middleware.SignInMiddleware",
    "axes.middleware.AxesMiddleware",
    "vaocuoc.ui.refusals.RefusedMiddleware",
    "vaocuoc.oversight.inspections.reads.ReadMiddleware",
]

ROOT_URLCONF = "vaocuoc.config.urls"
WSGI_APPLICATION = "vaocuoc.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "vaocuoc.ui.context.frame",
            ],
            "builtins": ["vaocuoc.ui.templatetags.ui"],
        },
    }
]

# --- database -----------------------------------------------------------------------------------------------------
# SQLite in the data folder unless DATABASE_URL names a PostgreSQL. FULL: an office's computer may lose power at any
# moment, and a committed decision must survive it (tests alone do not wait for the disk). IMMEDIATE: a writer waits its
# turn instead of failing midway.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Counting over a large register reads the same few indexes again and again: they stay at hand.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;"
    f" PRAGMA temp_store=MEMORY; PRAGMA synchronous={'OFF' if TESTING else 'FULL'};",
}
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_FOLDER / 'vaocuoc.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # A file, as in operation: several processes and threads then meet in tests as they do there.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_FOLDER / "test.sqlite3")}
else:
    # Pages ask many short questions of a database that lies in memory: compiling one takes longer than answering it,
    # and reading by an index costs hardly more than reading in a row. Joins follow the foreign keys in the order they
    # are written: trying every order of fifteen takes thirty times as long as reading them. What was asked twice is
    # prepared: planning takes longer than most answers.
    # Who says otherwise in the address is heard (behind a pooler that shares connections: ?server_side_binding=false).
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c jit=off -c random_page_cost=1.1 -c join_collapse_limit=4 -c from_collapse_limit=4",
        "server_side_binding": True,
        "prepare_threshold": 2,
    } | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "directory.User"
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "vaocuoc.directory.people.views.locked_out"
IDLE_MINUTES = int(os.environ.get("VAOCUOC_IDLE_MINUTES", "30"))

# --- security -----------------------------------------------------------------------------------------------------
HTTPS = os.environ.get("VAOCUOC_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["vaocuoc.ui.formats"]
USE_THOUSAND_SEPARATOR = False

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("VAOCUOC_STATIC") or PACKAGE / "static")
STATICFILES_DIRS = [PACKAGE / "built"]  # fonts and scripts that `vaocuoc build` makes from packages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_FOLDER / "files"
UPLOAD_LIMIT = int(os.environ.get("VAOCUOC_UPLOAD_MB", "40")) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["vaocuoc.documents.library.uploading.LimitedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- work outside requests ----------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
PERIODIC_JOBS = {
    "vaocuoc.jobs.operations.tidy": timedelta(days=1),
    "vaocuoc.audit.sealing.seal_by_hour": timedelta(hours=1),
    "vaocuoc.directory.saved_views.files.throw_away_old_files": timedelta(days=1),
    "vaocuoc.tracking.tasks.jobs.resume_suspended": timedelta(hours=6),
    "vaocuoc.tracking.tasks.jobs.follow_ended_units": timedelta(days=1),
    "vaocuoc.tracking.indicators.standing.judge_again": timedelta(hours=1),
    "vaocuoc.tracking.rollups.operations.add_up_by_night": timedelta(days=1),
    "vaocuoc.oversight.rounds.keeping.keep_rounds": timedelta(days=1),
    "vaocuoc.documents.destruction.cleaning.clean_again": timedelta(hours=1),
    "vaocuoc.tracking.recurring.operations.open_turns_by_night": timedelta(days=1),
    "vaocuoc.notices.morning.work": timedelta(minutes=30),  # 07:30 in Vietnam is a whole half hour everywhere
}

# A job is kept by the name of its function. One that has moved is still done under its old name, after an upgrade.
MOVED_JOBS = {
    "vaocuoc.tracking.importing.operations.apply_job": "vaocuoc.tracking.importing.applying.apply_job",
    "vaocuoc.tracking.importing.operations.prepare_job": "vaocuoc.tracking.importing.previewing.prepare_job",
}

MORNING_WORK: list[str] = [  # functions (today), done once a morning before the letters of the day
    "vaocuoc.tracking.escalation.operations.scan",
    "vaocuoc.documents.dissemination.notices.remind",
    "vaocuoc.documents.destruction.operations.lapse",
    "vaocuoc.oversight.reminders.remind",
]

# --- e-mail -------------------------------------------------------------------------------------------------------
# VAOCUOC_SMTP_URL: smtp://user:password@host:port (STARTTLS where asked for with smtp+tls://, TLS with smtps://).
_SMTP = urlsplit(os.environ.get("VAOCUOC_SMTP_URL", ""))
MAIL_ON = bool(_SMTP.hostname)
EMAIL_HOST, EMAIL_PORT = _SMTP.hostname or "localhost", _SMTP.port or (465 if _SMTP.scheme == "smtps" else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_SMTP.username or ""), unquote(_SMTP.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _SMTP.scheme == "smtps", _SMTP.scheme == "smtp+tls", 20
DEFAULT_FROM_EMAIL = os.environ.get("VAOCUOC_MAIL_FROM") or f"vaocuoc@{EMAIL_HOST}"
SITE_ADDRESS = (os.environ.get("VAOCUOC_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")
if MAIL_ON:
    PERIODIC_JOBS["vaocuoc.notices.mail.operations.deliver"] = timedelta(minutes=5)

# --- what the apps offer each other: lists of names, resolved once --------------------------------------------------
# A page shows the panels of higher apps, the navigation and the search without knowing them.
NAVIGATION: list[str] = [
    "vaocuoc.publishing.board.views.navigation",
    "vaocuoc.publishing.mywork.views.navigation",
    "vaocuoc.publishing.mywork.overseer.navigation",
    "vaocuoc.publishing.overview.matrix_views.navigation",
    "vaocuoc.directory.navigation.items",
    "vaocuoc.notices.navigation.items",
    "vaocuoc.audit.navigation.items",
    "vaocuoc.documents.destruction.navigation.items",
    "vaocuoc.documents.library.urls.navigation",
    "vaocuoc.tracking.navigation.items",
    "vaocuoc.tracking.quality.views.navigation",
    "vaocuoc.tracking.second_systems.urls.navigation",
    "vaocuoc.oversight.rounds.duties.navigation",
    "vaocuoc.oversight.meetings.navigation.items",
    "vaocuoc.oversight.inspections.navigation.items",
]
FRAME_PAGES = {  # where the frame of every page leads
    "search": "search:results",
    "choose_post": "people:choose_post",
    "preferences": "people:preferences",
    "password": "people:password",
    "logout": "people:logout",
}
FRAME_NARROWING = "vaocuoc.publishing.board.scope.narrowing"  # what board and lists are narrowed to, in the top bar
FRAME_SITE = "vaocuoc.directory.installation.queries.site"  # whose site this is, what every page says above all
FRAME_BELL = "vaocuoc.notices.messages.views.bell"  # what is unread, in the top bar
FRAME_HELP = "vaocuoc.publishing.help.topics.address_for"  # the page of help about a screen
LIBRARY_LINKS: list[str] = [
    "vaocuoc.tracking.assignment.links.library_link",
    "vaocuoc.documents.dissemination.views.library_link",
    "vaocuoc.oversight.coverage.views.library_link",
]  # beside the register: what higher apps lead to
CHAIN_COUNTS: list[str] = ["vaocuoc.tracking.chain_counts.counts"]  # what higher apps count on documents of a chain
DRAFT_PAGE = "checking:draft"  # where a paper handed in as a draft is looked at first
REVIEW_PAGE = "intake:review"  # where what was read in a paper is decided on
FIRST_DOCUMENT = ("documents.Document", "library:upload")  # the fourth step of the first run: what, and where to
ACTION_TABLES: list[str] = [
    "vaocuoc.documents.dissemination.actions.ACTIONS",
    "vaocuoc.documents.destruction.actions.ACTIONS",
    "vaocuoc.oversight.explanations.actions.ACTIONS",
    "vaocuoc.oversight.inspections.actions.ACTIONS",
    "vaocuoc.oversight.coverage.actions.ACTIONS",
    "vaocuoc.oversight.meetings.actions.ACTIONS",
    "vaocuoc.oversight.calendar.actions.ACTIONS",
    "vaocuoc.directory.actions.ACTIONS",
    "vaocuoc.directory.oversight.actions.ACTIONS",
    "vaocuoc.directory.saved_views.actions.ACTIONS",
    "vaocuoc.notices.actions.ACTIONS",
    "vaocuoc.documents.actions.ACTIONS",
    "vaocuoc.tracking.intake.actions.ACTIONS",
    "vaocuoc.tracking.assignment.actions.ACTIONS",
    "vaocuoc.tracking.checking.actions.ACTIONS",
    "vaocuoc.tracking.importing.actions.ACTIONS",
    "vaocuoc.tracking.submissions.actions.ACTIONS",
    "vaocuoc.oversight.rounds.actions.ACTIONS",
    "vaocuoc.tracking.readin.actions.ACTIONS",
    "vaocuoc.tracking.workbooks.actions.ACTIONS",
    "vaocuoc.tracking.escalation.actions.ACTIONS",
    "vaocuoc.tracking.chasing.actions.ACTIONS",
    "vaocuoc.tracking.proposing.actions.ACTIONS",
    "vaocuoc.tracking.directing.actions.ACTIONS",
    "vaocuoc.tracking.responsibility.actions.ACTIONS",
    "vaocuoc.tracking.second_systems.actions.ACTIONS",
    "vaocuoc.tracking.periods.actions.ACTIONS",
    "vaocuoc.tracking.cascade.actions.ACTIONS",
    "vaocuoc.tracking.recurring.actions.ACTIONS",
    "vaocuoc.tracking.actions.ACTIONS",
    "vaocuoc.audit.actions.ACTIONS",
]
FACT_TABLES: list[str] = [
    "vaocuoc.documents.dissemination.actions.FACTS",
    "vaocuoc.documents.destruction.actions.FACTS",
    "vaocuoc.oversight.explanations.actions.FACTS",
    "vaocuoc.oversight.inspections.actions.FACTS",
    "vaocuoc.oversight.coverage.actions.FACTS",
    "vaocuoc.oversight.meetings.actions.FACTS",
    "vaocuoc.oversight.calendar.actions.FACTS",
    "vaocuoc.directory.actions.FACTS",
    "vaocuoc.directory.oversight.actions.FACTS",
    "vaocuoc.directory.saved_views.actions.FACTS",
    "vaocuoc.notices.actions.FACTS",
    "vaocuoc.documents.actions.FACTS",
    "vaocuoc.tracking.assignment.actions.FACTS",
    "vaocuoc.tracking.checking.actions.FACTS",
    "vaocuoc.tracking.importing.actions.FACTS",
    "vaocuoc.tracking.submissions.actions.FACTS",
    "vaocuoc.tracking.escalation.actions.FACTS",
    "vaocuoc.tracking.chasing.actions.FACTS",
    "vaocuoc.tracking.proposing.actions.FACTS",
    "vaocuoc.tracking.directing.actions.FACTS",
    "vaocuoc.tracking.responsibility.actions.FACTS",
    "vaocuoc.tracking.second_systems.actions.FACTS",
    "vaocuoc.tracking.periods.actions.FACTS",
    "vaocuoc.tracking.cascade.actions.FACTS",
    "vaocuoc.tracking.recurring.actions.FACTS",
    "vaocuoc.tracking.actions.FACTS",
    "vaocuoc.audit.actions.FACTS",
]
VALUE_TABLES: list[str] = [
    "vaocuoc.directory.actions.VALUES",
    "vaocuoc.documents.actions.VALUES",
    "vaocuoc.tracking.second_systems.actions.VALUES",
    "vaocuoc.tracking.actions.VALUES",
    "vaocuoc.oversight.calendar.actions.VALUES",
]
OBJECT_PAGES: dict[str, str] = {
    "documents.document": "library:document",
    "documents.dissemination": "dissemination:detail",
    "documents.destruction": "destruction:detail",
    "tracking.indicator": "indicators:detail",
    "tracking.task": "tasks:detail",
    "tracking.letter": "assignment:letter",
    "tracking.chasingletter": "chasing:letter",
    "tracking.shortcoming": "shortcomings:state",
    "tracking.proposal": "shortcomings:answer",
    "tracking.correction": "submissions:correction",
    "tracking.submission": "submissions:open",
    "oversight.regime": "rounds:regime",
    "oversight.round": "rounds:progress",
    "oversight.roundreport": "rounds:report",
    "oversight.roundletter": "rounds:letter",
    "tracking.importbatch": "importing:batch",
    "tracking.ledgerrequest": "responsibility:request",
    "tracking.secondsystem": "second_systems:system",
    "tracking.returnbatch": "workbooks:batch",
    "directory.unit": "organisations:unit",
    "directory.person": "people:person",
    "directory.post": "people:post",
    "oversight.meeting": "meetings:detail",
    "oversight.explanation": "explanations:detail",
    "directory.inspectiondecision": "inspections:detail",
    "oversight.calendarentry": "calendar:entry",
}
REFUSAL_TABLES: list[str] = [
    "vaocuoc.documents.dissemination.refusals.REFUSALS",
    "vaocuoc.documents.destruction.refusals.REFUSALS",
    "vaocuoc.oversight.explanations.refusals.REFUSALS",
    "vaocuoc.oversight.inspections.refusals.REFUSALS",
    "vaocuoc.oversight.coverage.refusals.REFUSALS",
    "vaocuoc.oversight.meetings.refusals.REFUSALS",
    "vaocuoc.oversight.calendar.refusals.REFUSALS",
    "vaocuoc.directory.refusals.REFUSALS",
    "vaocuoc.directory.oversight.refusals.REFUSALS",
    "vaocuoc.directory.saved_views.refusals.REFUSALS",
    "vaocuoc.notices.refusals.REFUSALS",
    "vaocuoc.documents.refusals.REFUSALS",
    "vaocuoc.tracking.intake.refusals.REFUSALS",
    "vaocuoc.tracking.assignment.refusals.REFUSALS",
    "vaocuoc.tracking.checking.refusals.REFUSALS",
    "vaocuoc.tracking.importing.refusals.REFUSALS",
    "vaocuoc.tracking.bulk.refusals.REFUSALS",
    "vaocuoc.tracking.cascade.refusals.REFUSALS",
    "vaocuoc.tracking.recurring.refusals.REFUSALS",
    "vaocuoc.tracking.submissions.refusals.REFUSALS",
    "vaocuoc.oversight.rounds.refusals.REFUSALS",
    "vaocuoc.tracking.readin.refusals.REFUSALS",
    "vaocuoc.tracking.workbooks.refusals.REFUSALS",
    "vaocuoc.tracking.escalation.refusals.REFUSALS",
    "vaocuoc.tracking.chasing.refusals.REFUSALS",
    "vaocuoc.tracking.proposing.refusals.REFUSALS",
    "vaocuoc.tracking.directing.refusals.REFUSALS",
    "vaocuoc.tracking.urgency.refusals.REFUSALS",
    "vaocuoc.tracking.responsibility.refusals.REFUSALS",
    "vaocuoc.tracking.second_systems.refusals.REFUSALS",
    "vaocuoc.tracking.periods.refusals.REFUSALS",
    "vaocuoc.tracking.refusals.REFUSALS",
    "vaocuoc.audit.refusals.REFUSALS",
    "vaocuoc.config.demo.refusals.REFUSALS",
]
CALENDAR_SOURCES: list[str] = [  # functions (actor) -> things that fall due, for the private calendar
    "vaocuoc.tracking.calendar_items.of_tasks",
    "vaocuoc.oversight.calendar_items.of_meetings",
    "vaocuoc.oversight.calendar_items.of_owed",
    "vaocuoc.oversight.rounds.duties.calendar_items",
]
NOTICE_SUBJECTS: dict[str, str] = {  # what messages ask about objects: who still sees them, what stays in the house
    "documents.document": "vaocuoc.documents.notices.DOCUMENTS",
    "tracking.task": "vaocuoc.tracking.notices.TASKS",
    "tracking.indicator": "vaocuoc.tracking.notices.INDICATORS",
    "tracking.submission": "vaocuoc.tracking.notices.SUBMISSIONS",
    "tracking.correction": "vaocuoc.tracking.notices.CORRECTIONS",
    "oversight.round": "vaocuoc.oversight.rounds.notices.ROUNDS",
    "oversight.roundreport": "vaocuoc.oversight.rounds.notices.REPORTS",
    "oversight.meeting": "vaocuoc.oversight.meetings.notices.SUBJECTS",
    "oversight.explanation": "vaocuoc.oversight.explanations.notices.SUBJECTS",
    "directory.inspectiondecision": "vaocuoc.oversight.inspections.notices.SUBJECTS",
    "oversight.calendarentry": "vaocuoc.oversight.calendar.notices.SUBJECTS",
    "documents.dissemination": "vaocuoc.documents.dissemination.notices.SUBJECTS",
    "documents.destruction": "vaocuoc.documents.destruction.notices.SUBJECTS",
}
NOTICE_TABLES: list[str] = [  # the words of messages, by their kinds
    "vaocuoc.documents.dissemination.notices.NOTICES",
    "vaocuoc.documents.destruction.notices.NOTICES",
    "vaocuoc.tracking.escalation.notices.NOTICES",
    "vaocuoc.tracking.chasing.notices.NOTICES",
    "vaocuoc.tracking.recurring.notices.NOTICES",
    "vaocuoc.tracking.submissions.notices.NOTICES",
    "vaocuoc.oversight.rounds.notices.NOTICES",
    "vaocuoc.oversight.explanations.notices.NOTICES",
    "vaocuoc.oversight.inspections.notices.NOTICES",
    "vaocuoc.oversight.coverage.notices.NOTICES",
    "vaocuoc.oversight.meetings.notices.NOTICES",
    "vaocuoc.oversight.calendar.notices.NOTICES",
    "vaocuoc.tracking.responsibility.notices.NOTICES",
    "vaocuoc.tracking.second_systems.notices.NOTICES",
    "vaocuoc.tracking.tasks.notices.NOTICES",
    "vaocuoc.tracking.proposing.notices.NOTICES",
    "vaocuoc.tracking.directing.notices.NOTICES",
]
SUBMISSION_FOLLOWERS: list[str] = [  # what higher apps do in the transaction of a step of a report of figures
    "vaocuoc.oversight.rounds.following.follow"
]
LISTS: dict[str, str] = {  # the lists that people lay out for themselves: name, address
    "tasks": "tasks:list",
    "counted": "counting:tasks",
    "indicators": "indicators:list",
    "shortcomings": "shortcomings:list",
    "proposals": "shortcomings:proposals",
    "documents": "library:list",
    "units": "organisations:units",
    "posts": "organisations:posts",
    "meetings": "meetings:list",
    "explanations": "explanations:list",
    "signs": "inspections:signs",
    "calendar": "calendar:list",
    "second_systems": "second_systems:list",
}
MY_WORK_SOURCES: list[str] = [  # what waits for a post: dotted names of (actor) -> Iterable[Duty]
    "vaocuoc.publishing.mywork.sources.tasks",
    "vaocuoc.publishing.mywork.sources.evidence",
    "vaocuoc.publishing.mywork.sources.reports",
    "vaocuoc.tracking.proposing.duties.duties",
    "vaocuoc.tracking.directing.duties.duties",
    "vaocuoc.tracking.responsibility.duties.duties",
    "vaocuoc.tracking.second_systems.duties.duties",
    "vaocuoc.oversight.explanations.duties.duties",
    "vaocuoc.oversight.meetings.duties.duties",
    "vaocuoc.oversight.rounds.duties.duties",
    "vaocuoc.oversight.calendar.duties.duties",
    "vaocuoc.oversight.coverage.duties.duties",
    "vaocuoc.documents.dissemination.duties.duties",
    "vaocuoc.documents.destruction.duties.duties",
    "vaocuoc.publishing.mywork.sources.reviews",  # last: of what has no day it can wait longest
]
SEARCH_SOURCES: list[str] = [
    "vaocuoc.tracking.indicators.queries.find_indicators",
    "vaocuoc.tracking.tasks.queries.find_tasks",
    "vaocuoc.documents.library.searching.find_documents",
    "vaocuoc.documents.library.searching.find_findings",
    "vaocuoc.documents.library.searching.find_passages",
]
DOCUMENT_PANELS: list[str] = [
    "vaocuoc.tracking.intake.views.papers.document_panel",
    "vaocuoc.tracking.assignment.views.plan.document_panel",
    "vaocuoc.tracking.checking.views.document_panel",
    "vaocuoc.tracking.indicators.views.document_panel",
    "vaocuoc.tracking.tasks.views.document_panel",
    "vaocuoc.publishing.overview.scoreboard_views.document_panel",
    "vaocuoc.documents.dissemination.views.document_panel",
    "vaocuoc.oversight.coverage.views.document_panel",
]
TASK_PANELS: list[str] = [
    "vaocuoc.tracking.intake.views.serving.task_panel",
    "vaocuoc.tracking.assignment.views.plan.task_panel",
    "vaocuoc.tracking.shortcomings.panels.task_panel",
    "vaocuoc.tracking.importing.panels.task_panel",
    "vaocuoc.tracking.escalation.views.task_panel",
    "vaocuoc.tracking.chasing.views.task_panel",
    "vaocuoc.tracking.cascade.panels.task_panel",
    "vaocuoc.tracking.recurring.panels.task_panel",
    "vaocuoc.tracking.second_systems.panels.task_panel",
    "vaocuoc.tracking.destroying.panels.task_panel",
    "vaocuoc.oversight.explanations.panels.task_panel",
    "vaocuoc.oversight.meetings.panels.task_panel",
    "vaocuoc.oversight.inspections.panels.task_panel",
    "vaocuoc.oversight.coverage.mark_views.task_panel",
]
TASK_ADDITIONS: list[str] = [  # what areas above tasks add to a task's page: deeds, boxes, lines of its thread, reasons
    "vaocuoc.tracking.proposing.addition.ADDITION",
    "vaocuoc.tracking.directing.addition.ADDITION",
    "vaocuoc.tracking.escalation.addition.ADDITION",
]
EVIDENCE_FOLLOWERS: list[str] = [  # what happens with handing in a product, in its transaction
    "vaocuoc.tracking.directing.operations.evidence_answers"
]
SUCCESSION_FOLLOWERS: list[str] = [  # what follows a unit that went over to another or ended, in that transaction
    "vaocuoc.tracking.tasks.following.follow_unit",
    "vaocuoc.tracking.indicators.succeeding.follow_unit",
]
HOLDING_FOLLOWERS: list[str] = [  # what follows a post that a person takes or leaves, in that transaction
    "vaocuoc.tracking.tasks.following.follow_post"
]
REGROUPING_FOLLOWERS: list[str] = [  # what follows findings that were split or merged, in that transaction
    "vaocuoc.oversight.coverage.marking.follow_regrouping"
]
OFFICE_DAY_FOLLOWERS: list[str] = [  # what follows an office's own day off, in that transaction
    "vaocuoc.tracking.directing.operations.recompute_answer_days"
]
TASK_GIVING = (
    "vaocuoc.tracking.intake.serving.GIVING"  # how a task is given for an indicator, a shortcoming, a proposal
)
TASK_NARROWINGS: list[str] = ["vaocuoc.oversight.coverage.many.TASKS"]  # filters that higher apps add to the list
INDICATOR_NARROWINGS: list[str] = ["vaocuoc.oversight.coverage.many.INDICATORS"]
TASK_CHANGES: dict[str, str] = {"nhom": "vaocuoc.oversight.coverage.many.CHANGE"}  # what they let change in bulk
INDICATOR_PANELS: list[str] = [
    "vaocuoc.tracking.intake.views.serving.indicator_panel",
    "vaocuoc.tracking.shortcomings.panels.indicator_panel",
    "vaocuoc.tracking.indicators.target_panels.said_panel",
    "vaocuoc.tracking.indicators.target_panels.parts_panel",
    "vaocuoc.tracking.rollups.views.indicator_panel",
    "vaocuoc.tracking.submissions.views.lists.indicator_panel",
    "vaocuoc.tracking.directing.views.indicator_panel",
    "vaocuoc.tracking.second_systems.panels.indicator_panel",
    "vaocuoc.publishing.overview.comparison_views.indicator_panel",
    "vaocuoc.oversight.explanations.panels.indicator_panel",
    "vaocuoc.oversight.coverage.mark_views.indicator_panel",
]
SHORTCOMING_PANELS: list[str] = []
PROPOSAL_PANELS: list[str] = []
UNIT_PANELS: list[str] = [
    "vaocuoc.tracking.tasks.panels.unit_panel",
    "vaocuoc.tracking.indicators.panels.unit_panel",
    "vaocuoc.tracking.indicators.panels.silent_panel",
    "vaocuoc.documents.library.panels.unit_panel",
    "vaocuoc.tracking.shortcomings.panels.unit_panel",
    "vaocuoc.tracking.criteria.views.unit_panel",
]
POST_PANELS: list[str] = [
    "vaocuoc.tracking.tasks.panels.post_panel",
    "vaocuoc.tracking.responsibility.ledger_views.post_panel",
]
DESTRUCTION_SOURCES: list[str] = [  # what each app holds of things whose content may be destroyed
    "vaocuoc.documents.library.destroying.DOCUMENTS",
    "vaocuoc.tracking.destroying.held.TRACKING",
    "vaocuoc.oversight.held.OVERSIGHT",
]
APPEND_ONLY_TABLES: list[str] = [
    "audit_entry",
    "audit_batch",
    "tracking_observation",
    "tracking_approval",
    "tracking_providerdecision",
    "tracking_sheet",
    "tracking_step",
    "oversight_reportstep",
]
READING_ACTIONS: list[str] = [  # entries of the trail that tell of a look at something, not of a change of it
    "inspections.read",
    "inspections.read_by_role",
    "responsibility.read_ledger",
]
AUDIT_POSTS: str = "vaocuoc.directory.people.auditing.posts_named"  # which posts a search of the audit trail means
SEARCH_COLUMNS: list[tuple[str, str]] = [
    ("audit_entry", "folded"),
    ("documents_document", "folded"),
    ("documents_passage", "folded"),
    ("documents_finding", "folded"),
    ("tracking_indicator", "folded"),
    ("tracking_task", "folded"),
    ("tracking_shortcoming", "folded"),
    ("tracking_proposal", "folded"),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

if TESTING:
    # Hashed names need a collected folder; tests serve the sources. Everything else is as in operation.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
