"""Load the records of a council from a folder of CSV tables: all of them, or none."""

import json
from pathlib import Path
from typing import cast

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.records.rights import StaffUser
from exchange.folder import existing_directory
from exchange.loading import load_folder

TRIAL = (
    "Mã của lần chạy thử: {code}. Nạp với --preview {code} thì không ghi gì nếu từ lúc này có người sửa "
    "những gì các dòng sẽ ghi đè."
)


class Command(BaseCommand):
    help = "Nạp các sổ CSV trong một thư mục (xem docs/csv-tables.md): nạp trọn vẹn, hoặc không ghi gì nếu còn lỗi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path)
        parser.add_argument("--council", metavar="SLUG", required=True, help="HĐND của các dòng không ghi HĐND.")
        parser.add_argument(
            "--user", metavar="NAME", default="", help="Nạp với quyền của người này; mặc định: quản trị kỹ thuật."
        )
        parser.add_argument(
            "--as-new", action="store_true", help="Dòng giống dòng đã có mà khác khóa là bản ghi mới, không hỏi lại."
        )
        parser.add_argument("--dry-run", action="store_true", help="Chạy thử: kiểm tra và đếm, không ghi gì.")
        parser.add_argument(
            "--preview", metavar="CODE", default="", help="Chỉ nạp nếu dữ liệu còn như lần chạy thử đã in mã này."
        )
        parser.add_argument(
            "--convert", action="store_true", help="Chuyển chữ TCVN3, VNI hoặc đọc nhầm bảng mã sang Unicode thay cho báo lỗi."
        )
        parser.add_argument("--report", metavar="FILE.json", type=Path, help="Ghi kết quả và mọi lỗi ra tệp này.")

    def handle(
        self,
        *,
        directory: Path,
        council: str,
        dry_run: bool,
        report: Path | str | None,
        user: str = "",
        convert: bool = False,
        as_new: bool = False,
        preview: str = "",
        **options: object,
    ) -> None:
        account = self._account(user)
        if not existing_directory(directory).is_dir():
            raise CommandError(f"Không có thư mục “{directory}”.")
        if report:
            self._write(report, "")
        try:
            result = load_folder(
                directory, council, dry_run=dry_run, as_new=as_new, convert=convert, user=account, preview=preview
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if report:
            self._write(report, json.dumps(result.as_json(), ensure_ascii=False, indent=2) + "\n")
        for notice in result.notices:
            self.stdout.write(notice)
        for error in result.errors:
            self.stderr.write(str(error))
        if result.errors:
            raise CommandError(f"Chưa ghi gì: {len(result.errors)} lỗi. Hãy sửa các lỗi trên rồi nạp lại.")
        for sentence in result.report_sentences:
            self.stderr.write(sentence)
        summary = "Chạy thử, không ghi gì; sẽ thêm" if dry_run else "Đã thêm"
        self.stdout.write(f"{summary} {result.added} dòng, sửa {result.changed}, giữ nguyên {result.unchanged}.")
        if result.code:
            self.stdout.write(TRIAL.format(code=result.code))

    def _account(self, name: str) -> StaffUser | None:
        """Return the account called `name`; None for the administrator, whom nothing is refused."""
        if not name:
            return None
        account = get_user_model()._default_manager.filter(username=name, is_active=True).first()
        if account is None:
            raise CommandError(f"Không có người dùng “{name}” đang hoạt động; hãy kiểm tra tên đăng nhập.")
        return cast(StaffUser, account)

    def _write(self, path: Path | str, text: str) -> None:
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Không ghi được tệp “{path}”; hãy kiểm tra đường dẫn và quyền ghi.") from error
