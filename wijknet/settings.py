"""All settings, in one file; every value that differs per install comes from the environment.

`.env.example` documents each variable. A wrong or missing value stops the start with one sentence that
names the variable and how to mend it. Three modes follow from WIJKNET_MODE: `development` (the
default), `demo` (known passwords, a banner on every page) and `production`.
"""

import sys
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.conf.global_settings import FILE_UPLOAD_HANDLERS as _USUAL
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")
BOOLEANS = ("true", "false", "on", "off", "yes", "no", "1", "0")


def _refuse(wrong: bool, variable: str, problem: str, mend: str) -> None:
    if wrong:
        raise ImproperlyConfigured(f"{variable}: {problem}. {mend} See .env.example.")


def _read(kind: str, variable: str, default: Any, mend: str, choices: tuple[str, ...] = ()) -> Any:
    value = env.str(variable, default="")
    known = BOOLEANS if kind == "bool" else choices
    _refuse(bool(value and known) and value.lower() not in known, variable, f"'{value}' is not one of its values", mend)
    try:
        return getattr(env, kind)(variable, default=default)
    except (ValueError, KeyError, TypeError, ImproperlyConfigured) as error:
        _refuse(True, variable, f"the value cannot be read ({error})", mend)


# Mode -----------------------------------------------------------------------------------------------
MODES = ("development", "demo", "production")
MODE = _read("str", "WIJKNET_MODE", "development", "Use development, demo or production.", MODES)
PRODUCTION, DEMO = MODE == "production", MODE == "demo"
TESTING = "pytest" in sys.modules
if not PRODUCTION:
    VAR_DIR.mkdir(exist_ok=True)  # the database, mails and files of development and demo
DEBUG = _read("bool", "DEBUG", MODE == "development" and not TESTING, "Use true or false.")
_refuse(PRODUCTION and DEBUG, "DEBUG", "must be off in production", "Remove it or set it to false.")
SECRET_KEY = _read("str", "SECRET_KEY", "" if PRODUCTION else "only-for-development-and-demo", "Set a long text.")
_refuse(PRODUCTION and len(SECRET_KEY) < 50, "SECRET_KEY", "is missing or short", "Set 50 random characters or more.")
SECRET_KEY_FALLBACKS = _read("list", "SECRET_KEY_FALLBACKS", [], "Give older keys with commas between.")
ALLOWED_HOSTS = _read("list", "ALLOWED_HOSTS", [] if PRODUCTION else ["*"], "Give host names with commas between.")
_refuse(not ALLOWED_HOSTS, "ALLOWED_HOSTS", "is missing", "Give the host names of this site with commas between.")
SITE_URL = _read("str", "SITE_URL", "" if PRODUCTION else "http://localhost:8000", "Give the address of this site.")
SITE_URL, _scheme = SITE_URL.rstrip("/"), "https://" if PRODUCTION else "http"
_refuse(not SITE_URL.startswith(_scheme), "SITE_URL", f"'{SITE_URL}' is not usable", f"Start it with {_scheme}.")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

# The house, from the ground up ------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "wijknet.access",
    "wijknet.ui",
    "wijknet.log",
    "wijknet.mail",
    "wijknet.tokens",
    "wijknet.files",
    "wijknet.jobs",
    "wijknet.areas",
    "wijknet.accounts",
    "wijknet.privacy",
    "actors",
    "initiatives",
    "wijknet.casework",
    "wijknet.profiles",
    "wijknet.dashboard",
    "wijknet.pages",
    "wijknet.api",
    "wijknet.accounts.apps.OperatorAdminConfig",
]

MIDDLEWARE = [
    "wijknet.log.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "wijknet.ui.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wijknet.access.middleware.login_required",
    "wijknet.accounts.middleware.second_step_first",
    "wijknet.log.middleware.read_log",
    "wijknet.access.middleware.get_never_writes",
]

ROOT_URLCONF = "wijknet.urls"
WSGI_APPLICATION = "wijknet.wsgi.application"
FORM_RENDERER = "wijknet.ui.renderers.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "wijknet.menu.shell",
            ],
        },
    },
]

# Data -------------------------------------------------------------------------------------------------
DATABASE_HELP = "Use sqlite:///… or postgres://…."
DATABASE = _read("db", "DATABASE_URL", f"sqlite:///{VAR_DIR / 'wijknet.sqlite3'}", DATABASE_HELP)
DATABASES = {"default": DATABASE}
_kind = DATABASE.get("ENGINE", "").rsplit(".", 1)[-1]
_refuse(_kind not in {"sqlite3", "postgresql"}, "DATABASE_URL", "names no database that we know", DATABASE_HELP)
if _kind == "sqlite3":
    DATABASE["CONN_MAX_AGE"] = 600  # opening the file and its pragmas anew costs more than a query
    _pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    DATABASE["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _pragmas}
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    _pool = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if PRODUCTION else {}
    DATABASE["OPTIONS"] = {"prepare_threshold": 1, **DATABASE.get("OPTIONS", {}), **_pool}  # for prepared reads only
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
CACHES = {"default": {**_cache, "KEY_FUNCTION": "wijknet.access.limits.hidden_key", "OPTIONS": {"MAX_ENTRIES": 50_000}}}
MEDIA_ROOT = Path(_read("str", "MEDIA_ROOT", str(VAR_DIR / "files"), "Give a folder that the server may write."))

# Who comes in -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/dashboard/"
ACCOUNT_ADAPTER, MFA_ADAPTER = (f"wijknet.accounts.adapter.{name}Adapter" for name in ("Closed", "SecondStep"))
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by mail, so the address is known to be theirs
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
_form = "wijknet.accounts.forms."
ACCOUNT_FORMS = {"login": _form + "LoginForm", "reauthenticate": _form + "ReauthenticateForm"}
ACCOUNT_FORMS |= {"change_password": _form + "ChangePasswordForm", "reset_password": _form + "ResetPasswordForm"}
ACCOUNT_FORMS |= {"reset_password_from_key": _form + "ResetPasswordKeyForm"}
MFA_FORMS = {"authenticate": _form + "SecondStepForm", "reauthenticate": _form + "SecondStepAgainForm"}
MFA_FORMS |= {"activate_totp": _form + "TurnOnSecondStepForm"}
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "WijkNet", 1  # a code counts half a minute longer: people type slowly
# How often, per address (ip), account that is tried (key) or user; more in allauth's own table. Beyond it: 429.html.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "invitation": "20/m/ip",
    **dict.fromkeys(("initiative_start", "support", "check_in", "document"), "60/h/ip"),
    "initiative_link": "5/h/ip",
    **dict.fromkeys(("import", "circle", "measures", "profile_picture"), "60/h/user"),
    **dict.fromkeys(("initiative_message", "case_answer", "signal_stop", "person_stop", "picture", "event"), "30/h/ip"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT = _read("int", "TRUSTED_PROXY_COUNT", 0, "Give a number.")
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "wijknet.pages.errors.csrf_failure"

# What leaves ------------------------------------------------------------------------------------------
_mail = "smtp://localhost:25" if PRODUCTION else f"filemail:///{VAR_DIR / 'mail'}"
vars().update(_read("email_url", "EMAIL_URL", _mail, "Give smtp+tls://user:password@host:587."))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _read("str", "FROM_EMAIL", "WijkNet <wijknet@localhost>", "Give a sender.")
EMAIL_TIMEOUT = 20

# Language and time ------------------------------------------------------------------------------------
LANGUAGE_CODE, LANGUAGES = "nl", [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N, USE_TZ, TIME_ZONE = True, True, "Europe/Amsterdam"

# Look -------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
# static/ holds sources; `npm run build` makes of them what is served.
STATICFILES_DIRS = [BASE_DIR / "build"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nlds"
MAP_TILES_URL = _read("str", "MAP_TILES_URL", "", "Give a tile address with {z}/{x}/{y}, or nothing.")

# Safety -----------------------------------------------------------------------------------------------
_none = {key: [NONE] for key in ("default-src", "base-uri", "frame-ancestors")}
_self = {key: [SELF] for key in ("style-src", "font-src", "connect-src", "manifest-src", "form-action")}
_tiles = ["/".join(MAP_TILES_URL.split("/")[:3])] if MAP_TILES_URL else []
_more = {"script-src": [SELF, NONCE], "img-src": [SELF, "data:", *_tiles]}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**_none, **_self, **_more}}
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
DATA_UPLOAD_MAX_NUMBER_FIELDS, FILE_UPLOAD_HANDLERS = 500, ["wijknet.files.uploads.NotTooMuch", *_USUAL]

# Work in the background (what → seconds between two runs), and what is said about it ----------------------
DAY, JOBS_IMMEDIATE, JOBS = 24 * 60 * 60, TESTING, {"wijknet.mail.services.send_waiting": 2}  # tests do not wait
_terms = [f"wijknet.{app}" for app in ("log", "mail", "tokens", "files", "jobs", "accounts", "casework", "profiles")]
JOBS |= {f"initiatives.services.{job}": DAY // 24 for job in ("remind_visitors", "fill_terms", "find_matches")}
JOBS |= {f"wijknet.casework.services.{job}": DAY for job in ("expire_private_moments", "expire_jottings", "watch")}
JOBS |= {f"wijknet.casework.services.{job}": DAY // 24 for job in ("send_reminders", "send_digests", "end_handovers")}
JOBS |= {f"{app}.services.clear_old": DAY for app in ("actors", "initiatives", *_terms)}
LEVELS = ("debug", "info", "warning", "error")
LOG_LEVEL = _read("str", "LOG_LEVEL", "INFO", "Use DEBUG, INFO, WARNING or ERROR.", LEVELS).upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "wijknet.log.json.AllowedKeysFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
}
