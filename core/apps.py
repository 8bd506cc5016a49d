from django.apps import AppConfig
from django.core.validators import validate_slug


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Nền tảng"

    def ready(self):
        # Django's own Vietnamese lacks this sentence, so clerks would read English.
        validate_slug.message = "Chỉ dùng chữ không dấu, chữ số, gạch ngang và gạch dưới, không có dấu cách."
