"""Reads the files of the demonstration content."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parents[2] / "home" / "demo"
SAMPLES = {"XA", "XB", "XC"}
REAL = {"DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "RU", "SE"}
LANGUAGES = {"en", "ru", "de"}


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    return content


def items(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(name)["items"]
    return found


def every_object(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from every_object(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_object(inner)


ALL = sorted(path.stem for path in DEMO.glob("*.json"))
CRITERIA = {item["series_id"]: item for item in items("criteria")}
ANSWERS = [(item["delegation"], item["year"], answer) for item in items("assessments") for answer in item["answers"]]
# Codes and names that are the same in several languages.
SAME = {
    *("%", "EUR", "ILOSTAT", "Eurojust", "GRETA", "La Strada International", "Pro Sentret"),
    *("UNODC", "Eurostat", "Definition.", "Migration", "Organisation"),
    *("Save the Children International", "Child Exploitation and Online Protection Centre"),
}


def numbers(text: str) -> Counter[str]:
    """Return the numbers in a text, without thousands separators."""
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?<=\d)[., \u00a0](?=\d{3}\b)", "", text)))
