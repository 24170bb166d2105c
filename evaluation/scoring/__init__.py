"""The scoring engine: pure functions over values, exact fractions throughout, no database, no labels.

`score_criterion` -> `score_recommendation` -> `score_country` go up; `compare_years` looks back a year, `sensitivity`
asks how far a band depends on choices, `round_for_display` rounds for showing. Nothing here compares countries: every
function takes one country's own answers, and none returns a rank. The method in prose: docs/evaluation.md.
"""

from evaluation.scoring.criteria import between_goalposts, score_criterion
from evaluation.scoring.left_out import reason_not_scored
from evaluation.scoring.links import ResultBasis, link_between
from evaluation.scoring.ratios import is_protected, is_same_measure, read_ratio
from evaluation.scoring.recommendations import (
    Answers,
    History,
    grade_shares,
    result_of,
    score_country,
    score_recommendation,
    series_order,
    weighted_mean,
)
from evaluation.scoring.region import MIN_COUNTRIES, RegionSummary, region_of
from evaluation.scoring.scale import BANDS, band_of, cap_band, median, round_for_display
from evaluation.scoring.scenarios import geometric_mean, sensitivity
from evaluation.scoring.selection import (
    FrameworkGap,
    RatioWording,
    selection_gaps,
    stays_after_pilot,
    wording_gaps,
)
from evaluation.scoring.treaties import ForceRule, TreatyDates, entry_into_force, treaty_status
from evaluation.scoring.years import compare_years

__all__ = [
    "BANDS",
    "MIN_COUNTRIES",
    "Answers",
    "ForceRule",
    "FrameworkGap",
    "History",
    "RatioWording",
    "RegionSummary",
    "ResultBasis",
    "TreatyDates",
    "band_of",
    "between_goalposts",
    "cap_band",
    "compare_years",
    "entry_into_force",
    "geometric_mean",
    "grade_shares",
    "is_protected",
    "is_same_measure",
    "link_between",
    "median",
    "read_ratio",
    "reason_not_scored",
    "region_of",
    "result_of",
    "round_for_display",
    "score_country",
    "score_criterion",
    "score_recommendation",
    "selection_gaps",
    "sensitivity",
    "series_order",
    "stays_after_pilot",
    "treaty_status",
    "weighted_mean",
    "wording_gaps",
]
