"""Load the sample councils: Cầu Giấy with its issued report of 2021, and a ward of today."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils.models import Council
from exchange.sample.loading import SampleError, load_sample, renew_sample
from exchange.sample.logins import is_default_database


class Command(BaseCommand):
    help = (
        "Nạp dữ liệu mẫu: HĐND quận Cầu Giấy (sổ, ảnh, văn bản, báo cáo năm 2021 đã ban hành) và HĐND phường Bến Sậy, một phường "
        "đang hoạt động. Chạy lại thì không đổi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="Lập mỗi vai trò một tài khoản mẫu; chỉ trong SQLite mặc định.")
        parser.add_argument("--renew", action="store_true", help="Dời những ngày dự kiến đã qua của phường mẫu về phía trước.")
        parser.add_argument("--if-empty", action="store_true", help="Không làm gì nếu cơ sở dữ liệu đã có HĐND.")

    def handle(self, *, logins: bool, if_empty: bool, renew: bool, **options: object) -> None:
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
        if renew:
            self.stdout.write(f"Đã dời {renew_sample()} ngày dự kiến của phường mẫu.")
