from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from hdnd_portal import error_pages, failed_posts, views
from hdnd_portal.search import SearchView
from hdnd_portal.sitemaps import section_sitemap, sitemap_index

handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = views.not_found
handler500 = failed_posts.server_error

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("tin-tuc/", include("news.urls")),
    path("nghi-quyet/", include("resolutions.urls")),
    path("ky-hop/", include("hdnd_portal.session_urls")),
    path("van-ban/", include("resolutions.document_urls")),
    path("chat-van/", include("sessions_app.question_urls")),
    path("phien-hop-thuong-truc/", include("sessions_app.meeting_urls")),
    path("bao-cao/", include("reports.urls")),
    path("tim-kiem/", SearchView.as_view(), name="search"),
    path("", include("councils.urls")),
    path("", include("accounts.urls")),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:name>.xml", section_sitemap, name="section_sitemap"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("_components/", views.components, name="components"),
    path(settings.ADMIN_URL, admin.site.urls),
    path("admin/", RedirectView.as_view(pattern_name="admin:index")),
]
