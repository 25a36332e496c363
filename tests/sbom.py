"""What the program stands on: `make sbom` writes the list (CycloneDX) and asks which of it has a known hole.

The list is of an environment made for it: vakgraph, what a user may add to it, and nothing that only tests need.
Exit code 1 where a hole is known; where the advisories cannot be reached that is said, and nothing is claimed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "sbom.cdx.json"
SHIPPED, TOOLS = (ROOT / ".venv" / "sbom" / name for name in ("shipped", "tools"))
EXTRAS = "web,mcp,pictures"
# cyclonedx-bom 7 reads the licence of a package as PEP 639 has it; pip-audit 2.9 reads a folder of packages.
NEEDED = ("cyclonedx-bom>=7", "pip-audit>=2.9")


def main() -> int:
    """Write the list, ask for advisories, say what came of it."""
    _environment(SHIPPED, f"{ROOT}[{EXTRAS}]")
    _environment(TOOLS, *NEEDED)
    OUT.parent.mkdir(exist_ok=True)
    words = ["cyclonedx-py", "environment", "--pyproject", "pyproject.toml", "--output-reproducible", "-o", str(OUT)]
    subprocess.run([TOOLS / "bin" / words[0], *words[1:], SHIPPED / "bin" / "python"], cwd=ROOT, check=True)
    listed = len(json.loads(OUT.read_text(encoding="utf-8"))["components"])
    print(f"{OUT.relative_to(ROOT)}: {listed} components, CycloneDX.")
    found = _audited()
    print(told(found))
    return int(any(each.get("vulns") for each in found))


def told(found: list[dict[str, object]]) -> str:
    """What the advisories say of these packages, in words."""
    asked = [each for each in found if "vulns" in each]
    holes = [each for each in asked if each["vulns"]]
    if not asked:
        return "The advisories could not be reached: nothing is known of holes."
    lines = [f"{len(asked)} of {len(found)} packages looked up, {len(holes)} with a known hole."]
    for each in holes:
        known: list[dict[str, str]] = each["vulns"]  # type: ignore[assignment]
        lines.append(f"  {each['name']} {each['version']}: {', '.join(one['id'] for one in known)}")
    return "\n".join(lines)


def _audited() -> list[dict[str, object]]:
    (packages,) = (SHIPPED / "lib").glob("python3*/site-packages")
    words = ["--path", str(packages), "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    done = subprocess.run([TOOLS / "bin" / "pip-audit", *words], check=False, capture_output=True, text=True)
    found: list[dict[str, object]] = json.loads(done.stdout)["dependencies"] if done.stdout.strip() else []
    return [each for each in found if each["name"] != "vakgraph"]


def _environment(folder: Path, *packages: str) -> None:
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
    quiet = ["install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([folder / "bin" / "python", "-m", "pip", *quiet, *packages], check=True)


if __name__ == "__main__":
    sys.exit(main())
