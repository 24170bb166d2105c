"""What a host has forgotten about evaluation, in words, each time it starts; and what was altered behind its back."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.utils import DatabaseError
from django.urls import NoReverseMatch, reverse

from evaluation.domain.frameworks.adopting import altered_frameworks
from evaluation.domain.publishing.exposed import exposed_versions


@register("evaluation")
def addresses_are_included(**options: Any) -> list[CheckMessage]:
    """The plugin's addresses are among the host's."""
    try:
        reverse("evaluation:overview")
    except NoReverseMatch:
        return [
            Error(
                "The addresses of evaluation are not among those of the site.",
                hint='Add path("", include("evaluation.urls")) to the root urls.py, before Wagtail\'s own addresses.',
                id="evaluation.E001",
            )
        ]
    return []


@register("evaluation", Tags.database)
def adopted_frameworks_are_unaltered(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """Every adopted framework is still what was adopted.

    A warning: an error would keep `migrate` from running. Nothing is signed or published by an altered one anyway.
    """
    for alias in databases or ():
        try:
            altered = altered_frameworks(using=alias)
        except DatabaseError:  # which Django's own checks put into words, or a database that is not migrated yet
            continue
        for framework in altered:
            yield Warning(
                f"The framework “{framework.title}”, version {framework.version}, is no longer what was adopted.",
                hint="Put its recommendations and criteria back as they were, or adopt a new version.",
                id="evaluation.W001",
            )


@register("evaluation", Tags.database)
def published_versions_protect_few_persons(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """No published version shows numbers of persons that are withheld by the rules of today."""
    for alias in databases or ():
        try:
            exposed = list(exposed_versions(using=alias))
        except DatabaseError:  # not migrated yet, as above
            continue
        for version, series in exposed:
            yield Warning(
                f"{version} (pk {version.pk}) shows numbers of persons that are now withheld, in {', '.join(series)}.",
                hint="Publish the assessment again, then delete this version, as docs/operate.md says.",
                id="evaluation.W002",
            )
