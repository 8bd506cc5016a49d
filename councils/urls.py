from django.urls import path

from councils import views

app_name = "councils"
urlpatterns = [
    path("dai-bieu/anh/<int:pk>-<str:version>.webp", views.PortraitView.as_view(), name="portrait"),
    path("bieu-trung/<slug:slug>/<str:version>.webp", views.EmblemView.as_view(), name="emblem"),
]
