from django.urls import path, register_converter
from django.urls.converters import IntConverter

from core.pages.files import AttachmentView
from resolutions import feeds, short_urls, views
from resolutions.models import ResolutionFile
from resolutions.numbers import is_year

app_name = "resolutions"


class Year(IntConverter):
    """A year of resolutions, in four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value):
        if not is_year(int(value)):
            raise ValueError(value)
        return int(value)


register_converter(Year, "resolution_year")

urlpatterns = [
    path("", views.ResolutionListView.as_view(), name="list"),
    path("rss.xml", feeds.ResolutionFeed(), name="feed"),
    path("tep/<int:pk>/<str:name>", AttachmentView.as_view(model=ResolutionFile, owner="resolution"), name="file"),
    path("<resolution_year:year>/", short_urls.year_view, name="year"),
    path("<slug:name>/", short_urls.ShortAddressView.as_view(), name="short"),
    path("<slug:council>/<resolution_year:pk>/", short_urls.CouncilYearView.as_view(), name="council_year"),
    path("<slug:council>/<int:pk>/", views.ResolutionDetailView.as_view(), name="unnumbered"),
    path("<slug:council>/<int:year>/<slug:slug>/", views.ResolutionDetailView.as_view(), name="detail"),
]
