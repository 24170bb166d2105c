"""Addresses of inquiries; each module of views lists its own."""

from networkapp.inquiries.views import answers, cases, inquiries

urlpatterns = [
    *inquiries.urlpatterns,
    *cases.urlpatterns,
    *answers.urlpatterns,
]
