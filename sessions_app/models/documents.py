"""The documents (tài liệu) of a session, and those that a session must have."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Attachment, Folded, Publishable, Record, refuse_remarks
from core.uploads.fields import DocumentField
from councils.models import Council
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from sessions_app.models.agenda import AgendaItem
from sessions_app.models.council_sessions import CouncilSession

OTHER_SESSION = "Bản ghi này thuộc một kỳ họp khác."
IN_A_CIRCLE = "Bản này lại thay cho chính tài liệu đang ghi; hãy chọn bản cũ hơn."
CONFIDENTIAL_TITLE = "Tài liệu không công khai"


class SessionDocumentQuerySet(PublishableCouncilQuerySet["SessionDocument"]):
    council_path = "session__term__council"

    def published_by_any_council(self, at: datetime | None = None) -> Self:
        """The documents that everybody may read at the moment `at`: published, of a published session, not for staff only."""
        return self.in_published_sessions(at).filter(visibility=SessionDocument.Visibility.PUBLIC).in_open_sittings()

    def in_open_sittings(self) -> Self:
        """Documents without those of the items of closed sittings."""
        return self.exclude(agenda_item__in=AgendaItem.objects.of_closed_sittings())

    def in_published_sessions(self, at: datetime | None = None) -> Self:
        """Published documents of published sessions, whoever may read them."""
        moment = at or timezone.now()
        return super().published_by_any_council(moment).filter(session__status="published", session__publish_at__lte=moment)

    def readable_by(self, councils: Any, at: datetime | None = None) -> Self:  # Any: as in `of`
        """What a delegate of `councils` may read: what is public, and what is open to the delegates of these councils."""
        rows = self.in_published_sessions(at).of_hosted_councils()
        of_all = Q(pk__in=rows.filter(visibility=SessionDocument.Visibility.PUBLIC).in_open_sittings().values("pk"))
        for_delegates = (SessionDocument.Visibility.PUBLIC, SessionDocument.Visibility.DELEGATES)
        return rows.filter(of_all | Q(visibility__in=for_delegates, session__term__council__in=councils))

    def newest_versions(self) -> Self:
        """Documents that no other version replaces."""
        return self.filter(replaced_by__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("session__term__council", "agenda_item__sitting", "agenda_item__moved_to")


class SessionDocument(Publishable, Attachment, Folded):
    """One document of a session: a report, a draft resolution, the minutes. Its file may come later than its title.

    A confidential one has no file and no title of its own; all readers see only that it exists, and the legal reason.
    """

    OWNER: ClassVar[str] = "session"

    class Kind(models.TextChoices):
        REPORT = "report", "báo cáo"
        SUBMISSION = "submission", "tờ trình"
        DRAFT_RESOLUTION = "draft_resolution", "dự thảo nghị quyết"
        VERIFICATION = "verification", "báo cáo thẩm tra"
        CONCLUSION = "conclusion", "kết luận"
        NOTICE = "notice", "thông báo"
        MINUTES = "minutes", "biên bản"
        OTHER = "other", "tài liệu khác"

    class Visibility(models.TextChoices):
        PUBLIC = "public", "mọi người"
        DELEGATES = "delegates", "đại biểu và cán bộ"
        STAFF = "staff", "chỉ cán bộ"

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="documents", verbose_name="kỳ họp")
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="nội dung chương trình",
    )
    kind = models.CharField("loại tài liệu", max_length=16, choices=Kind, default=Kind.REPORT)
    title = models.CharField("tên tài liệu", max_length=300)
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    author = models.CharField("cơ quan soạn", max_length=200, blank=True)
    file = DocumentField("tệp", blank=True)
    sent_on = models.DateField("ngày gửi đại biểu", null=True, blank=True)
    visibility = models.CharField("ai được đọc", max_length=9, choices=Visibility, default=Visibility.PUBLIC)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name="thay cho bản"
    )
    version = models.PositiveSmallIntegerField("bản thứ", default=1)
    is_confidential = models.BooleanField("không công khai theo quy định", default=False)
    legal_reason = models.CharField("căn cứ không công khai", max_length=300, blank=True)

    objects = SessionDocumentQuerySet.as_manager()
    history = history(excluded_fields=["title_key", "search_key"])

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "tài liệu kỳ họp"
        ordering = ["order", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *("session", "kind", "title_key", "version"),
                name="document_once",
                message="Kỳ họp đã có tài liệu cùng loại, cùng tên, cùng bản.",
                when=Q(is_confidential=False),
                beside="title",
            ),
            check(Q(version__gte=1), name="document_version", message="Số của bản bắt đầu từ 1.", beside="version"),
            check(
                ~Q(replaces=F("id")) | Q(replaces__isnull=True),
                name="document_replaces_other",
                message="Tài liệu không thể thay cho chính nó.",
                beside="replaces",
            ),
            check(
                Q(is_confidential=False) | Q(file="", symbol="", author=""),
                name="document_confidential",
                message="Tài liệu không công khai theo quy định thì không ghi tên, số, cơ quan soạn và không tải tệp lên cổng.",
                beside="is_confidential",
            ),
            check(
                Q(is_confidential=False) | ~Q(legal_reason=""),
                name="document_legal_reason",
                message="Phải ghi căn cứ không công khai.",
                beside="legal_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def normalise(self):
        super().normalise()
        if self.is_confidential:
            self.title = CONFIDENTIAL_TITLE
        if self.replaces_id and self.version == 1 and self.replaces is not None:
            self.version = self.replaces.version + 1

    def clean(self):
        super().clean()
        errors = {
            name: OTHER_SESSION
            for name in ("agenda_item", "replaces")
            if (row := getattr(self, name)) is not None and self.session_id and row.session_id != self.session_id
        }
        if not errors and self.pk and self.is_replaced_by(self.replaces):
            errors["replaces"] = IN_A_CIRCLE
        if errors:
            raise ValidationError(errors)
        if self.status == self.Status.PUBLISHED:
            refuse_remarks(self, "file", self)

    def is_replaced_by(self, version: "SessionDocument | None") -> bool:
        """Whether `version`, or one that it replaces, replaces this document."""
        passed = {self.pk}
        while version is not None and version.pk not in passed:
            if version.replaces_id == self.pk:
                return True
            passed.add(version.pk)
            version = version.replaces
        return False

    def search_text(self):
        return "" if self.is_confidential else f"{self.title} {self.symbol} {self.author}"

    @property
    def council(self) -> Council:
        return self.session.council

    @property
    def name(self) -> str:
        """The title as readers see it, with the number of a later version: "… (bản thứ 2)"."""
        title = capfirst(self.title)
        return f"{title} (bản thứ {self.version})" if self.version > 1 else title

    @property
    def is_for_everybody(self) -> bool:
        """Whether everybody may read the document as soon as it is published: no closed sitting discusses it."""
        is_closed = self.agenda_item is not None and self.agenda_item.is_in_closed_sitting
        return self.visibility == self.Visibility.PUBLIC and not is_closed

    def is_public(self, at: datetime | None = None) -> bool:
        """Return whether everybody may read the document at the moment `at`, by default now."""
        return super().is_public(at) and self.session.is_public(at) and self.is_for_everybody

    def get_absolute_url(self) -> str:
        """The address of the file."""
        return reverse("sessions:file", args=[self.pk, self.file_name])


class RequiredDocument(Record):
    """A document that the sessions of a Council must have: a session lacks it until one has its kind and its words."""

    council = models.ForeignKey(
        "councils.Council", on_delete=models.CASCADE, related_name="required_documents", verbose_name="HĐND"
    )
    session_kind = models.CharField(
        "loại kỳ họp", max_length=15, choices=CouncilSession.Kind, default=CouncilSession.Kind.REGULAR
    )
    season = models.CharField(
        "kỳ giữa năm, cuối năm",
        max_length=10,
        choices=CouncilSession.Season,
        blank=True,
        help_text="Để trống nếu cả hai kỳ họp đều phải có.",
    )
    kind = models.CharField("loại tài liệu", max_length=16, choices=SessionDocument.Kind)
    words = models.CharField(
        "từ trong tên tài liệu", max_length=200, help_text="Ví dụ “dự toán ngân sách”; không cần đúng cả tên, không cần dấu."
    )
    words_key = NormalFormField("words", verbose_name="khóa của từ")
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = CouncilQuerySet.as_manager()
    history = history(excluded_fields=["words_key"])

    class Meta:
        verbose_name = verbose_name_plural = "tài liệu phải có"
        ordering = ["session_kind", "season", "kind", "words", "id"]
        constraints = [
            unique(
                *("council", "session_kind", "season", "kind", "words_key"),
                name="required_document_once",
                message="Tài liệu phải có này đã ghi.",
                beside="words",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} có “{self.words}”"

    def applies_to(self, session: CouncilSession) -> bool:
        """Whether `session` must have the document: it has this kind, and this season if one is chosen."""
        kinds = (session.kind, session.second_kind)
        return self.session_kind in kinds and self.season in ("", session.season)
