"""Every setting, in one place; the environment gives values, never branches."""

from os import environ
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

HOME = Path(__file__).parent
VAR = Path(environ.get("BEIZHAN_VAR", HOME.parents[1] / "var"))


def _flag(name: str, default: str) -> bool:
    return environ.get(name, default) == "1"


SECRET_KEY = environ.get("BEIZHAN_SECRET_KEY", "")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("BEIZHAN_SECRET_KEY must hold at least 32 characters; ./beizhan makes one in var/secret")
DEBUG = _flag("BEIZHAN_DEBUG", "0")
ALLOWED_HOSTS = environ.get("BEIZHAN_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = environ.get("BEIZHAN_ORIGINS", "").split()
SECURE = _flag("BEIZHAN_HTTPS", "0")
SECOND_FACTOR_REQUIRED = _flag("BEIZHAN_SECOND_FACTOR", "0")
OBJECTION_MINUTES = int(environ.get("BEIZHAN_OBJECTION_MINUTES", "120"))
OUTBOUND_HOSTS = frozenset(environ.get("BEIZHAN_OUTBOUND_HOSTS", "").split())

INSTALLED_APPS = [
    "beizhan.apps.BeizhanConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "beizhan.pages.gate.SeenMiddleware",
    "beizhan.pages.gate.SignedInMiddleware",
]
ROOT_URLCONF = "beizhan.urls"
WSGI_APPLICATION = "beizhan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beizhan.pages.kit.around",
            ],
            "builtins": ["beizhan.templatetags.figures", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR / 'beizhan.sqlite3'}")}
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON",
}
_OPTIONS = {"django.db.backends.sqlite3": _SQLITE, "django.db.backends.postgresql": {"pool": True}}
DATABASES["default"].setdefault("OPTIONS", {}).update(_OPTIONS.get(DATABASES["default"]["ENGINE"], {}))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "beizhan_cache",
        "KEY_FUNCTION": "beizhan.files.source.key_by_source",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "beizhan.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("login", "name")}},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "beizhan.pages.gate.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(environ.get("BEIZHAN_REAUTHENTICATION_SECONDS", "300"))
ACCOUNT_SESSION_REMEMBER = False
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Beizhan"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **dict.fromkeys(("script-src", "style-src", "font-src", "connect-src", "form-action", "manifest-src"), _SELF),
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

LANGUAGE_CODE = environ.get("BEIZHAN_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
TIME_ZONE = environ.get("BEIZHAN_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
