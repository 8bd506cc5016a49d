from django.apps import AppConfig
from django.core.validators import validate_slug
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Nền tảng"

    def ready(self) -> None:
        # Django's Vietnamese translation lacks this message, so clerks would see it in English.
        validate_slug.message = "Chỉ dùng chữ không dấu, chữ số, gạch ngang và gạch dưới, không có dấu cách."
        autodiscover_modules("sections")  # the public sections of all apps
        autodiscover_modules("checks")  # the checks of the records of all apps
