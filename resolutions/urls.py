from django.urls import path

from resolutions import feeds, views

app_name = "resolutions"
urlpatterns = [
    path("", views.ResolutionListView.as_view(), name="list"),
    path("rss.xml", feeds.ResolutionFeed(), name="feed"),
    path("tep/<int:pk>/<str:name>", views.ResolutionFileView.as_view(), name="file"),
    path("<slug:council>/<int:pk>/", views.ResolutionDetailView.as_view(), name="unnumbered"),
    path("<slug:council>/<int:year>/<slug:slug>/", views.ResolutionDetailView.as_view(), name="detail"),
]
