"""Missing translations of criteria, for the people who manage them."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.frameworks.adopting import criteria_in_full
from evaluation.frameworks.patches import Target, text_at, text_places, translation_languages
from evaluation.models import Criterion, Framework


@dataclass(frozen=True, kw_only=True)
class MissingTranslation:
    """One text that has no translation; `text` is the original."""

    target: Target
    place: str
    text: str

    @property
    def code(self) -> int:
        return self.target.recommendation.code if isinstance(self.target, Criterion) else self.target.code

    @property
    def series_id(self) -> str:
        """Empty for a text of the recommendation itself."""
        return self.target.series_id if isinstance(self.target, Criterion) else ""


@dataclass(frozen=True, kw_only=True)
class TranslationCoverage:
    """The number of texts of a version of criteria that are translated into one language."""

    language: str
    total: int
    missing: tuple[MissingTranslation, ...]

    @property
    def done(self) -> int:
        return self.total - len(self.missing)


def coverage(framework: Framework) -> list[TranslationCoverage]:
    """Return each further language with what is missing in it, in a constant number of queries."""
    texts = list(_texts(framework))
    return [
        TranslationCoverage(
            language=language,
            total=len(texts),
            missing=tuple(one for one in texts if not text_at(one.target, one.place, language)),
        )
        for language in translation_languages()
    ]


def _texts(framework: Framework) -> Iterator[MissingTranslation]:
    (whole,) = criteria_in_full(Framework.objects.filter(pk=framework.pk))
    for recommendation in whole.recommendations.all():
        targets: list[Target] = [recommendation, *recommendation.criteria.all()]
        for target in targets:
            for place in text_places(target):
                yield MissingTranslation(target=target, place=place, text=text_at(target, place))
