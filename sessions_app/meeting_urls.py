from django.urls import path

from sessions_app import meeting_views, question_feeds

app_name = "meetings"
urlpatterns = [
    path("", meeting_views.MeetingListView.as_view(), name="list"),
    path("rss.xml", question_feeds.MeetingFeed(), name="feed"),
    path("<slug:council>/<int:pk>/", meeting_views.MeetingDetailView.as_view(), name="detail"),
]
