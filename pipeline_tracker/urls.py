from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path


def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for on pages that name no icon, such as those of the admin."""
    return redirect(static("favicon.ico"), permanent=False)


urlpatterns = [
    path("favicon.ico", favicon),
    path("admin/", admin.site.urls),
    path("", include("pipeline_tracker.web.urls")),
]

handler404 = "pipeline_tracker.web.views.search.not_found"
