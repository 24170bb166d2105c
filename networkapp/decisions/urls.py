"""Addresses of proposals, procedures and decisions; each module of views lists its own."""

from networkapp.decisions.date_polls import views as date_polls
from networkapp.decisions.procedures.views import manage, procedures, register, statements
from networkapp.decisions.proposals.views import amendments, proposals
from networkapp.decisions.proposals.views import translations as proposal_texts

urlpatterns = [
    *amendments.urlpatterns,
    *date_polls.urlpatterns,
    *statements.urlpatterns,
    *register.urlpatterns,
    *manage.urlpatterns,
    *procedures.urlpatterns,
    *proposal_texts.urlpatterns,
    *proposals.urlpatterns,
]
