"""The product's settings with what tests need: a database and a cache only where TEST_… names one, nothing kept."""

import atexit
import os
import shutil
import tempfile

from hdnd_portal.settings.variables import PORTAL

for variable in PORTAL:  # what a developer has set for the portal itself, such as MEDIA_ROOT, is not for tests
    os.environ.pop(variable.name, None)
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="hdnd-test-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from hdnd_portal.settings.base import *

DATABASES = {"default": read("TEST_DATABASE_URL")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
CACHES = {"default": read("TEST_CACHE_URL")}
if os.environ.get("TEST_CACHE_URL"):
    # A Redis database for each worker, because emptying the cache between tests empties the whole of it.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    server, _, number = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{server}/{(int(number) + worker) % 16}"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir()
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The client of the tests refuses a page with this text in it.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "undefined variable: %s"
