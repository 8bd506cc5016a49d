"""Print the documentation of the CSV tables, generated from the code."""

from django.core.management.base import BaseCommand

from exchange.documentation import render


class Command(BaseCommand):
    help = "In nội dung của docs/csv-tables.md."

    def handle(self, **options: object) -> None:
        self.stdout.write(render(), ending="\n")
