"""Addresses of evaluation and of the apps of its suite that are installed, under one namespace."""

from importlib import import_module

from django.apps import apps

from evaluation import SUITE
from evaluation.assessments.views import (
    answers,
    assessments,
    burden,
    cycles,
    evidence,
    revisions,
    section_page,
    sections,
    signing,
    voices,
    workbooks,
)
from evaluation.follow_up.views import follow_up
from evaluation.frameworks.views import framework_versions, frameworks, proposals, recommendation_subjects
from evaluation.results.views import charts, data, gaps, overview, profiles, recommendations, versions
from evaluation.reviews.views import review_acts, reviews
from evaluation.sources.views import findings, observations
from evaluation.treaties.views import treaties, treaty_countries
from networkapp.views.no_ranking import refuse_ranking

app_name = "evaluation"
parts = [
    *assessments.urlpatterns,
    *section_page.urlpatterns,
    *answers.urlpatterns,
    *evidence.urlpatterns,
    *voices.urlpatterns,
    *burden.urlpatterns,
    *cycles.urlpatterns,
    *revisions.urlpatterns,
    *sections.urlpatterns,
    *signing.urlpatterns,
    *reviews.urlpatterns,
    *review_acts.urlpatterns,
    *proposals.urlpatterns,
    *workbooks.urlpatterns,
    *overview.urlpatterns,
    *data.urlpatterns,
    *charts.urlpatterns,
    *frameworks.urlpatterns,
    *framework_versions.urlpatterns,
    *recommendation_subjects.urlpatterns,
    *profiles.urlpatterns,
    *versions.urlpatterns,
    *findings.urlpatterns,
    *follow_up.urlpatterns,
    *gaps.urlpatterns,
    *observations.urlpatterns,
    *recommendations.urlpatterns,
    *treaties.urlpatterns,
    *treaty_countries.urlpatterns,
]
for app in SUITE[1:]:
    if apps.is_installed(app):
        parts += import_module(f"{app}.urls").urlpatterns
urlpatterns = [refuse_ranking(pattern, page="evaluation/no_ranking.html") for pattern in parts]
