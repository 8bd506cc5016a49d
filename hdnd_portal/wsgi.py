import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdnd_portal.settings.base")
django_application = get_wsgi_application()

from hdnd_portal.bad_requests import RefusingApplication  # noqa: E402 it needs the settings

application = RefusingApplication(django_application)
