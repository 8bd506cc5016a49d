from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from hdnd_portal import views

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("bao-cao/", include("reports.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("_components/", views.components, name="components"),
    path(settings.ADMIN_URL, admin.site.urls),
    path("admin/", RedirectView.as_view(pattern_name="admin:index")),
]
