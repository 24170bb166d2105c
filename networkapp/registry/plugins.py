"""Packages whose views and pages networkapp's middleware may change; those of the host are never changed."""

plugins: set[str] = {"networkapp"}


def register_plugin(package: str) -> None:
    """Let networkapp's middleware treat the views and pages of this package as it treats networkapp's own."""
    plugins.add(package)
