"""The settings of the portal. What differs between installations is read from the environment variables of `variables.py`."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from hdnd_portal.settings.production import problems_in_production
from hdnd_portal.settings.variables import BASE_DIR, read

VAR = read("VAR_DIR")
PRODUCTION = read("PRODUCTION")


def generated_key():
    """The key of an installation that was given none, made once and kept in `var/`."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


if PRODUCTION and (problems := problems_in_production()):
    raise ImproperlyConfigured("\n- ".join(["With PRODUCTION=1 the portal does not start with these settings:", *problems]))

# A
ADMINS = [(address, address) for address in read("ADMINS")]
ADMIN_URL = "quan-tri/"
ALLOWED_HOSTS = read("ALLOWED_HOSTS")
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.ServiceBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTH_USER_MODEL = "accounts.User"
AXES_CLIENT_IP_CALLABLE = "accounts.client_ip.client_ip_address" if PRODUCTION else None
AXES_COOLOFF_TIME = 0.25  # hours
AXES_ENABLE_ADMIN = False  # its lists are English; the technical administrator unlocks by command
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # the account alone would let a stranger lock the office out
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False  # names of accounts stay out of the log

# B
BASE_URL = read("BASE_URL").rstrip("/")

# C
# Two portals may share a server of caches; what they store has the address of the portal before its name.
CACHES = {"default": {"KEY_PREFIX": f"hdnd:{BASE_URL}"} | read("CACHE_URL")}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'"],
        "manifest-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hdnd_portal.failed_posts.csrf_failure"
CSRF_COOKIE_SECURE = PRODUCTION

# D
DATABASES = {"default": read("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATA_UPLOAD_MAX_NUMBER_FILES = 700  # the file inputs of a form with all inline rows that it may have; empty ones count
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a report's narrative fits many times; files do not count
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a form with 300 rows in each inline has 7,800; a test counts them
DEBUG = read("DEBUG")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL")

# E
MAIL_SERVER = read("EMAIL_URL")
EMAIL_BACKEND = MAIL_SERVER["EMAIL_BACKEND"]
EMAIL_FILE_PATH = MAIL_SERVER["EMAIL_FILE_PATH"]
EMAIL_HOST = MAIL_SERVER["EMAIL_HOST"] or "localhost"
EMAIL_HOST_PASSWORD = MAIL_SERVER["EMAIL_HOST_PASSWORD"] or ""
EMAIL_HOST_USER = MAIL_SERVER["EMAIL_HOST_USER"] or ""
EMAIL_TIMEOUT = 10  # seconds, so that a server that does not answer holds no worker
EMAIL_USE_SSL = MAIL_SERVER.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = MAIL_SERVER.get("EMAIL_USE_TLS", False)
EMAIL_PORT = MAIL_SERVER["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
ERROR_REPORTER = read("ERROR_REPORTER")

# F
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "core.uploads.upload_handlers.LimitedFileHandler",
]
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
    "exchange",
    "hdnd_portal.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "simple_history",
]

# L
LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "locale"]
LOGIN_URL = "sign_in"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "hdnd_portal.log_lines.RequestFilter"}},
    "formatters": {
        "line": {
            "()": "hdnd_portal.log_lines.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]},
        "reports": {"class": "hdnd_portal.error_reports.ErrorReportHandler", "level": "ERROR"},
    },
    # Django's own handlers are taken away: its mail to ADMINS contains what was posted, the cookies and the settings.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
    "root": {"handlers": ["stderr", "reports"], "level": "WARNING"},
}

# M
MEDIA_ROOT = read("MEDIA_ROOT")
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.pages.tracking.TrackingParameters",
    "hdnd_portal.bad_requests.BadRequests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.pages.compression.CompressText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hdnd_portal.pasted_addresses.PastedAddresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "accounts.sign_in.RefusedPageMiddleware",
    "hdnd_portal.former_addresses.FormerAddresses",
    "core.uploads.stored_files.UnusedFiles",
    "axes.middleware.AxesMiddleware",
]

# R
# Where page views of articles wait until they are stored; named as in the first version, so that an update loses none.
PAGE_VIEWS = VAR / "readings"
REPORT_FONTS = read("REPORT_FONTS")
ROOT_URLCONF = "hdnd_portal.urls"

# S
SECRET_KEY = read("SECRET_KEY") or generated_key()
# The host is often one of many below a domain of the province, and not all of them need have HTTPS: only where asked for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION and read("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = PRODUCTION and read("HSTS_PRELOAD")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SERVER_EMAIL = read("SERVER_EMAIL")
SERVICE_ROLES = "hdnd_portal.roles.ROLES"
LOCKED_COLUMNS = "hdnd_portal.roles.locked_columns"
SESSION_COOKIE_AGE = 12 * 3600  # an office's day
SESSION_COOKIE_SECURE = PRODUCTION
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # we lock the pair of account and address on purpose
    "security.W005",  # HSTS for subdomains is the choice of who owns the domain: HSTS_INCLUDE_SUBDOMAINS
    "security.W021",  # so is the list that browsers are delivered with: HSTS_PRELOAD
]
STATIC_ROOT = read("STATIC_ROOT")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "core.uploads.storage.WholeFileStorage", "OPTIONS": {"location": MEDIA_ROOT / "public"}},
    "private": {"BACKEND": "core.uploads.storage.WholeFileStorage", "OPTIONS": {"location": MEDIA_ROOT / "private"}},
    "staticfiles": {"BACKEND": "hdnd_portal.static_storage.OneStylesheetStorage"},
}

# T
TEMPLATES: list[dict[str, Any]] = [  # Any: the options of an engine are of many types
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hdnd_portal.context.portal",
            ]
        },
    }
]
TIME_ZONE = "Asia/Ho_Chi_Minh"

# U
USE_TZ = True

# W
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "gz", "br", "woff", "woff2", "map")
WSGI_APPLICATION = "hdnd_portal.wsgi.application"
