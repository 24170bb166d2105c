"""Addresses of hotlines."""

from networkapp.hotlines.views import urlpatterns

__all__ = ["urlpatterns"]
