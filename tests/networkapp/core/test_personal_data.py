"""Detection of personal data of victims, on the server and in the browser."""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from networkapp.text.personal_data_warnings import RULES, find_warnings

CASES: dict[str, Any] = json.loads(Path(__file__).with_name("victims_cases.json").read_text(encoding="utf-8"))
TEXTS = [text for text, _kinds in CASES["warned"]] + CASES["harmless"]
SCRIPT = RULES.with_name("js") / "checks.js"
NODE = shutil.which("node")


@pytest.mark.parametrize(("text", "kinds"), CASES["warned"])
def test_personal_data_is_found_with_its_kind(text: str, kinds: list[str]) -> None:
    assert [finding.kind for finding in find_warnings(text)] == kinds
    assert all(finding.found in text for finding in find_warnings(text))


@pytest.mark.parametrize("text", CASES["harmless"])
def test_ordinary_texts_contain_no_personal_data(text: str) -> None:
    assert find_warnings(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "131052-308U", "880320-0017", "15108695089", "36805280108", "161175-19998", "44051401358", "36574261808",
        "112-233-445 96", "500100732258", "1201743389",
    ],
)  # fmt: skip
def test_number_with_a_wrong_check_digit_is_no_personal_data(number: str) -> None:
    assert find_warnings(f"The figure {number} stands there") == []


# By language: words before a date of birth, words for being born, and March as a date has it.
LANGUAGES: dict[str, tuple[list[str], list[str], str]] = {
    "da": (["Fødselsdato", "fødselsdag"], ["født", "født den", "f."], "marts"),
    "de": (["Geburtsdatum", "Geburtstag"], ["geboren am", "geb.", "Geboren"], "März"),
    "en": (["Date of birth", "DOB", "D.O.B.", "birthday"], ["born", "Born on", "b."], "March"),
    "et": (["Sünniaeg", "sünnikuupäev"], ["sündinud", "Sündinud", "sünd."], "märts"),
    "fi": (["Syntymäaika", "syntymäpäivä"], ["syntynyt", "s.", "synt."], "maaliskuuta"),
    "is": (["Fæðingardagur"], ["fædd", "fæddur", "f."], "mars"),
    "lt": (["Gimimo data"], ["gimęs", "gimusi", "gimė", "gim."], "kovo"),
    "lv": (["Dzimšanas datums"], ["dzimis", "dzimusi", "dz."], "marts"),
    "nb": (["Fødselsdato", "fødselsdag"], ["født", "f."], "mars"),
    "pl": (["Data urodzenia"], ["urodzona", "urodzony", "ur."], "marca"),
    "ru": (["Дата рождения"], ["родилась", "родился", "Род."], "марта"),
    "sv": (["Födelsedatum", "födelsedag"], ["född", "född den", "f."], "mars"),
}
NUMERIC = ("12.03.1998", "12.3.1998", "12. 3. 1998", "12/03/1998", "12-03-1998", "1998-03-12", "1998.03.12", "12.03.98")
WRITTEN = ("12 {} 1998", "12. {} 1998", "12.{} 1998", "12-{}-1998")
ELSEWHERE = (
    "March 12, 1998",
    "12th of March 1998",
    "12MAR1998",
    "12.III.1998",
    "1998 m. kovo 12 d.",
    "1998. gada 12. marts",
)
ORDERS = (
    *(
        "Maria Example, {born} {date}",
        "{born} {date} Maria Example",
        "{born} {date}, Maria Example",
        "{born} {date}: Maria",
    ),
    *("Maria Example ({born} {date})", "Maria Example\n{born} {date}", "{born} {date}\nMaria Example"),
)


def dates_in(language: str) -> list[str]:
    return [*NUMERIC, *(form.format(LANGUAGES[language][2]) for form in WRITTEN), *ELSEWHERE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_of_birth_is_found_beside_a_name_in_every_order_and_format(language: str) -> None:
    named = [
        order.format(born=born, date=date)
        for born in LANGUAGES[language][1]
        for date in dates_in(language)
        for order in ORDERS
    ]
    stated = [f"{words}: {date}" for words in LANGUAGES[language][0] for date in dates_in(language)]
    texts = [*named, *stated]
    assert [text for text in texts if [one.kind for one in find_warnings(text)] != ["birth"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_after_born_without_a_name_is_no_personal_data(language: str) -> None:
    """A network, an idea or an agreement can be "born" too, and a birth without a name identifies nobody."""
    texts = [f"{born} {date} in Nyborg." for born in LANGUAGES[language][1] for date in dates_in(language)]
    assert [text for text in texts if find_warnings(text)] == []


def test_demonstration_texts_and_documents_raise_no_warning_of_births() -> None:
    """2,000 paragraphs of the demonstration and the documents raise no false alarm about births."""
    root = Path(__file__).parents[3]
    files = [*(root / "home" / "demo").rglob("*.json"), *(root / "docs").rglob("*.md"), root / "CHANGELOG.md"]
    paragraphs = [line for file in files for line in file.read_text(encoding="utf-8").split("\n") if len(line) > 40]
    assert len(paragraphs) > 2_000
    assert [(one.found, line[:200]) for line in paragraphs for one in find_warnings(line) if one.kind == "birth"] == []


@pytest.mark.skipif(not NODE, reason="no node found; the journey in a browser covers the script")
def test_browser_script_finds_the_same_personal_data_as_the_server() -> None:
    program = """
        import { readFileSync } from "node:fs";
        const [rules, script] = process.argv.slice(1).map((path) => readFileSync(path, "utf-8"));
        const { look } = await import("data:text/javascript," + encodeURIComponent(script));
        const texts = JSON.parse(readFileSync(0, "utf-8"));
        const told = texts.map((text) => look(text, JSON.parse(rules)).map(({ kind, found }) => [kind, found]));
        console.log(JSON.stringify(told));
    """
    command = [str(NODE), "--input-type=module", "--eval", program, str(RULES), str(SCRIPT)]
    texts = [*TEXTS, *(order.format(born="Born", date=date) for order in ORDERS for date in dates_in("en"))]
    answer = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == [[[one.kind, one.found] for one in find_warnings(text)] for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "A" * 20_000,
        "Aa" * 10_000,
        "AB AB" * 4_000,
        "Aa de la " * 3_000,
        "born " * 5_000,
        "12.3." * 5_000,
        "Aa " * 7_000,
    ],
)
def test_checking_a_very_long_text_takes_less_than_three_seconds(text: str) -> None:
    began = time.process_time()
    assert find_warnings(text) == []
    assert time.process_time() - began < 3
