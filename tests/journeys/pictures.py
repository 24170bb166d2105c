"""Takes the pictures of the guides on the running site in English: see bin/pictures."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from home.domain.guide_steps import GUIDES
from home.domain.guides import Guide, Step
from tests.journeys.conftest import CHROMIUM, PASSWORD
from tests.journeys.guided import go, options_of

FOLDER = Path(__file__).parents[2] / "home/static"
COLOURS = 48


def main(address: str = "http://localhost:8000", *names: str) -> None:
    """Take the pictures of the named guides or steps, such as `editor-5`; without names, of all guides."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for guide in GUIDES.values():
            steps = [
                (step, name) for step, name in guide.pictured if not names or {guide.slug, Path(name).stem} & {*names}
            ]
            if steps:
                take_pictures(browser, guide, steps, address)
        browser.close()


def take_pictures(browser: Browser, guide: Guide, steps: list[tuple[Step, str]], address: str) -> None:
    scale = 2 if guide.on_phone else 1.25
    fields = {**options_of(guide), "device_scale_factor": scale, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=address, locale="en", timezone_id="Europe/Helsinki", **fields)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("[name=login]", guide.account)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    for step, name in steps:
        go(page, step)
        page.wait_for_timeout(700)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB").save(
            FOLDER / name, "WEBP", lossless=True, quality=100, method=6
        )
        print(f"{name} {(FOLDER / name).stat().st_size // 1024} kB")
    context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
