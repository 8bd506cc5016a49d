"""The public pages of reports. Staff of the council see its drafts at the same addresses."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django.views.generic.base import View

from accounts.models import User
from core.pages.addresses import query_values, with_query
from core.pages.conditional import unless_unchanged
from core.pages.former_addresses import lists_of_former_keys, other_public_records_at, redirect_from_former_keys
from core.pages.list_data import data_links, data_response, wanted_format
from core.pages.pagination import NearestPages
from core.pages.previews import never_cached
from core.pages.publication import PagedListView
from core.records.rights import staff_user
from councils.models import Council
from reports.content import ReportContent
from reports.figure_page import FigurePage
from reports.figures.formatting import SPLIT_QUERIES
from reports.formats.pdf import RenderError
from reports.linked_data import report_data
from reports.list_page import listed_reports, next_year, series_through_periods
from reports.models import AnnualReport, ReportFile
from reports.models.report import AnnualReportQuerySet
from reports.report_page import page_context
from reports.sections import ReportSection

REPORTS_PER_PAGE = 10
ROWS_PER_PAGE = 50
MAX_VERSION_DIGITS = 4
UNKNOWN_LEVEL = "?"


def readable_reports(user: User | AnonymousUser) -> AnnualReportQuerySet:
    """The reports that `user` may read: the issued ones, and for staff the drafts of their councils."""
    reports = AnnualReport.objects.for_list()
    issued = reports.issued().of_hosted_councils()
    if user.is_authenticated and user.is_staff:
        return issued | reports.visible_to(user)
    return issued


class NeverCachedForStaffMixin(View):
    """A page that differs for staff, who see drafts: what they get is stored nowhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: Django's own arguments
        response = super().dispatch(request, *args, **kwargs)
        return never_cached(response) if request.user.is_authenticated and request.user.is_staff else response


class ReportListView(NeverCachedForStaffMixin, PagedListView):
    """The newest readable version of all reports, or of those of the council in `?hd=`; the newest period first.

    Its first page compares the periods of that council, or else of the council of this portal.
    """

    template_name = "reports/annualreport_list.html"
    paginate_by = REPORTS_PER_PAGE

    def get(  # type: ignore[override]  # data is a stream, which is no HttpResponse
        self,
        request: HttpRequest,
        *args: Any,
        **kwargs: Any,  # Any: Django's own arguments
    ) -> HttpResponseBase:
        if wanted_format(request):
            return self.data_response(request)
        response = cast(Any, super().get(request, *args, **kwargs))  # Any: a TemplateResponse
        is_unknown = self.query and response.context_data["council"] is None
        return (redirect_from_former_keys(request) if is_unknown else None) or response

    def data_response(self, request: HttpRequest) -> HttpResponseBase:
        """The issued reports as data, for staff too."""
        self.query = query_values(request.GET, ["hd"])["hd"]
        reports = self.of_council(ReportSection().public_rows()).for_list().prefetch_related("files")
        redirect_to_present_key = None if reports.exists() else redirect_from_former_keys(request)
        return redirect_to_present_key or data_response(request, ReportSection().list_data(reports, self.data_path))

    @property
    def data_path(self) -> str:
        """The path of the list with its query, without the number of the page."""
        return with_query(reverse("reports:list"), [("hd", self.query)])

    def of_council(self, reports: AnnualReportQuerySet) -> AnnualReportQuerySet:
        """The reports of the council in the query, if there is one."""
        return reports.filter(council__slug=self.query) if self.query else reports

    def get_queryset(self) -> AnnualReportQuerySet:
        self.query = query_values(self.request.GET, ["hd"])["hd"]
        return self.of_council(readable_reports(self.request.user).newest_versions().with_figures())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # Any: Django's own arguments and context
        council = Council.objects.hosted().filter(slug=self.query).first() if self.query else None
        context: dict[str, Any] = super().get_context_data(
            query=self.query, council=council, former_lists=lists_of_former_keys(self.request), **kwargs
        )
        reports = list(context["object_list"])
        subject = council or Council.objects.of_this_portal().first()
        is_first_page = context["page_obj"].number == 1
        return context | {
            "listed_reports": listed_reports(reports, subject),
            "data_links": data_links(self.data_path) if any(report.is_issued for report in reports) else [],
            "series": series_through_periods(reports, subject) if subject and is_first_page else [],
            "next_year": next_year(reports, subject) if subject and is_first_page else "",
        }


class ShortAddressView(NeverCachedForStaffMixin, View):
    """Redirects from a short address: `/bao-cao/cau-giay/` to a council's list, `/bao-cao/2021/` to the report of this portal."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        if Council.objects.hosted().filter(slug=name).exists():
            return redirect(with_query(reverse("reports:list"), [("hd", name)]))
        report = readable_reports(request.user).of(Council.objects.of_this_portal()).filter(slug=name).first()
        if report is None:
            raise Http404
        return redirect(report)


class ReportMixin(View):
    """Selects the report of the address: the newest version that the user may read, or the version in `?ban=`."""

    version_error = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # Any: Django's own arguments
        self.report = self.get_report()
        response = super().dispatch(request, *args, **kwargs)
        is_public = self.report.is_issued and self.report.council.is_hosted
        return response if is_public else never_cached(response)

    def get_report(self) -> AnnualReport:
        """Raises Http404 where the user may read no version."""
        reports = readable_reports(self.request.user).defer(None).select_related("signer", "council", "issued_document")
        reports = reports.filter(council__slug=self.kwargs["council"], slug=self.kwargs["slug"])
        newest = reports.order_by("-version").first()
        if newest is None:
            raise Http404
        self.newest_version = newest.version
        version = self.request.GET.get("ban", "")
        if not version:
            return newest
        is_number = version.isdecimal() and len(version) <= MAX_VERSION_DIGITS
        report = reports.filter(version=int(version)).first() if is_number else None
        return report or self.handle_unknown_version(newest)

    def handle_unknown_version(self, newest: AnnualReport) -> AnnualReport:
        """The newest version, with an error message on the page."""
        self.version_error = "Không có bản báo cáo như địa chỉ đã ghi; trang này cho xem bản mới nhất."
        return newest


class ReportFileMixin(ReportMixin):
    """Selects the report of a file; an unknown version is not found."""

    def handle_unknown_version(self, newest: AnnualReport) -> AnnualReport:
        raise Http404


class ReportDetailView(ReportMixin, DetailView):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    template_name = "reports/annualreport_detail.html"
    context_object_name = "report"

    def get_object(self, queryset: QuerySet[AnnualReport] | None = None) -> AnnualReport:
        return self.report

    def earlier_version(self) -> int | None:
        """The version before this one, if the user may read it."""
        if self.report.version == 1:
            return None
        versions = readable_reports(self.request.user).filter(council=self.report.council, slug=self.report.slug)
        earlier = versions.filter(version__lt=self.report.version).order_by("-version")
        return earlier.values_list("version", flat=True).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # Any: Django's own arguments and context
        context = page_context(ReportContent(self.object), staff_user(self.request)) | {
            "linked_data": report_data(self.object),
            "newest_version": self.newest_version,
            "earlier_version": self.earlier_version(),
            "version_query": f"?ban={self.object.version}" if self.request.GET.get("ban") else "",
            "version_error": self.version_error,
            "former_records": other_public_records_at(self.request.path, self.object) if self.object.is_issued else [],
        }
        return super().get_context_data(**context, **kwargs)


class ReportPdfView(ReportFileMixin):
    """The PDF: the issued file, or the draft as it is now."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        content = ReportContent(self.report)
        return unless_unchanged(request, content.sha256(ReportFile.Format.PDF), partial(self.pdf_response, content))

    def pdf_response(self, content: ReportContent) -> HttpResponse:
        report = self.report
        try:
            pdf = content.pdf()
        except RenderError as error:
            return render(self.request, "reports/unprintable.html", {"report": report, "sentence": str(error)}, status=422)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="bao-cao-{report.council.slug}-{report.slug}.pdf"'
        return response


class ReportJsonView(ReportFileMixin):
    """The figures as JSON."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        content = ReportContent(self.report)
        return unless_unchanged(request, content.sha256(ReportFile.Format.JSON), partial(self.json_response, content))

    def json_response(self, content: ReportContent) -> HttpResponse:
        return HttpResponse(content.json(), content_type="application/json")


def level_in(query: Mapping[str, str]) -> str:
    """The level that the address of a figure names: one of councils, or the share before or after a merger."""
    if days := query.get("ky", ""):
        return next((key for key, value in SPLIT_QUERIES.items() if value == days), UNKNOWN_LEVEL)
    level = query.get("cap", "")
    return UNKNOWN_LEVEL if level in SPLIT_QUERIES else level


class FigureView(ReportMixin):
    """The page behind a figure: its value, and the records that it counts."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        report, code = self.report, kwargs["code"]
        if code not in ReportContent(report).codes:
            raise Http404
        query = query_values(request.GET, ["ban", "phan", "cap", "ky"])
        page = FigurePage(report, code, part=request.GET.get("phan", ""), level=level_in(request.GET))
        path = with_query(request.path, query.items())
        if wanted_format(request):
            return data_response(request, page.list_data(path))
        pages = NearestPages(page.rows, ROWS_PER_PAGE)
        rows = pages.get_page(request.GET.get("trang"))
        context = page.context(listed_count=pages.count) | {
            "report": report,
            "rows": [page.listed_record(record) for record in rows],
            "data_links": data_links(path),
            "page_obj": rows,
            "back_url": report.get_absolute_url(),
            "is_draft": not report.is_issued,
            "version_error": self.version_error,
            "view": self,
        }
        return render(request, "reports/figure_detail.html", context)
