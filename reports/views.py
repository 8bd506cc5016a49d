"""The report's public pages; drafts are seen at the same addresses by those who may see their rows."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView, ListView
from django.views.generic.base import View

from core.pages.addresses import query_values, with_query
from core.pages.pagination import NearestPages
from core.pages.previews import never_cached
from councils.models import Council
from reports.content import ReportContent
from reports.figure_page import FigurePage
from reports.formats.pdf import RenderError
from reports.linked_data import report_data
from reports.models import AnnualReport

ROWS_A_PAGE = 50
VERSION_DIGITS = 4


def readable_reports(user):
    """The reports that `user` may read: the issued ones, and the drafts among the user's rows."""
    reports = AnnualReport.objects.for_list()
    if user.is_authenticated and user.is_staff:
        return reports.issued() | reports.visible_to(user)
    return reports.issued()


class ReportListView(ListView):
    """All reports, or those of the council that `?hd=` names, newest first; of each the newest version that one may see."""

    template_name = "reports/annualreport_list.html"
    paginate_by = None

    def get_queryset(self):
        self.query = query_values(self.request.GET, ["hd"])["hd"]
        reports = readable_reports(self.request.user).newest_versions()
        return reports.filter(council__slug=self.query) if self.query else reports

    def get_context_data(self, **kwargs):
        council = Council.objects.filter(slug=self.query).first() if self.query else None
        return super().get_context_data(query=self.query, council=council, **kwargs)


class ShortAddressView(View):
    """A cut address: `/bao-cao/2021/` is the hosted council's report of that name, `/bao-cao/cau-giay/` a council's list."""

    def get(self, request, name):
        if Council.objects.filter(slug=name).exists():
            return redirect(with_query(reverse("reports:list"), [("hd", name)]))
        report = readable_reports(request.user).of(Council.objects.of_this_portal()).filter(slug=name).first()
        if report is None:
            raise Http404
        return redirect(report)


class OfReport:
    """Finds the report of the address: the newest version that the reader may see, or the one that `?ban=` names."""

    version_error = ""

    def dispatch(self, request, *args, **kwargs):
        self.report = self.get_report()
        response = super().dispatch(request, *args, **kwargs)
        return response if self.report.is_issued else never_cached(response)

    def get_report(self):
        reports = readable_reports(self.request.user).defer(None).select_related("signer", "council", "issued_document")
        reports = reports.filter(council__slug=self.kwargs["council"], slug=self.kwargs["slug"])
        newest = reports.order_by("-version").first()
        if newest is None:
            raise Http404
        version = self.request.GET.get("ban", "")
        if not version:
            return newest
        named = reports.filter(version=int(version)) if version.isdecimal() and len(version) <= VERSION_DIGITS else reports.none()
        return named.first() or self.instead_of_unknown(newest)

    def instead_of_unknown(self, newest):
        """A page shows the newest version and says so."""
        self.version_error = "Không có bản báo cáo như địa chỉ đã ghi; trang này cho xem bản mới nhất."
        return newest


class OfReportFile(OfReport):
    """Whoever asks for the file of a certain version gets no other."""

    def instead_of_unknown(self, newest):
        raise Http404


class ReportDetailView(OfReport, DetailView):
    template_name = "reports/annualreport_detail.html"
    context_object_name = "report"

    def get_object(self, queryset=None):
        return self.report

    def get_context_data(self, **kwargs):
        content = ReportContent(self.object)
        return super().get_context_data(
            document=content.document,
            linked_data=report_data(self.object),
            comparison=content.comparison,
            conflicts=content.conflicts,
            missing=content.missing,
            is_draft=not self.object.is_issued,
            version_error=self.version_error,
            **kwargs,
        )


class ReportPdfView(OfReportFile, View):
    """The official PDF: the issued bytes, or the draft's."""

    def get(self, request, **kwargs):
        report = self.report
        try:
            pdf = ReportContent(report).pdf()
        except RenderError as error:
            return render(request, "reports/unprintable.html", {"report": report, "sentence": str(error)}, status=422)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="bao-cao-{report.council.slug}-{report.slug}.pdf"'
        return response


class ReportJsonView(OfReportFile, View):
    def get(self, request, **kwargs):
        return HttpResponse(ReportContent(self.report).json(), content_type="application/json")


class FigureView(OfReport, View):
    """The page behind a figure: the value in one element, below it the records that yield it."""

    def get(self, request, **kwargs):
        report, code = self.report, kwargs["code"]
        if code not in ReportContent(report).codes:
            raise Http404
        page = FigurePage(report, code, part=request.GET.get("phan", ""), level=request.GET.get("cap", ""))
        pages = NearestPages(page.rows, ROWS_A_PAGE)
        rows = pages.get_page(request.GET.get("trang"))
        context = page.context(listed=pages.count) | {
            "report": report,
            "rows": [page.describe(record) for record in rows],
            "page_obj": rows,
            "back_url": report.get_absolute_url(),
            "is_draft": not report.is_issued,
            "version_error": self.version_error,
            "view": self,
        }
        return render(request, "reports/figure_detail.html", context)
