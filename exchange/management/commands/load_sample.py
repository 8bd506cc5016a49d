"""Load the sample council with its drawn pictures and documents and its issued report of 2021."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils.models import Council
from exchange.sample.loading import SampleError, load_sample
from exchange.sample.logins import is_default_database


class Command(BaseCommand):
    help = "Nạp HĐND quận Cầu Giấy làm dữ liệu mẫu: sổ, ảnh, văn bản, báo cáo năm 2021 đã ban hành. Chạy lại thì không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="Lập mỗi vai trò một tài khoản mẫu; chỉ trong SQLite mặc định.")
        parser.add_argument("--if-empty", action="store_true", help="Không làm gì nếu cơ sở dữ liệu đã có HĐND.")

    def handle(self, *, logins: bool, if_empty: bool, **options: object) -> None:
        if logins and not is_default_database():
            raise CommandError("Tài khoản mẫu chỉ lập trong SQLite mặc định, không lập ở cơ sở dữ liệu mà DATABASE_URL chỉ ra.")
        if if_empty and Council.objects.exists():
            self.stderr.write("Cơ sở dữ liệu đã có HĐND: không nạp dữ liệu mẫu.")
            return
        try:
            result = load_sample(has_logins=logins)
        except SampleError as error:
            for message in error.messages:
                self.stderr.write(message)
            raise CommandError("Chưa nạp dữ liệu mẫu; xem các dòng trên.") from error
        self.stdout.write(f"Đã thêm {result.added} dòng, sửa {result.changed}, giữ nguyên {result.unchanged}.")
