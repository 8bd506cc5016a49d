"""News of a council: articles, their pictures and files, and their page views."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.models import Addressed
from core.pages.markup import clean_html
from core.records.constraints import unique
from core.records.expressions import MonthOf
from core.records.history import history
from core.records.models import Attachment, Folded, Pictured, Publishable, Record
from core.records.querysets import RecordT, has_exact_words
from core.records.slugs import Slugged
from core.uploads.fields import PictureField
from core.vietnamese.normal_form import normal_form
from councils.models import Vocabulary
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.numbers import mentions_document, parse_document_number

WIDTHS = (400, 800, 1280)
TEXT_FIELDS = ("title", "lead", "body")


class Category(Vocabulary):
    """A category by which a council groups its news."""

    CSV_TABLE = "categories"

    history = history(excluded_fields=["label_key"], is_late=True)

    class Meta(Vocabulary.Meta):
        abstract = False
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"


class ArticleQuerySet(PublishableCouncilQuerySet["Article"]):
    def for_rows(self) -> Self:
        """The columns and related rows that public lists need, without the long text."""
        return self.select_related("category", "council").defer("body", "search_key")

    def for_page(self) -> Self:
        """The related rows and annotations that the page of an article needs."""
        return self.select_related("category", "council").with_views().with_text_changed_at()

    def searched(self, text: str) -> Self:
        """Articles that mention `text` in title, lead or signature, or were published in the month that it names.

        First those that have the words with the diacritics of `text`.
        """
        parsed = parse_document_number(text)
        month = parsed.whole_month if parsed else None
        in_month = Q(publish_month=month) if month else Q(pk__in=())
        rows = self.annotate(has_exact_words=has_exact_words(text)).filter(mentions_document(text) | in_month)
        return rows.order_by("-has_exact_words", "-publish_at", "-id")

    def in_month(self, year: int, month: int | None = None) -> Self:
        """Articles published in a year, or in one month of it, in Vietnamese time."""
        of_year = self.filter(publish_at__year=year)
        return of_year.filter(publish_month=year * 100 + month) if month else of_year

    def older_than(self, article: "Article") -> Self:
        """Articles published before `article`, the newest first.

        The bound beside the OR, here and below, gives the database a range of the index; the OR alone does not.
        """
        earlier = Q(publish_at__lt=article.publish_at) | Q(publish_at=article.publish_at, pk__lt=article.pk)
        return self.filter(earlier, publish_at__lte=article.publish_at).order_by("-publish_at", "-id")

    def newer_than(self, article: "Article") -> Self:
        """Articles published after `article`, the oldest first."""
        later = Q(publish_at__gt=article.publish_at) | Q(publish_at=article.publish_at, pk__gt=article.pk)
        return self.filter(later, publish_at__gte=article.publish_at).order_by("publish_at", "id")

    def with_views(self) -> Self:
        """Annotate each article with `stored_views`, the sum of its daily page views."""
        sums = ArticleViews.objects.filter(article=OuterRef("pk")).order_by().values("article").annotate(sum=Sum("count"))
        return self.annotate(stored_views=Coalesce(Subquery(sums.values("sum")), 0))

    def with_text_changed_at(self) -> Self:
        """Annotate each article with `text_changed_at`: when its present text replaced another published text, or None."""
        versions = self.model.history  # a manager, which the untyped simple_history adds
        public = versions.filter(  # type: ignore[attr-defined]  # as above
            id=OuterRef("pk"), status=Publishable.Status.PUBLISHED
        ).values("history_date")
        present = {name: OuterRef(name) for name in TEXT_FIELDS}
        replaced = public.exclude(**present).order_by("-history_date")
        changed = public.filter(**present, history_date__gt=OuterRef("replaced_at")).order_by("history_date")
        return self.alias(replaced_at=Subquery(replaced[:1])).annotate(text_changed_at=Subquery(changed[:1]))


class Article(Slugged, Addressed, Folded, Publishable):
    """A piece of news that a council publishes."""

    URL_FIELDS = ("publish_at", "slug", "pk")
    SLUG_SOURCE, is_name_unique = "title", False

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="articles", verbose_name="HĐND")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="articles", verbose_name="chuyên mục")
    title = models.CharField("tiêu đề", max_length=300)
    slug = models.SlugField("đường dẫn", max_length=150, blank=True, db_index=False, help_text="Để trống thì lấy theo tiêu đề.")
    lead = models.TextField("sapo", blank=True)
    body = models.TextField(
        "nội dung",
        help_text="Mã HTML; phần trình bày lạ, mã lệnh bị bỏ khi lưu.",
        error_messages={"blank": "Nội dung không có chữ nào; mã lạ đã bị bỏ."},
    )
    signature = models.CharField("bút danh", max_length=100)
    sessions = models.ManyToManyField(
        "sessions_app.CouncilSession", blank=True, related_name="articles", verbose_name="kỳ họp liên quan"
    )
    resolutions = models.ManyToManyField(
        "resolutions.Resolution", blank=True, related_name="articles", verbose_name="nghị quyết liên quan"
    )
    people = models.ManyToManyField("councils.Person", blank=True, related_name="articles", verbose_name="người liên quan")
    publish_month = models.GeneratedField(
        expression=MonthOf("publish_at"), output_field=models.IntegerField(), db_persist=True, verbose_name="tháng đăng"
    )

    objects = ArticleQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "publish_month"], m2m_fields=["sessions", "resolutions", "people"])
    text_changed_at: datetime | None  # of with_text_changed_at()

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = "tin bài"
        verbose_name_plural = "tin bài"
        ordering = ["-publish_at", "-id"]
        indexes = [
            # The order of the list and of the feed, followed by the columns of the facets: the list is counted without the
            # rows themselves, which hold the long texts.
            models.Index(fields=["status", "-publish_at", "-id", "publish_month", "category"], name="news_article_published"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "category")

    def normalise(self):
        self.body = clean_html(self.body or "")
        super().normalise()

    def search_text(self):
        return f"{self.title} {self.lead} {self.signature}"

    def slug_rows(self):
        """The other articles of the council that are published on the same day, or are as undated as this one."""
        rows = super().slug_rows()
        if self.publish_at is None:
            return rows.filter(publish_at__isnull=True)
        midnight = timezone.localtime(self.publish_at).replace(hour=0, minute=0, second=0, microsecond=0)
        return rows.filter(publish_at__gte=midnight, publish_at__lt=midnight + timedelta(days=1))

    def same_named(self):
        """The articles of the day with the same title: those of the same minute and lead first."""
        title = normal_form(self.title)
        rows = [row for row in self.slug_rows().defer("body") if normal_form(row.title) == title]
        return sorted(rows, key=lambda row: (row.publish_at != self.publish_at, row.lead != self.lead, row.pk))

    @property
    def updated_at(self) -> datetime | None:
        """When the text was changed after publication, by `with_text_changed_at()`; None if it was not."""
        is_later = self.text_changed_at and self.publish_at and self.text_changed_at > self.publish_at
        return self.text_changed_at if is_later else None

    @staticmethod
    def url_from(publish_at: datetime | None, slug: str, pk: int) -> str:
        """The public address, with the month of publication in Vietnamese time; without one, the current month."""
        month = timezone.localtime(publish_at)
        return reverse("news:detail", kwargs={"year": f"{month:%Y}", "month": f"{month:%m}", "slug": slug, "pk": pk})

    def get_absolute_url(self) -> str:
        return self.url_from(self.publish_at, self.slug, self.pk)


class ArticlePartQuerySet(CouncilQuerySet[RecordT]):
    council_path = "article__council"


class Photo(Pictured):
    """A picture of an article; only our own encoding of it is stored."""

    PICTURE_FIELD = "image"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photos", verbose_name="tin bài")
    image = PictureField("tệp ảnh")
    caption = models.CharField("chú thích", max_length=300)
    alt = models.CharField(
        "mô tả ảnh", max_length=300, help_text="Điều thấy trong ảnh, đọc cho người không nhìn được; không lặp lại chú thích."
    )
    credit = models.CharField("nguồn ảnh", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    width = models.PositiveSmallIntegerField("rộng (điểm ảnh)", default=0, editable=False)
    height = models.PositiveSmallIntegerField("cao (điểm ảnh)", default=0, editable=False)
    sha256 = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    source_sha256 = models.CharField("mã băm của tệp gốc", max_length=64, blank=True, editable=False)

    objects = ArticlePartQuerySet.as_manager()
    history = history(is_late=True)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "id"]

    def __str__(self):
        return self.caption

    @property
    def is_portrait(self) -> bool:
        """Whether the picture is higher than wide."""
        return self.height > self.width

    @property
    def widths(self) -> list[int]:
        """The widths in pixels in which the picture is offered; the last one is at most its own width."""
        *smaller, widest = WIDTHS
        return [*(width for width in smaller if width < self.width), min(self.width, widest)]

    def url_at(self, width: int) -> str:
        """The address of the picture in the given width."""
        return reverse("news:photo", args=[self.pk, self.picture_version, width])

    @property
    def url(self) -> str:
        """The address of the picture in the middle width."""
        return self.url_at(self.widths[len(self.widths) // 2])

    @property
    def srcset(self) -> str:
        """The value of the HTML attribute `srcset`: the address of each width."""
        return ", ".join(f"{self.url_at(width)} {width}w" for width in self.widths)


class ArticleFile(Attachment):
    """A file that readers of an article can download."""

    OWNER = "article"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="files", verbose_name="tin bài")

    objects = ArticlePartQuerySet.as_manager()
    history = history(excluded_fields=["title_key"], is_late=True)

    class Meta(Attachment.Meta):
        abstract = False
        verbose_name = "tệp của tin bài"
        verbose_name_plural = "tệp của tin bài"

    def get_absolute_url(self):
        return reverse("news:file", args=[self.pk, self.file_name])


class ArticleViews(Record):
    """The number of page views of an article on one day; nothing is stored about the readers."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="views", verbose_name="tin bài")
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("số lượt", default=0)

    objects = ArticlePartQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt xem"
        verbose_name_plural = "lượt xem"
        ordering = ["-day"]
        constraints = [unique("article", "day", name="news_views_day", message="Ngày này đã có số lượt xem.")]

    def __str__(self):
        return f"{self.article}: {self.count} lượt ngày {self.day:%d/%m/%Y}"
