import atexit
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdnd_portal.settings.base")
application = get_wsgi_application()

from news.counting import move_readings  # noqa: E402 models can be read only once the application stands

atexit.register(move_readings)
