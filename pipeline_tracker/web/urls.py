"""Public addresses. They hold natural keys (slugs, codes, a document's public id), never row numbers, runs apart."""

from django.contrib.sitemaps import views as sitemap
from django.urls import path, re_path

from . import crawlers, language
from .views import (
    about,
    benchmarks,
    calendar,
    changes,
    companies,
    dashboard,
    documents,
    exports,
    feeds,
    landscape,
    milestones,
    programs,
    regulators,
    runs,
    search,
    track_record,
    trials,
)

SITEMAPS = crawlers.sitemaps()

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("programs/", programs.ProgramList.as_view(), name="programs"),
    path("programs/<str:company>/<str:program>/", programs.program, name="program"),
    path("companies/", companies.CompanyList.as_view(), name="companies"),
    path("companies/<str:slug>/", companies.company, name="company"),
    path("companies/<str:slug>/track-record/", track_record.track_record, name="track_record"),
    re_path(
        rf"^companies/(?P<slug>[^/]+)/track-record\.(?P<form>{'|'.join(exports.FORMS)})$",
        track_record.track_record_file,
        name="track_record_file",
    ),
    path("landscape/", landscape.landscape, name="landscape"),
    re_path(rf"^landscape\.(?P<form>{'|'.join(exports.FORMS)})$", landscape.landscape_file, name="landscape_file"),
    path("benchmarks/", benchmarks.benchmarks, name="benchmarks"),
    re_path(rf"^benchmarks\.(?P<form>{'|'.join(exports.FORMS)})$", benchmarks.benchmarks_file, name="benchmarks_file"),
    path("milestones/", milestones.MilestoneList.as_view(), name="milestones"),
    path("milestones/<str:company>/<str:milestone>/", milestones.milestone, name="milestone"),
    path("trials/", trials.TrialList.as_view(), name="trials"),
    path("trials/<str:slug>/", trials.trial, name="trial"),
    path("regulators/", regulators.RegulatorList.as_view(), name="regulators"),
    path("regulators/<str:code>/", regulators.regulator, name="regulator"),
    path("documents/", documents.DocumentList.as_view(), name="documents"),
    path("documents/<str:public_id>/", documents.document, name="document"),
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    re_path(rf"^(?P<name>{'|'.join(exports.LISTS)})\.(?P<form>{'|'.join(exports.FORMS)})$", exports.export, name="export"),
    re_path(rf"^tables/(?P<name>{'|'.join(exports.TABLES)})\.(?P<form>{'|'.join(exports.TABLE_FORMS)})$", exports.table, name="table"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", feeds.calendar_ics, name="calendar_ics"),
    path("changes/", changes.changes, name="changes"),
    path("changes.atom", feeds.changes_atom, name="changes_atom"),
    path("changes.json", feeds.changes_json, name="changes_json"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("language/", language.choose, name="set_language"),
    path("robots.txt", crawlers.robots),
    path("sitemap.xml", sitemap.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemap.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
