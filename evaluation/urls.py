"""Addresses of evaluation; one list per topic, in views/."""

from evaluation.views import overview, profiles, recommendations, treaties

app_name = "evaluation"
urlpatterns = [
    *overview.urlpatterns,
    *profiles.urlpatterns,
    *recommendations.urlpatterns,
    *treaties.urlpatterns,
]
