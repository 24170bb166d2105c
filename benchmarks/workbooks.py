"""Time to download, fill in, upload, compare and import the workbook of one country.

Every kind of question in turn; all answers are changed in the file, which is the maximum. Run as
`PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test python benchmarks/workbooks.py [--sizes 53 106 212]`.
"""

import argparse
import io
import time
from itertools import pairwise
from typing import Any

import django

CHANGED = {"numerator": 5, "number": 7, "choice": "No", "text": "Other words", "comment": "Changed in the file"}


def criteria(number: int) -> tuple[dict[str, Any], ...]:
    from tests.factories.assessments import CRITERIA  # noqa: PLC0415  (after setup)

    items = [fields for fields in CRITERIA if not fields.get("computed")]
    return tuple({**items[place % len(items)], "series_id": f"1.{place + 1}"} for place in range(number))


def answer_all(work: Any) -> None:
    from tests.factories.assessments import WHOLE  # noqa: PLC0415

    kinds = list(WHOLE.values())
    for series_id in work.criteria:
        work.answer(series_id, **kinds[(int(series_id[2:]) - 1) % len(kinds)])


def filled(content: bytes) -> bytes:
    """Return the workbook with answers, as a spreadsheet program would save it."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(content))
    sheet = book["Answers"]
    for row in sheet.iter_rows(min_row=3):
        field = str(row[5].value).partition("|")[2]
        if field in CHANGED:
            row[2].value = CHANGED[field]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def measure(number: int) -> None:
    from evaluation.assessments.formats.workbook_files import read_workbook  # noqa: PLC0415
    from evaluation.assessments.forms.workbook_lines import workbook_file  # noqa: PLC0415
    from evaluation.assessments.forms.workbooks import changed_answers, unmatched_cells  # noqa: PLC0415
    from evaluation.assessments.workbooks import compare_answers, import_answers, store_workbook  # noqa: PLC0415
    from evaluation.assessments.worksheet import load_worksheet  # noqa: PLC0415
    from evaluation.frameworks.adopting import adopt_framework  # noqa: PLC0415
    from tests.factories.assessments import draft_framework, make_work  # noqa: PLC0415
    from tests.factories.networks import NetworkFactory  # noqa: PLC0415

    network = NetworkFactory(slug=f"n{number}")
    draft = draft_framework(network, criteria(number), f"v{number}")
    framework = adopt_framework(framework=draft, decision="By the conference")
    work = make_work(2026, framework)
    answer_all(work)
    clock = [time.perf_counter()]
    content = workbook_file(load_worksheet(work.assessment))
    clock.append(time.perf_counter())
    back = filled(content)
    clock.append(time.perf_counter())
    sheet, found = load_worksheet(work.assessment), read_workbook(back)
    offers, untouched = changed_answers(sheet, found)
    workbook = store_workbook(
        assessment=work.assessment, user=work.delegate, name="back.xlsx", offers=offers,
        problems=unmatched_cells(sheet, found), untouched=untouched,
    )  # fmt: skip
    clock.append(time.perf_counter())
    shown = compare_answers(load_worksheet(work.assessment), workbook)
    clock.append(time.perf_counter())
    seen = {one.offer.series_id: one.question.answer.version for one in shown}
    taken = import_answers(workbook=workbook, user=work.delegate, seen=seen)
    clock.append(time.perf_counter())
    names = ("download", "filling in (not ours)", "upload", "comparison", f"import of {len(taken.done)} answers")
    spans = [later - earlier for earlier, later in pairwise(clock)]
    ours = sum(spans) - spans[1]
    print(f"{number} criteria, {len(content) / 1000:.0f} kB: {ours:.2f} s in all; ", end="")
    print(", ".join(f"{name} {span:.2f} s" for name, span in zip(names, spans, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[53, 106, 212])
    sizes = parser.parse_args().sizes
    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for size in sizes:
            with transaction.atomic():
                measure(size)
                transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)


if __name__ == "__main__":
    main()
