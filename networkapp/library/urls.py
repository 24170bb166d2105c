"""Addresses of the library; each module of views lists its own."""

from networkapp.library.views import exchange, library

urlpatterns = [
    *exchange.urlpatterns,
    *library.urlpatterns,
]
