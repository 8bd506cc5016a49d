"""Write empty CSV tables, to be filled in and loaded by `load_records`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.template import write_template


class Command(BaseCommand):
    help = "Ghi ra thư mục các sổ trống, mỗi sổ một tệp CSV có dòng tiêu đề."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path)

    def handle(self, *, directory: Path, **options: object) -> None:
        try:
            names = write_template(directory)
        except FileExistsError as error:
            raise CommandError(f"Đã có “{error.args[0]}” trong “{directory}”; hãy chọn thư mục khác để không ghi đè.") from error
        except OSError as error:
            raise CommandError(f"Không ghi được vào thư mục “{directory}”; hãy kiểm tra đường dẫn và quyền ghi.") from error
        self.stdout.write(f"Đã ghi {len(names)} sổ trống vào “{directory}”. Ý nghĩa từng cột: docs/csv-tables.md.")
