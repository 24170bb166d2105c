"""Builds the wheel of this checkout and installs it alone into a folder for another site."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ("networkapp", "evaluation")
RUBBISH = shutil.ignore_patterns("__pycache__", "*.mo")


def build_wheel(folder: Path) -> Path:
    """Return the wheel, built from a copy of the sources so that it contains nothing left over from another build."""
    sources = folder / "sources"
    for package in PACKAGED:
        shutil.copytree(ROOT / package, sources / package, ignore=RUBBISH)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)], cwd=sources)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a folder of its own; its dependencies are already installed."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*command, "--no-deps", "--no-index", "--target", str(folder), str(wheel)], cwd=folder.parent)
    return folder


@dataclass(frozen=True, kw_only=True)
class Host:
    """A site in a folder that can import the installed plugins and nothing of this checkout."""

    folder: Path
    installed: Path
    settings: str
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Return the output of `python ...` in the folder of the site."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        own = {"PYTHONPATH": str(self.installed), "DJANGO_SETTINGS_MODULE": self.settings, "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=inherited | own | self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )


def _run(command: list[str], cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
