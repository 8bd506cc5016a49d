from django.urls import path

from sessions_app import question_feeds, question_views

app_name = "questions"
urlpatterns = [
    path("", question_views.QuestionListView.as_view(), name="list"),
    path("rss.xml", question_feeds.QuestionFeed(), name="feed"),
    path("<slug:council>/<int:pk>/", question_views.QuestionDetailView.as_view(), name="detail"),
]
