from django.urls import path

from core.pages.files import AttachmentView
from core.pages.publication import PublishedDetailView
from resolutions.feeds import DocumentFeed
from resolutions.models import DocumentFile
from resolutions.sections import DocumentSection
from resolutions.short_urls import document_list_view
from resolutions.views import NumberedListView

app_name = "documents"
section = DocumentSection()
page = PublishedDetailView.as_view(section=section, context_object_name="document")
urlpatterns = [
    path("", NumberedListView.as_view(section=section), name="list"),
    path("rss.xml", DocumentFeed(), name="feed"),
    path("tep/<int:pk>/<str:name>", AttachmentView.as_view(model=DocumentFile, owner="document"), name="file"),
    path("<int:year>/", document_list_view, name="year"),
    path("<slug:council>/", document_list_view, name="council"),
    path("<slug:council>/<int:year>/", document_list_view, name="council_year"),
    path("<slug:council>/<int:year>/<str:slug>-<int:pk>/", page, name="detail"),  # only the id identifies the document
]
