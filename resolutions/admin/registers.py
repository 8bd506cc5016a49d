"""The admin of registers and of the classes of resolutions."""

from django.contrib import admin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from core.admin import RecordAdmin
from core.admin.addresses import change_url
from core.admin.related_fields import is_primary_key
from core.records.rights import permits
from core.vietnamese.dates import parse_date
from councils.admin import VocabularyAdmin
from resolutions.forms import LEADING_NUMBER, RegisterForm
from resolutions.models import Register, ResolutionClass


@admin.register(Register)
class RegisterAdmin(RecordAdmin):
    form = RegisterForm
    list_display = ["name", "council", "key", "example", "kinds_text"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["name", "key", "pattern"]
    search_help_text = "Tìm theo tên sổ, mã, ký hiệu; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["council", "issuer"]
    fields = ["council", "key", "name", "pattern", "for_kinds", "issuer"]

    @admin.display(description="ví dụ số, ký hiệu", ordering="pattern")
    def example(self, register):
        return register.example

    @admin.display(description="dùng cho", ordering="for_kinds")
    def kinds_text(self, register):
        return register.kinds_text

    def get_urls(self):
        next_number = path("so-tiep-theo/", self.admin_site.admin_view(self.next_number), name="resolutions_register_next")
        return [next_number, *super().get_urls()]

    def next_number(self, request):
        """The JSON for the number field of a document form: `sentence` and `holders`.

        `sentence` is the next number and the unused ones of the register (primary key in `so`) in the year `nam`;
        `holders` are the documents that have the number in `go`. Raises Http404 for a register that is not visible.
        """
        primary_key, year = request.GET.get("so", ""), self.parse_year(request.GET.get("nam", ""))
        register = get_object_or_404(self.get_queryset(request), pk=primary_key if is_primary_key(primary_key) else None)
        series = register.series(year)
        sentence = f"Số tiếp theo của năm {year}: {series.next_number}."
        if series.gaps:
            more = " …" if series.has_more_gaps else ""
            sentence += f" Số chưa dùng: {', '.join(map(str, series.gaps))}{more}."
        return JsonResponse({"sentence": sentence, "holders": self.documents_with_typed_number(request, register, year)})

    def parse_year(self, text):
        """The year in `text`, which is a year or a date; without a valid one the current year."""
        if text.strip().isdecimal() and len(text.strip()) == 4 and 1945 <= int(text) <= 2200:
            return int(text)
        try:
            return parse_date(text, today=timezone.localdate()).year
        except ValueError:
            return timezone.localdate().year

    def documents_with_typed_number(self, request, register, year):
        """Name and address of the documents with the number in `go` (a number or a symbol) that the user may view."""
        number = LEADING_NUMBER.match(request.GET.get("go", "").strip())
        documents = register.documents_with_number(year, int(number[1]), number[2].lower()) if number else []
        visible = [document for document in documents if permits(request.user, "view", document._meta, document)]
        return [{"name": str(document), "url": change_url(document)} for document in visible]


@admin.register(ResolutionClass)
class ResolutionClassAdmin(VocabularyAdmin):
    fields = [*VocabularyAdmin.fields, "is_personnel"]
