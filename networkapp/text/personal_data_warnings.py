"""Find what may be personal data of a person at risk. A warning, never a verdict; nothing is stored or logged.

The rules are in static/networkapp/personal_data.json, which js/checks.js reads too: there on the writer's own device,
here for who writes without a script.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULES = Path(__file__).parents[1] / "static/networkapp/personal_data.json"
KINDS: Mapping[str, str | Promise] = {
    "birth": _("A name with a date of birth"),
    "identity": _("A possible personal identity number"),
    "document": _("A passport or other document number"),
    "case": _("A case or police report number"),
    "phone": _("A phone number"),
}
# Python has no \p{Lu}: capital letters of the Latin, Greek and Cyrillic scripts.
_CAPITALS = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@dataclass(frozen=True, kw_only=True)
class PersonalDataWarning:
    """A piece of the text, and what it looks like."""

    kind: str
    found: str

    @property
    def words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True, kw_only=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    check: str
    name: int | None
    years: tuple[int, int] | None
    digits: int


def find_warnings(text: str) -> list[PersonalDataWarning]:
    """Return what may be personal data of a person at risk, in the order of the rules; no text is found twice."""
    known = _read()
    rest = text
    for pattern in known.public:
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    findings: list[PersonalDataWarning] = []
    for rule in known.rules:
        rest = rule.pattern.sub(partial(_take, findings, rule), rest)
    return findings


def kinds_of(findings: list[PersonalDataWarning]) -> str:
    """Return in words what the findings look like, each kind once, without anything that was found."""
    return "; ".join(dict.fromkeys(finding.words for finding in findings))


def _take(findings: list[PersonalDataWarning], rule: "_Rule", match: re.Match[str]) -> str:
    """Return the replacement of the match: blanks for a finding."""
    if not _holds(rule, match, match.string):
        return match[0]
    findings.append(PersonalDataWarning(kind=rule.kind, found=match[0].strip()))
    return " " * len(match[0])


@dataclass(frozen=True, kw_only=True)
class _Rules:
    """The content of RULES. `persons` finds words for somebody without a name: she, the boy, a witness."""

    rules: list[_Rule]
    public: list[re.Pattern[str]]
    checks: Mapping[str, Any]
    not_names: frozenset[str]
    persons: re.Pattern[str]


@cache
def _read() -> _Rules:
    data = json.loads(RULES.read_text(encoding="utf-8"))
    before, after = data["ends"]

    signs = {"«": before, "»": after, "¤": data["dates"], r"\p{Lu}": f"[{_CAPITALS}]", r"\p{L}": r"[^\W\d_]"}

    def compiled(pattern: str, anycase: bool) -> re.Pattern[str]:
        for sign, meaning in signs.items():
            pattern = pattern.replace(sign, meaning)
        return re.compile(pattern, re.IGNORECASE if anycase else 0)

    rules = [
        _Rule(
            kind=rule["kind"],
            pattern=compiled(rule["number"], rule.get("anycase", False)),
            check=rule.get("check", ""),
            name=rule.get("name"),
            years=tuple(rule["years"]) if "years" in rule else None,
            digits=rule.get("digits", 0),
        )
        for rule in data["rules"]
    ]
    public = [compiled(pattern, True) for pattern in data["public"]]
    persons = "|".join(data["persons"])
    return _Rules(
        rules=rules,
        public=public,
        checks=data["checks"],
        not_names=frozenset(data["not_names"]),
        persons=re.compile(rf"(?<![^\W_])(?:{persons})(?![^\W_])", re.IGNORECASE),
    )


def _holds(rule: _Rule, match: re.Match[str], text: str) -> bool:
    checks = _read().checks
    found = match[0]
    digits = [int(digit) for digit in re.findall("[0-9]", found)]
    if rule.years and not all(rule.years[0] <= int(year) <= rule.years[1] for year in _years(found)):
        return False
    if rule.name is not None and not _has_name(rule.name, match, text):
        return False
    if len(digits) < rule.digits or not rule.check:
        return len(digits) >= rule.digits
    if rule.check in checks:
        return all(_fits(digits, step) for step in checks[rule.check])
    return _SPECIAL[rule.check](found, digits)


def _years(found: str) -> list[str]:
    return re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", found)


def _has_name(near: int, match: re.Match[str], text: str) -> bool:
    """Return whether a person is named within `near` characters before the match, in its line or as the line before, or
    right after it. With 0, all words of its first group must be names."""
    if not near:
        return all(map(_is_name, _CAPITAL.findall(match[1])))
    above, _newline, line = f"\n{text[max(0, match.start() - near) : match.start()]}".rpartition("\n")
    if any(map(_is_name, _CAPITAL.findall(line))) or _read().persons.search(line):
        return True
    if not line.strip() and _NAMED_LINE.fullmatch(above.rpartition("\n")[2].strip()):
        return all(map(_is_name, _CAPITAL.findall(above.rpartition("\n")[2])))
    after = _NAMED_AFTER.match(text, match.end())
    return after is not None and all(map(_is_name, _CAPITAL.findall(after[0])))


def _is_name(capital: str) -> bool:
    return capital.lower() not in _read().not_names


_CAPITAL = re.compile(rf"(?<![^\W_])[{_CAPITALS}][^\W\d_]+")
_NAME = rf"[{_CAPITALS}][^\W\d_]+"
# A line with nothing but a full name, perhaps after what it is: "Name: Maria Example".
_NAMED_LINE = re.compile(rf"(?:[^\W\d_]{{2,12}}: ?)?{_NAME}(?:[ -]{_NAME}){{1,3}}[,;]?")
# A name right after the date; after the end of a sentence, or of the line, a full one.
_NAMED_AFTER = re.compile(
    rf"\)?(?: ?(?:г|года|r|m|d)\.?)?(?:[ ,;:(–—-]{{1,4}}{_NAME}(?![^\W_])|[ .\n]{{1,3}}{_NAME}[ -]{_NAME}(?![^\W_]))"
)


def _fits(digits: list[int], step: Mapping[str, Any]) -> bool:
    """Return whether the check digits at `at` are what the weighted digits before them give."""
    width = step.get("width", 1)
    number = int("".join(map(str, digits[step["at"] : step["at"] + width])))
    for weights in step["weights"]:
        total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) + step.get("plus", 0)
        if total % step["modulus"] < 10**width:
            return bool(total % step["modulus"] == number)
    return bool(number == step.get("else", -1))


def _finland(found: str, digits: list[int]) -> bool:
    number = int(found[:6] + found[7:10])
    return _FINNISH[number % 31] == found[-1]


def _luhn(found: str, digits: list[int]) -> bool:
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits[-10:])]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _germany(found: str, digits: list[int]) -> bool:
    """Return whether a German tax number is valid: ISO 7064, MOD 11,10; one of ten digits occurs two or three times."""
    counts = sorted(digits[:10].count(digit) for digit in set(digits[:10]))
    product = 10
    for digit in digits[:10]:
        total = (digit + product) % 10 or 10
        product = total * 2 % 11
    return counts[-1] in {2, 3} and counts[-2] == 1 and (11 - product) % 10 == digits[10]


_SPECIAL: Mapping[str, Callable[[str, list[int]], bool]] = {"finland": _finland, "luhn": _luhn, "germany": _germany}
