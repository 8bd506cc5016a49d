from django.urls import path, re_path, register_converter

from core.pages.files import AttachmentView
from news import feeds, views
from news.models import ArticleFile
from news.photos import PhotoView


class Year:
    """A year of news, in four digits. In the first years of all, days in Vietnamese time have no moment in UTC."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class Month(Year):
    """A month in two digits."""

    regex = "0[1-9]|1[0-2]"


register_converter(Year, "news_year")
register_converter(Month, "news_month")

app_name = "news"
urlpatterns = [
    path("", views.ArticleListView.as_view(), name="list"),
    path("rss.xml", feeds.ArticleFeed(), name="feed"),
    path("<news_year:year>/", views.ArticleListView.as_view(), name="year"),
    path("<news_year:year>/<news_month:month>/", views.ArticleListView.as_view(), name="month"),
    # Only the id identifies the article; year, month and slug are for readers.
    re_path(
        r"^(?P<year>[0-9]+)/(?P<month>[0-9]+)/(?P<slug>[^/]*)-(?P<pk>[0-9]{1,18})/$",
        views.ArticleDetailView.as_view(),
        name="detail",
    ),
    path("anh/<int:pk>-<str:version>-<int:width>.webp", PhotoView.as_view(), name="photo"),
    path("tep/<int:pk>/<str:name>", AttachmentView.as_view(model=ArticleFile, owner="article"), name="file"),
]
