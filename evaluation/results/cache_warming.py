"""Create the pages of a new publication in the background, so that the first reader waits no longer than others."""

from django.conf import settings
from django.utils.translation import get_language, override

from evaluation.models import AssessmentVersion
from evaluation.results.country_pages import CountryPage, country_page
from evaluation.results.overviews import CycleResults, results_overview


def warm_pages(version: AssessmentVersion) -> None:
    """Create and cache the public page of the country and the overview of the year.

    In the active language and that of the site; does nothing if the version is not public.
    """
    assessment = version.assessment
    for language in {get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE}:
        with override(language):
            page = country_page(country=str(assessment.delegation.country), year=None, user=None)
            found = results_overview(year=assessment.cycle.year, user=None)
            parts: list[CountryPage | CycleResults] = [*([page] if page else ()), *(found.sheets if found else ())]
            for part in parts:
                _ = part.body
