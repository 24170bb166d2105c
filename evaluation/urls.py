"""Addresses of evaluation; one list per topic, in views/."""

from evaluation.views import answers, assessments, data, overview, profiles, recommendations, signing, treaties

app_name = "evaluation"
urlpatterns = [
    *assessments.urlpatterns,
    *answers.urlpatterns,
    *signing.urlpatterns,
    *overview.urlpatterns,
    *data.urlpatterns,
    *profiles.urlpatterns,
    *recommendations.urlpatterns,
    *treaties.urlpatterns,
]
