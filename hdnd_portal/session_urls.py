"""The addresses below /ky-hop/. The pages of sessions join the records of several apps, so they are composed here."""

from django.urls import path

from hdnd_portal.session_page import SessionDetailView, SessionListView
from sessions_app import session_views as views
from sessions_app.session_feeds import SessionFeed

app_name = "sessions"
urlpatterns = [
    path("", SessionListView.as_view(), name="list"),
    path("rss.xml", SessionFeed(), name="feed"),
    path("lich.ics", views.CalendarView.as_view(), name="calendar"),
    path("tep/<int:pk>/<str:name>", views.DocumentFileView.as_view(), name="file"),
    path("<slug:council>/", views.session_list_view, name="council"),
    path("<slug:council>/<slug:term>/", views.session_list_view, name="term"),
    path("<slug:council>/<slug:term>/<slug:key>/", SessionDetailView.as_view(), name="detail"),
    path("<slug:council>/<slug:term>/<slug:key>/lich.ics", views.SessionCalendarView.as_view(), name="session_calendar"),
    path("<slug:council>/<slug:term>/<slug:key>/tai-lieu.zip", views.DocumentsZipView.as_view(), name="documents_zip"),
]
