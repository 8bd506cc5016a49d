"""Write the records of a council as a folder of CSV tables and files, which `load_records` reads again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils.models import Council
from councils.named_council import council_named, no_council
from exchange.exporting import export_folder
from exchange.loading import present_council_slug
from exchange.row_texts import UnwritableRow

PRIVATE = "Thư mục có cả cột nội bộ và thông tin cá nhân: chỉ người chạy lệnh này đọc được, đừng gửi ra ngoài cơ quan."


class Command(BaseCommand):
    help = "Xuất các bản ghi của một HĐND, của các HĐND cấp dưới và tiền thân ra thư mục sổ CSV mà load_records nạp lại được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path, help="Thư mục mới hoặc trống.")
        parser.add_argument("--council", metavar="SLUG", required=True, help="Mã của HĐND.")

    def handle(self, *, directory: Path, council: str, **options: object) -> None:
        try:
            result = export_folder(directory, council_of(council))
        except (FileExistsError, NotADirectoryError) as error:
            raise CommandError(f"“{directory}” không phải thư mục trống; hãy chọn thư mục khác để không ghi đè.") from error
        except OSError as error:
            raise CommandError(f"Không ghi được vào thư mục “{directory}”; hãy kiểm tra đường dẫn và quyền ghi.") from error
        except UnwritableRow as error:
            raise CommandError(f"Chưa xuất gì. {error}") from error
        self.stdout.write(f"Đã xuất {result.rows} dòng trong {result.tables} sổ và {result.files} tệp vào “{directory}”.")
        self.stdout.write(PRIVATE)
        self.stdout.write(f"Nạp lại vào cổng trống: load_records “{directory}” --council {present_council_slug(council)}")


def council_of(slug: str) -> Council:
    """Return the council with a slug, or with a former one. Raises CommandError with the three nearest slugs."""
    if council := council_named(slug):
        return council
    raise CommandError(no_council(slug))
