from django.urls import path

from core.pages.files import AttachmentView
from resolutions import feeds, views
from resolutions.models import DocumentFile

app_name = "documents"
urlpatterns = [
    path("", views.DocumentListView.as_view(), name="list"),
    path("rss.xml", feeds.DocumentFeed(), name="feed"),
    path("tep/<int:pk>/<str:name>", AttachmentView.as_view(model=DocumentFile, owner="document"), name="file"),
    path("<slug:council>/<int:year>/<str:slug>-<int:pk>/", views.DocumentDetailView.as_view(), name="detail"),
]
