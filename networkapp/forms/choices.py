"""Choices that several forms offer."""

from zoneinfo import available_timezones

REGIONS = ("Europe", "Atlantic", "Africa", "America", "Antarctica", "Arctic", "Asia", "Australia", "Indian", "Pacific")


def time_zones() -> list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    """The time zones by region, Europe first, as groups of a select; UTC stands alone at the top."""
    names = sorted(available_timezones())
    groups = [
        (
            region,
            [
                (name, name.removeprefix(f"{region}/").replace("_", " "))
                for name in names
                if name.startswith(f"{region}/")
            ],
        )
        for region in REGIONS
    ]
    return [("UTC", "UTC"), *groups]
