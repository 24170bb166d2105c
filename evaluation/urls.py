"""Addresses of evaluation; one list per topic, in views/."""

from evaluation.views import (
    answers,
    assessments,
    burden,
    data,
    findings,
    follow_up,
    framework_versions,
    frameworks,
    gaps,
    observations,
    overview,
    profiles,
    proposals,
    recommendations,
    reports,
    review_acts,
    reviews,
    revisions,
    sections,
    signing,
    treaties,
    treaty_countries,
    versions,
    workbooks,
)
from evaluation.views.never import never_ranked

app_name = "evaluation"
# What everybody may read of results and of what stands beside them.
public = [
    *overview.urlpatterns,
    *data.urlpatterns,
    *frameworks.urlpatterns,
    *framework_versions.urlpatterns,
    *profiles.urlpatterns,
    *versions.urlpatterns,
    *findings.urlpatterns,
    *follow_up.urlpatterns,
    *gaps.urlpatterns,
    *observations.urlpatterns,
    *recommendations.urlpatterns,
    *reports.urlpatterns,
    *treaties.urlpatterns,
    *treaty_countries.urlpatterns,
]
urlpatterns = [
    *assessments.urlpatterns,
    *answers.urlpatterns,
    *burden.urlpatterns,
    *revisions.urlpatterns,
    *sections.urlpatterns,
    *signing.urlpatterns,
    *reviews.urlpatterns,
    *review_acts.urlpatterns,
    *proposals.urlpatterns,
    *workbooks.urlpatterns,
    *map(never_ranked, public),
]
