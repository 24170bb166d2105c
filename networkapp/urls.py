"""Addresses of networkapp: those of the core, and of each app of the suite that is installed, under one namespace."""

from importlib import import_module

from django.apps import apps

from networkapp import SUITE
from networkapp.administration.views import administrators
from networkapp.desk import views as desk
from networkapp.files import views as files
from networkapp.links import views as links
from networkapp.metadata import views as cards
from networkapp.networks.views import invitations, own_seats
from networkapp.notifications import views as notifications
from networkapp.overviews.views import countries, country_briefs, networks, subjects
from networkapp.participation import views as participation
from networkapp.search import views as search
from networkapp.views import signed_out, site_colours
from networkapp.views.no_ranking import refuse_ranking

app_name = "networkapp"
urlpatterns = [
    *administrators.urlpatterns,
    *cards.urlpatterns,
    *map(refuse_ranking, countries.urlpatterns),
    *map(refuse_ranking, country_briefs.urlpatterns),
    *desk.urlpatterns,
    *files.urlpatterns,
    *invitations.urlpatterns,
    *links.urlpatterns,
    *networks.urlpatterns,
    *notifications.urlpatterns,
    *own_seats.urlpatterns,
    *participation.urlpatterns,
    *search.urlpatterns,
    *signed_out.urlpatterns,
    *site_colours.urlpatterns,
    *map(refuse_ranking, subjects.urlpatterns),
]
for app in SUITE[1:]:
    if apps.is_installed(app):
        urlpatterns += import_module(f"{app}.urls").urlpatterns
