"""System checks: what a host still has to set up, and data that were altered outside the site."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.utils import DatabaseError
from django.urls import NoReverseMatch, reverse

from evaluation.frameworks.adopting import altered_frameworks
from evaluation.results.publishing.exposed import exposed_versions


@register("evaluation")
def check_urls(**options: Any) -> list[CheckMessage]:
    """Check that the plugin's URLs are included."""
    try:
        reverse("evaluation:overview")
    except NoReverseMatch:
        return [
            Error(
                "The URLs of evaluation are not included.",
                hint='Add path("", include("evaluation.urls")) to the root urls.py, before the URLs of Wagtail.',
                id="evaluation.E001",
            )
        ]
    return []


@register("evaluation", Tags.database)
def check_adopted_frameworks(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """Check that adopted frameworks have not changed since their adoption.

    A warning, because an error would stop `migrate`. Assessments by a changed framework cannot be signed or published.
    """
    for alias in databases or ():
        try:
            altered = altered_frameworks(using=alias)
        except DatabaseError:  # reported by Django's own checks, or not migrated yet
            continue
        for framework in altered:
            yield Warning(
                f"The framework “{framework.title}”, version {framework.version}, has changed since its adoption.",
                hint="Restore its recommendations and criteria, or adopt a new version.",
                id="evaluation.W001",
            )


@register("evaluation", Tags.database)
def check_withheld_numbers(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """Check that no published version shows numbers of persons that the current rules withhold."""
    for alias in databases or ():
        try:
            exposed = list(exposed_versions(using=alias))
        except DatabaseError:  # not migrated yet, as above
            continue
        for version, series in exposed:
            yield Warning(
                f"{version} (pk {version.pk}) shows numbers of persons that are now withheld, for {', '.join(series)}.",
                hint="Publish the assessment again, then delete this version; see docs/operate.md.",
                id="evaluation.W002",
            )
