"""Time and memory to import observations: new, known and revised, compared with a floor.

The floor reads the same file with the csv module and writes the same number of bare rows in the same chunks with
`executemany`, without comparing anything. Memory is how much the process grew at most during one of them; on Linux,
earlier peaks are reset. Run as
`PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/observations.py`.
"""

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django
from databases import own_database

HEADER = ("iso3", "indicator", "dimension", "category", "sex", "age", "year", "unit", "value_text")
COUNTRIES = ("DEU", "DNK", "EST", "FIN", "ISL", "LTU", "LVA", "NOR", "POL", "RUS", "SWE")
INDICATORS = ("Detected trafficking victims", "Persons convicted", "Persons prosecuted")
YEARS = 75
CHUNK = 1000


def table(rows: int, *, more: int = 0) -> Iterator[tuple[str, ...]]:
    """Yield this number of rows like those of GLOTIP, almost half of them "<5"; `more` is added to each number."""
    for number in range(rows):
        rest, country = divmod(number, len(COUNTRIES))
        rest, indicator = divmod(rest, len(INDICATORS))
        category, year = divmod(rest, YEARS)
        value = "<5" if number % 20 < 9 else str(5 + number % 900 + more)
        place = ("by citizenship", f"Category {category}", "Total", "Total", str(1950 + year), "Counts")
        yield (COUNTRIES[country], INDICATORS[indicator], *place, value)


def write(path: Path, rows: int, *, more: int = 0) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(table(rows, more=more))


def floor(path: Path) -> None:
    """Read and write, and nothing else."""
    from django.db import connection, transaction  # noqa: PLC0415  (after setup)

    insert = f"INSERT INTO bare VALUES ({', '.join(['%s'] * len(HEADER))})"
    columns = ", ".join(f"{name} text" for name in HEADER)
    with path.open(encoding="utf-8", newline="") as file, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns})")
        rows = csv.reader(file)
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(insert, chunk)
        cursor.execute("DROP TABLE bare")


def timed(what: Callable[[], Any]) -> tuple[float, float, int]:
    """Wall and CPU seconds, and by how many KiB the process grew at most meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")
    memory, clock, work = kib("VmRSS"), time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - clock, time.process_time() - work, kib("VmHWM") - memory


def kib(name: str) -> int:
    """What this process holds now (VmRSS), or held at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().sizes
    django.setup()
    with own_database():
        for size in sizes:
            measure(size)


def measure(size: int) -> None:
    from evaluation.models import ExternalObservation, ObservationFile, ObservationRevision  # noqa: PLC0415
    from evaluation.sources.observations_import import import_observations  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path, changed = Path(folder, "table.csv"), Path(folder, "changed.csv")
        write(path, size)
        write(changed, size, more=1)

        def take(file: Path) -> None:
            with file.open("rb") as opened:
                report = import_observations(file=opened, name=file.name)
            if report.unplaced.number or report.repeated or report.rows != size:
                raise SystemExit(f"{report.unplaced.number} rows were not imported; {report.rows} of {size} were read")

        bare = timed(lambda: floor(path))
        print_report(size, "floor", bare, bare)
        for words, file in (("new", path), ("known", path), ("revised", changed)):
            print_report(size, words, timed(lambda file=file: take(file)), bare)
    for model in (ObservationRevision, ExternalObservation, ObservationFile):
        model.objects.all().delete()


def print_report(size: int, words: str, found: tuple[float, float, int], bare: tuple[float, float, int]) -> None:
    wall, work, grown = found
    print(
        f"{size:>8} rows  {words:<8} {wall:7.2f} s wall  {work:7.2f} s CPU  {work / size * 1e6:7.1f} us per row  "
        f"{work / bare[1]:5.1f} x floor  memory + {grown / 1024:.1f} MiB"
    )


if __name__ == "__main__":
    main()
