"""Prints the content of docs/indicators.md."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.documentation import render


class Command(BaseCommand):
    help = "In nội dung của docs/indicators.md."

    def handle(self, **options: Any) -> None:  # Any: the parsed arguments
        self.stdout.write(render(), ending="")
