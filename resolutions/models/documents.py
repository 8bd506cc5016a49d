"""Numbered documents: resolutions of the Council, and other documents of the Council, its Thường trực or a Ban."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst

from core.pages.markup import clean_html, is_markup
from core.pages.timeline import Event, sorted_by_day
from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Attachment, Folded, Publishable
from core.records.periods import Period
from core.records.querysets import RecordT, mentions
from core.vietnamese.dates import short_date
from core.vietnamese.text import symbol_slug
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.legal_effect import LegalEffect, legal_effect_events, legal_effect_on
from resolutions.numbers import parse_document_number, similar_condition, slug_condition
from resolutions.provisions import provisions

if TYPE_CHECKING:  # these modules import this one
    from resolutions.models.registers import Register
    from resolutions.models.votes import Vote

YEARS = [MinValueValidator(1945), MaxValueValidator(2200)]


class NumberedDocumentQuerySet(PublishableCouncilQuerySet[RecordT]):
    def issued_in(self, period: Period) -> Self:
        """Documents signed in `period`."""
        return self.filter(**period.days_of("issued_on"))

    def numbered_in(self, register: "Register", year: int) -> Self:
        """Documents with a number of `register` in `year`."""
        return self.filter(register=register, year=year)

    def in_force_on(self, day: date) -> Self:
        """Documents with legal effect on `day`; a document without `effective_from` has no effect."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gt=day), effective_from__lte=day)


class NumberedDocument(Folded, Publishable):
    """A document with a number, a symbol and a signature.

    `year` is the year in which the register counts the number, not the year of a date. `expires_on` is the first day
    without effect. The slug changes with the symbol until the first publication, and never after it.
    """

    SAME_COUNCIL_FIELDS: tuple[str, ...] = ("register", "field")

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, verbose_name="HĐND")
    register = models.ForeignKey(
        "resolutions.Register", on_delete=models.PROTECT, null=True, blank=True, verbose_name="sổ văn bản"
    )
    year = models.PositiveSmallIntegerField("năm của số", null=True, blank=True, validators=YEARS)
    number = models.PositiveIntegerField("số", null=True, blank=True, validators=[MinValueValidator(1)])
    suffix = models.CharField("chữ sau số", max_length=3, blank=True, help_text="Chỉ cho số chèn, ví dụ a trong 12a.")
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True, help_text="Đúng như in trên văn bản.")
    slug = models.SlugField("đường dẫn", max_length=80, blank=True, db_index=False, editable=False)
    title = models.CharField("trích yếu", max_length=1000)
    issued_on = models.DateField("ngày ký", null=True, blank=True)
    signer = models.ForeignKey(
        "councils.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    signer_title = models.CharField("chức vụ người ký", max_length=100, blank=True)
    field = models.ForeignKey("councils.Field", on_delete=models.PROTECT, null=True, blank=True, verbose_name="lĩnh vực")
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    expires_on = models.DateField(
        "hết hiệu lực từ", null=True, blank=True, help_text="Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực."
    )

    class Meta(Publishable.Meta):
        abstract = True
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                "register",
                "year",
                "number",
                "suffix",
                name="%(class)s_number",
                message="Số này đã dùng trong sổ của năm.",
                when=Q(register__isnull=False, year__isnull=False, number__isnull=False),
                beside="number",
            ),
            check(
                Q(register__isnull=True, year__isnull=True, number__isnull=True)
                | Q(register__isnull=False, year__isnull=False, number__isnull=False),
                name="%(class)s_number_whole",
                message="Sổ, năm và số phải ghi cùng nhau.",
                beside="number",
            ),
            check(
                ~Q(status="published") | (Q(issued_on__isnull=False) & ~Q(symbol="")),
                name="%(class)s_published_signed",
                message="Văn bản công khai phải có số, ký hiệu và ngày ký.",
                beside="symbol",
            ),
            check(
                Q(expires_on__isnull=True) | Q(effective_from__isnull=False, expires_on__gte=F("effective_from")),
                name="%(class)s_effect",
                message="Ngày hết hiệu lực không thể trước ngày có hiệu lực.",
                beside="expires_on",
            ),
        ]

    def normalise(self):
        super().normalise()
        if self.first_published_at is None:
            self.slug = symbol_slug(self.symbol)

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, *self.SAME_COUNCIL_FIELDS)
        if self._has_number_of_other_table():
            raise ValidationError({"number": "Số này đã dùng trong sổ của năm."})

    def _has_number_of_other_table(self) -> bool:
        """Whether a document of the other table has the same number; no constraint can compare two tables."""
        if self.year is None or self.number is None or self.register is None:
            return False
        others = (documents for documents in self.register.documents(self.year) if documents.model is not type(self))
        return any(documents.filter(number=self.number, suffix=self.suffix).exists() for documents in others)

    def search_text(self):
        return f"{self.symbol} {self.title}"

    def effect_on(self, day: date | None = None) -> LegalEffect:
        """The LegalEffect of the document on `day` (today by default)."""
        return legal_effect_on(self.effective_from, self.expires_on, on=day or timezone.localdate())


class ResolutionQuerySet(NumberedDocumentQuerySet["Resolution"]):
    def adopted_in(self, period: Period) -> Self:
        """Resolutions adopted in `period`; reports count a resolution by the day of its adoption."""
        return self.filter(**period.days_of("adopted_on"))

    def with_final_vote(self) -> Self:
        """Load the vote on the whole text of each resolution as `final_vote`.

        The join adds no rows, because a resolution has one final vote at most.
        """
        final = FilteredRelation("votes", condition=Q(votes__is_final=True))
        return self.annotate(final_vote=final, final_vote_id=F("final_vote__pk")).select_related("final_vote")

    def for_list(self) -> Self:
        return self.select_related("council", "session__term", "resolution_class", "field")

    def for_rows(self) -> Self:
        """The columns and related rows that public lists need, without the long texts."""
        return self.for_list().with_final_vote().prefetch_related("files").defer("body", "summary")

    def searched(self, text: str) -> Self:
        """Resolutions with the number `text`, followed by those that contain every word of it."""
        parsed = parse_document_number(text)
        has_number = parsed.condition() if parsed else Q(pk__in=())
        order = Case(When(has_number, then=Value(0)), default=Value(1))
        return self.filter(mentions(text) | has_number).order_by(order, "-adopted_on", "-id")

    def matching_short_slug(self, slug: str) -> Self:
        """Resolutions with the slug of a shortened address; without a match, those with its number."""
        exact, parsed = self.filter(slug_condition(slug)), parse_document_number(slug.replace("-", " "))
        return exact if parsed is None or exact.exists() else self.filter(parsed.condition())

    def with_similar_number(self, text: str) -> Self:
        """Resolutions whose number is probably meant by `text`: the same number in another year first, then typing errors."""
        parsed = parse_document_number(text)
        if parsed is None or parsed.number is None:
            return self.none()
        order = Case(When(number=parsed.number, then=Value(0)), default=Value(1))
        return (
            self.filter(similar_condition(parsed.number, parsed.year))
            .defer("body", "summary")
            .order_by(order, "-adopted_on", "-id")
        )


class Resolution(NumberedDocument):
    """A decision that the Council itself has adopted by vote at a session.

    A resolution of the Thường trực ("NQ-HĐND") is an IssuedDocument, even if both share a register.
    """

    class LegalKind(models.TextChoices):
        NORMATIVE = "normative", "quy phạm pháp luật"
        INDIVIDUAL = "individual", "cá biệt"

    SAME_COUNCIL_FIELDS = (*NumberedDocument.SAME_COUNCIL_FIELDS, "resolution_class")

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, editable=False, verbose_name="HĐND")
    session = models.ForeignKey(
        "sessions_app.CouncilSession", on_delete=models.PROTECT, related_name="resolutions", verbose_name="kỳ họp"
    )
    adopted_on = models.DateField("ngày thông qua")
    resolution_class = models.ForeignKey(
        "resolutions.ResolutionClass", on_delete=models.PROTECT, related_name="resolutions", verbose_name="loại nghị quyết"
    )
    legal_kind = models.CharField("tính chất pháp lý", max_length=10, choices=LegalKind)
    summary = models.TextField("tóm tắt", blank=True)
    body = models.TextField("toàn văn", blank=True)

    objects = ResolutionQuerySet.as_manager()
    history = history(excluded_fields=["search_key"])

    class Meta(NumberedDocument.Meta):
        verbose_name = verbose_name_plural = "nghị quyết"
        ordering = ["-adopted_on", "-id"]
        indexes = [
            models.Index(fields=["council", "-adopted_on", "-id"], name="resolution_council_adopted"),
            models.Index(fields=["-adopted_on", "-id"], name="resolution_adopted"),
        ]
        constraints = [
            *NumberedDocument.Meta.constraints,
            unique(
                "council",
                "year",
                "slug",
                name="resolution_slug",
                message="Đường dẫn này đã dùng.",
                when=Q(year__isnull=False) & ~Q(slug=""),
                beside="symbol",
            ),
            check(
                ~Q(legal_kind=""),
                name="resolution_legal_kind",
                message="Chọn quy phạm pháp luật hoặc cá biệt.",
                beside="legal_kind",
            ),
            check(
                Q(issued_on__isnull=True) | Q(issued_on__gte=F("adopted_on")),
                name="resolution_issued_after_adopted",
                message="Ngày ký không thể trước ngày thông qua.",
                beside="issued_on",
            ),
        ]

    def __str__(self):
        if not self.symbol:
            return f"Nghị quyết chưa có số: {Truncator(self.title).chars(60)}"
        return f"Nghị quyết số {self.symbol} ngày {short_date(self.issued_on or self.adopted_on)}"

    def normalise(self):
        super().normalise()
        if is_markup(self.body):
            self.body = clean_html(self.body)
        if self.session_id is not None:
            self.council_id = self.session.term.council_id

    def clean(self):
        super().clean()
        if self.session_id is not None and self.adopted_on and not self.session.covers(self.adopted_on):
            raise ValidationError({"adopted_on": "Ngày thông qua nằm ngoài thời gian của kỳ họp."})

    def get_absolute_url(self) -> str:
        """The public address by number; a resolution without a number has one by its id."""
        if self.year and self.slug:
            return reverse("resolutions:detail", args=[self.council.slug, self.year, self.slug])
        return reverse("resolutions:unnumbered", args=[self.council.slug, self.pk])

    @property
    def provisions(self) -> SafeString:
        """The full text as safe HTML, in which each Điều has an id."""
        return provisions(self.body)

    def timeline(self) -> list[Event]:
        """Adoption, signature, begin and end of effect as Events in order of time; unknown days are left out."""
        return sorted_by_day(
            [
                Event(self.adopted_on, "Thông qua", self.session.name),
                Event(self.issued_on, "Ký ban hành"),
                *legal_effect_events(self.effective_from, self.expires_on),
            ]
        )

    @property
    def vote_text(self) -> str:
        """The result of the final vote, of all delegates: "31/35 đại biểu (88,6%)"; blank if unknown."""
        vote = self.final_vote
        return f"{vote.in_favour}/{vote.total_delegates} đại biểu ({vote.percent_of(self.council)})" if vote else ""

    @cached_property
    def final_vote(self) -> "Vote | None":
        """The vote on the whole text, or None; `with_final_vote` loads it in advance."""
        if vars(self).get("final_vote_id", self) is None:
            return None
        return self.votes.filter(is_final=True).first()


class IssuedDocumentQuerySet(NumberedDocumentQuerySet["IssuedDocument"]):
    def opinions(self) -> Self:
        """Documents that give an opinion ("văn bản cho ý kiến")."""
        return self.filter(doc_type=IssuedDocument.Type.OPINION)

    def for_list(self) -> Self:
        return self.select_related("council", "issuer", "field")


class IssuedDocument(NumberedDocument):
    """A document of the Council, its Thường trực or a Ban that is not a resolution of the Council itself."""

    class Type(models.TextChoices):
        RESOLUTION = "resolution", "nghị quyết của Thường trực"
        DECISION = "decision", "quyết định"
        REGULATION = "regulation", "quy chế"
        SCHEME = "scheme", "đề án"
        PROGRAMME = "programme", "chương trình"
        PLAN = "plan", "kế hoạch"
        REPORT = "report", "báo cáo"
        SUBMISSION = "submission", "tờ trình"
        NOTICE = "notice", "thông báo"
        OPINION = "opinion", "văn bản cho ý kiến"
        LETTER = "letter", "công văn"
        OTHER = "other", "khác"

    SAME_COUNCIL_FIELDS = (*NumberedDocument.SAME_COUNCIL_FIELDS, "issuer")

    doc_type = models.CharField("loại văn bản", max_length=10, choices=Type)
    issuer = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_documents",
        verbose_name="cơ quan ban hành",
        help_text="Để trống nếu là văn bản của HĐND.",
    )

    objects = IssuedDocumentQuerySet.as_manager()
    history = history(excluded_fields=["search_key"])

    class Meta(NumberedDocument.Meta):
        verbose_name = verbose_name_plural = "văn bản"
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["council", "-issued_on"], name="document_council_issued")]
        constraints = [
            *NumberedDocument.Meta.constraints,
            check(
                ~Q(doc_type="resolution") | Q(issuer__isnull=False),
                name="document_resolution_issuer",
                message="Nghị quyết của HĐND ghi ở mục Nghị quyết.",
                beside="issuer",
            ),
        ]

    def __str__(self):
        kind = capfirst("văn bản" if self.doc_type == self.Type.OTHER else self.get_doc_type_display())
        if not self.symbol:
            return f"{kind} chưa có số: {Truncator(self.title).chars(60)}"
        return f"{kind} số {self.symbol}"


class ResolutionFileQuerySet(CouncilQuerySet["ResolutionFile"]):
    council_path = "resolution__council"


class ResolutionFile(Attachment):
    """A file of a resolution: the signed original, its text, or an annex."""

    class Role(models.TextChoices):
        SIGNED = "signed", "bản ký"
        TEXT = "text", "bản chữ"
        ANNEX = "annex", "phụ lục"

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="files", verbose_name="nghị quyết")
    role = models.CharField("vai trò của tệp", max_length=10, choices=Role, default=Role.SIGNED)

    objects = ResolutionFileQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "tệp nghị quyết"

    def get_absolute_url(self):
        return reverse("resolutions:file", args=[self.pk, self.file_name])


class DocumentFileQuerySet(CouncilQuerySet["DocumentFile"]):
    council_path = "document__council"


class DocumentFile(Attachment):
    """A file of an issued document."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.CASCADE, related_name="files", verbose_name="văn bản")

    objects = DocumentFileQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "tệp văn bản"
