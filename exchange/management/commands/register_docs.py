"""The documentation of the CSV tables, as the code has them."""

from django.core.management.base import BaseCommand

from exchange.documentation import render


class Command(BaseCommand):
    help = "In nội dung của docs/csv-tables.md."

    def handle(self, **options):
        self.stdout.write(render(), ending="\n")
