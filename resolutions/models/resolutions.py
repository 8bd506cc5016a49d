"""Resolutions of the Council, with their files."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator, capfirst

from core.pages.markup import clean_html, is_markup
from core.pages.timeline import Event, merged_by_day
from core.records.constraints import check, unique
from core.records.expressions import YearOf
from core.records.history import history
from core.records.models import Attachment
from core.records.periods import Period
from core.vietnamese.dates import short_date
from councils.querysets import CouncilQuerySet
from resolutions.citations import citation
from resolutions.legal_effect import legal_effect_events
from resolutions.models.numbered import NumberedDocument, NumberedDocumentQuerySet, feed_index, list_index
from resolutions.models.registers import RESOLUTION_OF_COUNCIL
from resolutions.models.votes import Vote
from resolutions.numbers import parse_document_number, slug_condition
from resolutions.provisions import DocumentText, document_text

NOT_CLASSIFIED = "chưa phân loại"
WITHOUT_MEANING = ("", "kèm theo", "kèm theo nghị quyết", "của nghị quyết")  # after the role in the title of a file


class ResolutionQuerySet(NumberedDocumentQuerySet["Resolution"]):
    day_field = "adopted_on"

    def adopted_in(self, period: Period) -> Self:
        """Resolutions adopted in `period`; reports count a resolution by the day of its adoption."""
        return self.filter(**period.days_of("adopted_on"))

    def listed_in(self, period: Period) -> Self:
        return self.adopted_in(period)

    def with_final_vote(self) -> Self:
        """Load the vote by which the whole text of each resolution has passed as `final_vote`.

        The join adds no rows, because a resolution has one such vote at most.
        """
        final = FilteredRelation("votes", condition=Q(votes__is_final=True, votes__result="passed"))
        return self.annotate(final_vote=final, final_vote_id=F("final_vote__pk")).select_related("final_vote")

    def for_list(self) -> Self:
        return super().for_list().select_related("session__term", "resolution_class")

    def for_rows(self) -> Self:
        """The columns and related rows that public lists need, without the long texts."""
        return super().for_rows().with_final_vote().defer("body", "summary")

    def for_page(self) -> Self:
        """The related rows that the page of a resolution needs."""
        defeated = Vote.objects.final().filter(resolution=OuterRef("pk"), result=Vote.Result.DEFEATED)
        rows = super().for_page().select_related("session__term__council").with_final_vote()
        return rows.annotate(has_defeated_vote=Exists(defeated))

    def matching_short_slug(self, slug: str) -> Self:
        """Resolutions with the slug of a shortened address; without a match, those with its number."""
        exact, parsed = self.filter(slug_condition(slug)), parse_document_number(slug.replace("-", " "))
        return exact if parsed is None or exact.exists() else self.filter(parsed.condition(self.day_field))


class Resolution(NumberedDocument):
    """A decision that the Council itself has adopted by vote at a session.

    A resolution of the Thường trực ("NQ-HĐND") is an IssuedDocument, even if both share a register.
    """

    HAPPENED_FIELDS = {"adopted_on": {}, "issued_on": {}, "year": {}}

    class LegalKind(models.TextChoices):
        NORMATIVE = "normative", "quy phạm pháp luật"
        INDIVIDUAL = "individual", "cá biệt"

    SAME_COUNCIL_FIELDS = (*NumberedDocument.SAME_COUNCIL_FIELDS, "resolution_class")

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, editable=False, verbose_name="HĐND")
    session = models.ForeignKey(
        "sessions_app.CouncilSession", on_delete=models.PROTECT, related_name="resolutions", verbose_name="kỳ họp"
    )
    draft = models.ForeignKey(
        "sessions_app.SessionDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="dự thảo",
    )
    adopted_on = models.DateField("ngày thông qua")
    adopted_year = models.GeneratedField(
        expression=YearOf("adopted_on"), output_field=models.IntegerField(), db_persist=True, verbose_name="năm thông qua"
    )
    resolution_class = models.ForeignKey(
        "resolutions.ResolutionClass",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="loại nghị quyết",
        help_text="Để trống nếu chưa phân loại.",
    )
    legal_kind = models.CharField(
        "tính chất pháp lý", max_length=10, choices=LegalKind, blank=True, help_text="Để trống nếu chưa phân loại."
    )
    is_shortened = models.BooleanField(
        "trình tự, thủ tục rút gọn",
        default=False,
        help_text="Nghị quyết QPPL theo trình tự này có thể có hiệu lực ngay từ ngày thông qua.",
    )
    summary = models.TextField("tóm tắt", blank=True)
    body = models.TextField("toàn văn", blank=True)

    objects = ResolutionQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "adopted_year", "title_key"])

    class Meta(NumberedDocument.Meta):
        verbose_name = verbose_name_plural = "nghị quyết"
        ordering = ["-adopted_on", "-id"]
        indexes = [
            models.Index(fields=["council", "-adopted_on", "-id"], name="resolution_council_adopted"),
            list_index("adopted_on", "resolution_adopted"),
            feed_index("resolution_feed"),
            # All columns of the facets: the list is counted without the rows themselves, which hold the long texts.
            models.Index(
                fields=["adopted_year", "resolution_class", "legal_kind", "session", "council", "status", "publish_at"],
                name="resolution_facets",
            ),
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
            unique(
                *("session", "title_key"),
                name="resolution_title_without_number",
                message="Kỳ họp đã có nghị quyết chưa có số mang trích yếu này.",
                when=Q(number__isnull=True, symbol=""),
                beside="title",
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
        errors = {}
        if self.session_id is not None and self.adopted_on and not self.session.covers(self.adopted_on):
            errors["adopted_on"] = "Ngày thông qua nằm ngoài thời gian của kỳ họp."
        if self.session_id is not None and self.draft is not None and self.draft.session_id != self.session_id:
            errors["draft"] = "Dự thảo này thuộc một kỳ họp khác."
        if errors:
            raise ValidationError(errors)

    @property
    def kind(self) -> str:
        return RESOLUTION_OF_COUNCIL

    @staticmethod
    def url_from(council: str, number_year: int | None, issued_on: date | None, slug: str, pk: int) -> str:
        """The public address by number; a resolution without a number has one by its id."""
        if number_year and slug:
            return reverse("resolutions:detail", args=[council, number_year, slug])
        return reverse("resolutions:unnumbered", args=[council, pk])

    @property
    def class_label(self) -> str:
        """The council's own class of the resolution: "thường kỳ"; "chưa phân loại" where nobody has chosen one."""
        return self.resolution_class.label if self.resolution_class else NOT_CLASSIFIED

    @property
    def legal_kind_label(self) -> str:
        """The legal kind: "cá biệt"; "chưa phân loại" where nobody has chosen one."""
        return str(self.LegalKind(self.legal_kind).label) if self.legal_kind else NOT_CLASSIFIED

    @property
    def listed_on(self) -> date:
        """The day of adoption."""
        return self.adopted_on

    @cached_property
    def document_text(self) -> DocumentText:
        """The full text as safe HTML, in which each Điều is a heading with an id."""
        return document_text(self.body, signer=self.signer.full_name if self.signer else "")

    @property
    def citation(self) -> str:
        """How the resolution is cited; blank without a number or a signature."""
        return citation("Nghị quyết", self.symbol, self.issued_on, self.issuing_council.full_name, self.title)

    def timeline(self) -> list[Event]:
        """Adoption, signature, begin and end of effect, one Event for each day that is recorded."""
        return merged_by_day(
            [
                Event(self.adopted_on, "Thông qua", self.session.name),
                Event(self.issued_on, "Ký ban hành"),
                *legal_effect_events(self.effective_from, self.expires_on),
            ]
        )

    @property
    def vote_share(self) -> str:
        """The share of all delegates in favour: "88,6% tổng số đại biểu", with a defeat; blank without a vote on the text."""
        if not self.text_votes:
            return ""
        vote = self.text_votes[-1]
        share = f"{vote.percent_of(self.council)} tổng số đại biểu"
        return share if vote.has_passed else f"{share}, không thông qua"

    @cached_property
    def final_vote(self) -> Vote | None:
        """The vote by which the whole text has passed, or None; `with_final_vote` loads it in advance."""
        if vars(self).get("final_vote_id", self) is None:
            return None
        return self.votes.final().passed().first()

    @cached_property
    def text_votes(self) -> list[Vote]:
        """The votes on the whole text, the one that has passed last; `for_page` loads it if it is the only one."""
        if vars(self).get("has_defeated_vote", True):
            return sorted(self.votes.final(), key=lambda vote: vote.has_passed)
        return [self.final_vote] if self.final_vote else []


class ResolutionFileQuerySet(CouncilQuerySet["ResolutionFile"]):
    council_path = "resolution__council"


class ResolutionFile(Attachment):
    """A file of a resolution: the signed original, its text, or an annex."""

    part_of, OWNER = ("resolution",), "resolution"

    class Role(models.TextChoices):
        SIGNED = "signed", "bản ký"
        TEXT = "text", "bản chữ"
        ANNEX = "annex", "phụ lục"

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="files", verbose_name="nghị quyết")
    role = models.CharField("vai trò của tệp", max_length=10, choices=Role, default=Role.SIGNED)

    objects = ResolutionFileQuerySet.as_manager()
    history = history(excluded_fields=["title_key"], is_late=True)

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "tệp nghị quyết"

    @property
    def short_title(self) -> str:
        """The role in place of a title that says no more: "Phụ lục" of "Phụ lục kèm theo nghị quyết"."""
        role = capfirst(self.get_role_display())
        return role if self.title.removeprefix(role).strip() in WITHOUT_MEANING else self.title

    def get_absolute_url(self):
        return reverse("resolutions:file", args=[self.pk, self.file_name])
