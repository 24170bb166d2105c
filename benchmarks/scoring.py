"""Time of scoring as pure functions: countries x criteria x years, with progress and sensitivity.

    PYTHONPATH=. python benchmarks/scoring.py [--countries 15] [--years 10] [--rounds 3]

53 criteria in 15 recommendations with the kinds of the starter set. No database, no Django.
"""

import argparse
import random
import time
from collections.abc import Iterator
from fractions import Fraction

from evaluation.scoring import compare_years, score_country, score_recommendation, sensitivity
from evaluation.values import AnswerValue, CriterionSpec, Kind, PastAnswer, RecommendationResult, Status

KINDS = (Kind.LEVEL, Kind.RATIO, Kind.YES_NO, Kind.RATIO)
CRITERIA = 53
RECOMMENDATIONS = 15
GOAL = 2.0

Asked = dict[int, list[CriterionSpec]]
Answered = dict[str, AnswerValue]


def criteria() -> Asked:
    """Return this number of criteria, distributed over the recommendations in turn; the first of each is essential."""
    found: Asked = {}
    for number in range(CRITERIA):
        code, place = number % RECOMMENDATIONS + 1, number // RECOMMENDATIONS
        goalposts = {"floor": 0, "target": 80} if KINDS[place] is Kind.RATIO else {}
        found.setdefault(code, []).append(
            CriterionSpec(
                series_id=f"{code}.{place + 1}",
                recommendation=code,
                kind=KINDS[place],
                weight=1 + number % 3,
                essential=place == 0,
                about_persons=place == 3,
                **{name: Fraction(value) for name, value in goalposts.items()},
            )
        )
    return found


def answers(by_recommendation: Asked, chance: random.Random) -> Answered:
    """One country in one year: about one in six is missing, and a fifth of the ratios rests on few cases."""
    return {spec.series_id: answer(spec, chance) for specs in by_recommendation.values() for spec in specs}


def answer(spec: CriterionSpec, chance: random.Random) -> AnswerValue:
    if chance.random() < 1 / 6:
        return AnswerValue(status=Status.NOT_AVAILABLE)
    whole = chance.randint(1, 9) if chance.random() < 1 / 5 else chance.randint(10, 5000)
    return AnswerValue(
        status=Status.VALUE,
        level=chance.randint(0, 4),
        yes=chance.random() < 1 / 2,
        numerator=Fraction(chance.randint(0, whole)),
        denominator=Fraction(whole),
    )


def score_all(by_recommendation: Asked, years: list[Answered]) -> Iterator[RecommendationResult]:
    """One country over all years, oldest first: results with their sensitivity, the counts, progress."""
    before: dict[int, RecommendationResult] = {}
    for place, value in enumerate(years):
        past = years[max(0, place - 2) : place]
        history = {
            spec.series_id: [
                PastAnswer(years_ago=ago, spec=spec, answer=earlier[spec.series_id])
                for ago, earlier in enumerate(reversed(past), 1)
            ]
            for specs in by_recommendation.values()
            for spec in specs
        }
        results = {code: score_recommendation(specs, value, history) for code, specs in by_recommendation.items()}
        for code, result in results.items():
            sensitivity(by_recommendation[code], value, history)
            compare_years(result, before.get(code))
            yield result
        score_country(results.values())
        before = results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", type=int, default=15)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    chance, specs = random.Random(4), criteria()
    countries = [[answers(specs, chance) for _year in range(options.years)] for _country in range(options.countries)]
    for number in range(1, options.rounds + 1):
        clock, work = time.perf_counter(), time.process_time()
        found = sum(1 for years in countries for _result in score_all(specs, years))
        clock, work = time.perf_counter() - clock, time.process_time() - work
        verdict = "held" if work < GOAL else "missed"
        print(f"round {number}: {found} results, {clock:.2f} s wall, {work:.2f} s CPU (goal {GOAL} s: {verdict})")


if __name__ == "__main__":
    main()
