"""Settings from the environment; with an empty one the portal runs on SQLite in `var/`."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
PRODUCTION = env.bool("PRODUCTION", default=False)


def generated_key():
    """The key of an installation that was given none, made once and kept in `var/`."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


if PRODUCTION and (missing := [k for k in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BASE_URL") if not env(k, default="")]):
    raise ImproperlyConfigured(f"PRODUCTION=1 needs {', '.join(missing)}.")

# A
ADMIN_URL = "quan-tri/"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
AUTHENTICATION_BACKENDS = ["accounts.backends.ServiceBackend"]
AUTH_USER_MODEL = "accounts.User"

# B
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")

# D
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEBUG = env.bool("DEBUG", default=False)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# F
FORMAT_MODULE_PATH = "hdnd_portal.formats"

# I
INSTALLED_APPS = [
    "core",
    "councils",
    "accounts",
    "sessions_app",
    "resolutions",
    "citizens",
    "supervision",
    "news",
    "reports",
    "workbooks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
]

# L
LANGUAGE_CODE = "vi"

# M
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

# R
ROOT_URLCONF = "hdnd_portal.urls"

# S
SECRET_KEY = env("SECRET_KEY", default="") or generated_key()
SERVICE_ROLES = "hdnd_portal.roles.ROLES"
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT / "public"}},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT / "private"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# T
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
            ]
        },
    }
]
TIME_ZONE = "Asia/Ho_Chi_Minh"

# U
USE_TZ = True

# W
WSGI_APPLICATION = "hdnd_portal.wsgi.application"
