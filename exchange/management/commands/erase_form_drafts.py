"""Erases what staff have typed and not saved within seven days; run once a day beside `clearsessions`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.models import FormDraft
from core.models.form_drafts import KEPT_DAYS


class Command(BaseCommand):
    help = f"Erase the drafts of forms that are older than {KEPT_DAYS} days."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: as in Django's method
        number = FormDraft.objects.expired_at(timezone.now()).delete()[0]
        self.stdout.write(f"Đã xóa {number} bản chưa lưu cũ hơn {KEPT_DAYS} ngày.")
