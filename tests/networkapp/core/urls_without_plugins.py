"""Addresses of a host that forgot the plugins."""

urlpatterns: list[object] = []
