"""The documentation of the indicators, as the code has them."""

from django.core.management.base import BaseCommand

from reports.documentation import render


class Command(BaseCommand):
    help = "In nội dung của docs/indicators.md."

    def handle(self, **options):
        self.stdout.write(render(), ending="")
