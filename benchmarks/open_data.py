"""Time and memory to create each file of the open data, with many countries, years and criteria.

Every version is a copy of one that the engine froze, because only the writing of files is measured. Run as
`PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/open_data.py`.
"""

import argparse
import time
import tracemalloc

import django
from databases import own_database

COUNTRIES = ("DE", "DK", "EE", "FI", "IS", "LT", "LV", "NO", "PL", "RU", "SE", "XA", "XB", "XC", "NL")


def fill(years: int) -> int:
    """15 countries, 11 recommendations of 5 criteria, `years` years: how many answers are published."""
    from evaluation.models import Assessment, AssessmentVersion  # noqa: PLC0415  (after setup)
    from tests.factories.results import make_cycle, make_framework, make_published  # noqa: PLC0415

    framework = make_framework(recommendations=11, first_year=2000)
    network = None
    model = None
    for year in range(2025, 2025 - years, -1):
        cycle = make_cycle(framework=framework, countries=list(COUNTRIES), year=year, network=network)
        network = cycle.network
        model = model or make_published(cycle, "DE")
        known = set(AssessmentVersion.objects.values_list("assessment", flat=True))
        for assessment in Assessment.objects.filter(cycle=cycle).exclude(pk__in=known):
            model.pk, model.assessment, model._state.adding = None, assessment, True
            model.save()
    return AssessmentVersion.objects.count() * 55


def measure(name: str, form: str) -> None:
    from evaluation.results.open_data.files import file_of  # noqa: PLC0415  (after setup)

    started, worked, first, size = time.perf_counter(), time.process_time(), 0.0, 0
    file = file_of(name=name, form=form, homepage="https://networks.example/evaluation/data/")
    for part in file.parts() if file else ():
        first = first or time.perf_counter() - started
        size += len(part)
    wall, work = time.perf_counter() - started, time.process_time() - worked
    tracemalloc.start()
    for _part in file.parts() if file else ():
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{name}.{form:9} {wall:6.2f} s, CPU {work:5.2f} s, first part {first:5.2f} s, {size / 1e6:6.2f} MB, "
          f"peak {most / 2**20:5.1f} MiB", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    django.setup()
    from evaluation.results.open_data.tables import table_schemas  # noqa: PLC0415

    with own_database():
        print(f"{len(COUNTRIES)} countries, {options.years} years, {fill(options.years)} answers")
        for shape in table_schemas():
            for form in shape.forms:
                measure(shape.name, form)


if __name__ == "__main__":
    main()
