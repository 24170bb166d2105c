"""Time to create the reports to the conference, as the task worker does: 15 countries and their charts.

Run as `PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/reports.py`.
"""

import argparse
import time
import tracemalloc

import django
from databases import own_database

COUNTRIES = ("DE", "DK", "EE", "FI", "IS", "LT", "LV", "NL", "NO", "PL", "RU", "SE", "XA", "XB", "XC")


def fill(years: int) -> int:
    """15 countries, 15 recommendations of 5 criteria, `years` years; the primary key of their network."""
    from tests.factories.results import make_cycle, make_framework, make_published  # noqa: PLC0415  (after setup)

    framework, network = make_framework(recommendations=15, first_year=2000), None
    for year in range(2026 - years, 2026):
        cycle = make_cycle(framework=framework, countries=list(COUNTRIES), year=year, network=network)
        network = cycle.network
        for place, code in enumerate(COUNTRIES):
            make_published(
                cycle, code, c1={"level": (place + year) % 5}, c2={"numerator": 5 + place, "denominator": 30}
            )
    assert network is not None
    return network.pk


def measure(network: int, kind: str, first_year: int | None) -> None:
    from evaluation.reports.document import compose, render_document, render_report  # noqa: PLC0415  (after setup)
    from evaluation.reports.models import Report  # noqa: PLC0415
    from networkapp.documents.convert import DocumentFormat  # noqa: PLC0415

    report = Report(network_id=network, kind=kind, title="Report", slug=kind, year=2025, first_year=first_year)
    for name, make in (
        ("page", lambda: render_report(compose(report), in_document=False).encode()),
        ("PDF", lambda: render_document(compose(report), DocumentFormat.PDF)),
        ("DOCX", lambda: render_document(compose(report), DocumentFormat.DOCX)),
    ):
        started, worked = time.perf_counter(), time.process_time()
        size = len(make())
        wall, work = time.perf_counter() - started, time.process_time() - worked
        tracemalloc.start()
        make()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{kind} {name:5} {wall:5.2f} s, CPU of this process {work:5.2f} s, {size / 1e6:.2f} MB, "
              f"peak {most / 2**20:.0f} MiB", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=4)
    options = parser.parse_args()
    django.setup()
    with own_database():
        network = fill(options.years)
        measure(network, "regional", None)
        measure(network, "final", 2026 - options.years)


if __name__ == "__main__":
    main()
