from hdnd_portal.settings.base import *  # noqa: F403 the tests run with the product's settings and change a few
