"""What all numbered documents have in common: number, register, signature and legal effect."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, Index, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from core.models import Addressed
from core.records.constraints import check, unique
from core.records.keys import NormalFormField
from core.records.models import Folded, Publishable
from core.records.periods import Period
from core.records.querysets import RecordT, has_exact_words
from core.vietnamese.text import symbol_slug
from councils.models import Council
from councils.querysets import PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.legal_effect import LegalEffect, legal_effect_on
from resolutions.numbers import mentions_document, parse_document_number, similar_condition

if TYPE_CHECKING:  # the module imports this one
    from resolutions.models.registers import Register

NUMBER_TAKEN = "Số này đã dùng trong sổ của năm."
YEARS = [MinValueValidator(1945), MaxValueValidator(2200)]
# The moment of publication as feeds order by it. With an index of the column itself SQLite would sort all rows of a list.
PUBLISHED_AT = Coalesce("publish_at", "first_published_at")


def list_index(day_field: str, name: str) -> Index:
    """The index of a list: its order, followed by the state of publication, so that only public rows are read."""
    return Index(fields=[f"-{day_field}", "-id", "status", "publish_at"], name=name)


def feed_index(name: str) -> Index:
    """The index of a feed: its order, followed by the state of publication."""
    return Index(PUBLISHED_AT.desc(), F("id").desc(), "status", "publish_at", name=name)


class NumberedDocumentQuerySet(PublishableCouncilQuerySet[RecordT]):
    """Numbered documents; `day_field` is the date by which they are listed and found."""

    day_field = "issued_on"

    def for_list(self) -> Self:
        return self.select_related("council", "field")

    def last_published_first(self) -> Self:
        return self.order_by(PUBLISHED_AT.desc(), "-id")

    def for_rows(self) -> Self:
        """The related rows that public lists need."""
        return self.for_list().prefetch_related("files")

    def for_page(self) -> Self:
        """The related rows that the page of a document needs."""
        return self.for_list().select_related("signer")

    def issued_in(self, period: Period) -> Self:
        """Documents signed in `period`."""
        return self.filter(**period.days_of("issued_on"))

    def listed_in(self, period: Period) -> Self:
        """Documents that lists show for `period`: those that reports count in it."""
        return self.issued_in(period)

    def numbered_in(self, register: "Register", year: int) -> Self:
        """Documents with a number of `register` in `year`."""
        return self.filter(register=register, year=year)

    def in_force_on(self, day: date) -> Self:
        """Documents with legal effect on `day`; a document without `effective_from` has no effect."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gt=day), effective_from__lte=day)

    def searched(self, text: str) -> Self:
        """Documents with the number `text` (`has_searched_number`), then others by its diacritics: those that mention it."""
        parsed = parse_document_number(text)
        has_number = parsed.condition(self.day_field) if parsed else Q(pk__in=())
        is_exact = Case(When(has_number, then=True), default=False)
        rows = self.annotate(has_searched_number=is_exact, has_exact_words=has_exact_words(text))
        rows = rows.filter(mentions_document(text) | has_number)
        return rows.order_by("-has_searched_number", "-has_exact_words", f"-{self.day_field}", "-id")

    def with_similar_number(self, text: str) -> Self:
        """Documents whose number is probably meant by `text`: the same number in another year first, then typing errors."""
        parsed = parse_document_number(text)
        if parsed is None or parsed.number is None:
            return self.none()
        order = Case(When(number=parsed.number, then=Value(0)), default=Value(1))
        similar = self.filter(similar_condition(parsed.number, parsed.year, parsed.kind, self.day_field))
        return similar.order_by(order, f"-{self.day_field}", "-id")


class NumberedDocument(Addressed, Folded, Publishable):
    """A document with a number, a symbol and a signature.

    `year` is the year in which the register counts the number, not the year of a date. `expires_on` is the first day
    without effect. The slug follows the symbol; an address that was public leads on.
    """

    HAPPENED_FIELDS = {"issued_on": {}, "year": {}}
    URL_FIELDS = ("council__slug", "year", "issued_on", "slug", "pk")
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
    title_key = NormalFormField("title", verbose_name="khóa của trích yếu")
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
                *("register", "year", "number", "suffix"),
                name="%(class)s_number",
                message=NUMBER_TAKEN,
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
        self.slug = symbol_slug(self.symbol)

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, *self.SAME_COUNCIL_FIELDS)
        errors = self._register_errors()
        if transaction.get_connection().in_atomic_block:
            self._lock_register()
        if self._has_number_of_other_table():
            errors["number"] = NUMBER_TAKEN
        if errors:
            raise ValidationError(errors)

    @property
    def kind(self) -> str:
        """The kind by which registers choose their documents."""
        raise NotImplementedError("each kind of document says how registers call it")

    def _register_errors(self) -> dict[str, str]:
        """What does not fit together: the register with the kind of the document, its number with its symbol."""
        if self.register is None or self._has_stored_number():
            return {}
        errors, issuer = {}, getattr(self, "issuer", None)
        if self.kind and not self.register.takes(self.kind, issuer):
            usual = self.register.council.register_set.for_kind(self.kind, issuer)
            names = ", ".join(f"“{register}”" for register in usual) or "chưa có, hãy lập sổ hoặc bổ sung loại cho sổ"
            errors["register"] = f"Sổ này dùng cho {self.register.kinds_text}. Sổ đúng của văn bản này: {names}."
        printed = self.register.number_in(self.symbol) if self.symbol and self.number is not None else None
        if printed and printed != (self.number, self.suffix.lower()):
            number = f"{self.number}{self.suffix}"
            errors["symbol"] = f"Ký hiệu ghi số {printed[0]}{printed[1]} nhưng ô số ghi {number}; hãy sửa cho khớp."
        return errors

    def _has_stored_number(self) -> bool:
        """Whether what the register tells of the document is stored so already: a later rule does not refuse it."""
        names = {"register_id", "number", "suffix", "symbol", "doc_type", "issuer_id"} & {
            field.attname for field in self._meta.concrete_fields
        }
        same = {name: getattr(self, name) for name in names}
        return self.pk is not None and type(self)._default_manager.filter(pk=self.pk, **same).exists()

    def _lock_register(self) -> None:
        """Let one writer at a time store a number of the register, until the end of the transaction."""
        if self.number is not None and self.register is not None:
            self.register.lock()

    def save(self, *args, **kwargs):
        """Save the document; with a number, after a second look at the other table while the register is locked.

        Raises IntegrityError if a document of the other table has taken the number since `clean`.
        """
        with transaction.atomic():
            self._lock_register()
            if self._has_number_of_other_table():
                raise IntegrityError(NUMBER_TAKEN)
            super().save(*args, **kwargs)

    def _has_number_of_other_table(self) -> bool:
        """Whether a document of the other table has the same number; no constraint can compare two tables."""
        if self.year is None or self.number is None or self.register is None:
            return False
        others = (documents for documents in self.register.documents(self.year) if documents.model is not type(self))
        return any(documents.filter(number=self.number, suffix=self.suffix).exists() for documents in others)

    def search_text(self):
        return f"{self.symbol} {self.title}"

    @property
    def listed_on(self) -> date | None:
        """The day by which lists are ordered and divided."""
        return self.issued_on

    @cached_property
    def issuing_council(self) -> Council:
        """The Council as it was called on the day of the signature, or of the adoption where there is none."""
        day = self.issued_on or self.listed_on
        council: Council = self.council
        return council.as_on(day) if day else council

    @property
    def symbol_and_year(self) -> str:
        """The number with its year, because it comes again each year: "12/NQ-HĐND năm 2021"; blank without a number."""
        year = str(self.year or (self.listed_on.year if self.listed_on else ""))
        return self.symbol if not self.symbol or year in self.symbol else f"{self.symbol} năm {year}"

    @property
    def signature(self) -> str:
        """Who has signed: "Chủ tịch Nguyễn Văn Chiến"; it needs the signer."""
        return f"{self.signer_title} {self.signer.full_name if self.signer else ''}".strip()

    @staticmethod
    def url_from(council: str, number_year: int | None, issued_on: date | None, slug: str, pk: int) -> str:
        """The public address, from the values of URL_FIELDS."""
        raise NotImplementedError("each kind of document has its own addresses")

    def get_absolute_url(self) -> str:
        return self.url_from(self.council.slug, self.year, self.issued_on, self.slug, self.pk)

    def effect_on(self, day: date | None = None) -> LegalEffect:
        """The LegalEffect of the document on `day` (today by default)."""
        return legal_effect_on(self.effective_from, self.expires_on, on=day or timezone.localdate())
