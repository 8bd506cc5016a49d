from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportListView.as_view(), name="list"),
    path("<slug:name>/", views.ShortAddressView.as_view(), name="short"),
    path("<slug:council>/<slug:slug>/", views.ReportDetailView.as_view(), name="detail"),
    path("<slug:council>/<slug:slug>/bao-cao.pdf", views.ReportPdfView.as_view(), name="pdf"),
    path("<slug:council>/<slug:slug>/figures.json", views.ReportJsonView.as_view(), name="json"),
    path("<slug:council>/<slug:slug>/<str:code>/", views.FigureView.as_view(), name="figure"),
]
