"""What looks like personal data of a victim, and what does not; on the server and on the writer's device alike."""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from networkapp.publishing.victims import RULES, look

CASES: dict[str, Any] = json.loads(Path(__file__).with_name("victims_cases.json").read_text(encoding="utf-8"))
TEXTS = [text for text, _kinds in CASES["warned"]] + CASES["harmless"]
SCRIPT = RULES.with_name("js") / "checks.js"
NODE = shutil.which("node")


@pytest.mark.parametrize(("text", "kinds"), CASES["warned"])
def test_it_is_named_with_its_kind(text: str, kinds: list[str]) -> None:
    assert [finding.kind for finding in look(text)] == kinds
    assert all(finding.found in text for finding in look(text))


@pytest.mark.parametrize("text", CASES["harmless"])
def test_what_members_write_every_day_does_not_warn(text: str) -> None:
    assert look(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "131052-308U", "880320-0017", "15108695089", "36805280108", "161175-19998", "44051401358", "36574261808",
        "112-233-445 96", "500100732258", "1201743389",
    ],
)  # fmt: skip
def test_a_number_with_a_wrong_check_digit_is_just_a_number(number: str) -> None:
    assert look(f"The figure {number} stands there") == []


@pytest.mark.skipif(not NODE, reason="no node found; the journey in a browser covers the script")
def test_the_script_on_the_device_finds_the_same_as_the_server() -> None:
    program = """
        import { readFileSync } from "node:fs";
        const [rules, script] = process.argv.slice(1).map((path) => readFileSync(path, "utf-8"));
        const { look } = await import("data:text/javascript," + encodeURIComponent(script));
        const texts = JSON.parse(readFileSync(0, "utf-8"));
        const told = texts.map((text) => look(text, JSON.parse(rules)).map(({ kind, found }) => [kind, found]));
        console.log(JSON.stringify(told));
    """
    command = [str(NODE), "--input-type=module", "--eval", program, str(RULES), str(SCRIPT)]
    answer = subprocess.run(command, input=json.dumps(TEXTS), capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == [[[one.kind, one.found] for one in look(text)] for text in TEXTS]


@pytest.mark.parametrize("text", ["A" * 20_000, "Aa" * 10_000, "AB AB" * 4_000])
def test_a_text_without_end_is_looked_through_in_no_time(text: str) -> None:
    began = time.perf_counter()
    assert look(text) == []
    assert time.perf_counter() - began < 3
