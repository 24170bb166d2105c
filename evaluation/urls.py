"""Addresses of evaluation; one list per topic, in views/."""

from evaluation.views import (
    answers,
    assessments,
    data,
    findings,
    framework_versions,
    frameworks,
    observations,
    overview,
    profiles,
    proposals,
    recommendations,
    review_acts,
    reviews,
    sections,
    signing,
    treaties,
    treaty_countries,
    workbooks,
)

app_name = "evaluation"
urlpatterns = [
    *assessments.urlpatterns,
    *answers.urlpatterns,
    *sections.urlpatterns,
    *signing.urlpatterns,
    *reviews.urlpatterns,
    *review_acts.urlpatterns,
    *overview.urlpatterns,
    *data.urlpatterns,
    *frameworks.urlpatterns,
    *framework_versions.urlpatterns,
    *proposals.urlpatterns,
    *profiles.urlpatterns,
    *findings.urlpatterns,
    *observations.urlpatterns,
    *recommendations.urlpatterns,
    *treaties.urlpatterns,
    *treaty_countries.urlpatterns,
    *workbooks.urlpatterns,
]
