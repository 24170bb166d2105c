"""URLs of a host that does not include the plugins."""

urlpatterns: list[object] = []
