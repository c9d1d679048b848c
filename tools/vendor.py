# ruff: noqa: INP001 - run by path at a release, never imported
"""Fetch the front end's packages again, exactly as ``VENDOR.json`` names them, and write their sums into it.

Run ``python tools/vendor.py`` at a release; node's ``npm`` is needed then and never at run time.
"""

import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent / "src" / "beizhan" / "static" / "vendor"
SYMBOL = '<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'
SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def without_source_map(text: str) -> str:
    """Drop the pointer to a map we do not ship: a manifest of static files would look for it and fail."""
    return re.sub(r"\n?(/\*#|//#) sourceMappingURL=.*$", "", text.rstrip()) + "\n"


def light_only(text: str) -> str:
    """Replace each ``light-dark(a, b)`` by ``a``: we have no dark mode, and office browsers older than 123 lack it."""
    while (start := text.rfind("light-dark(")) >= 0:
        depth, comma, at = 0, 0, start + len("light-dark")
        while True:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            if depth == 1 and text[at] == "," and not comma:
                comma = at
            if depth == 0:
                break
            at += 1
        text = text[:start] + text[start + len("light-dark(") : comma].strip() + text[at + 1 :]
    return text


STEPS: dict[str, Callable[[str], str]] = {"light_only": light_only, "without_source_map": without_source_map}


def fetch(name: str, version: str, into: Path) -> tuple[bytes, str]:
    """Return the package's tarball and npm's own integrity of it."""
    told = subprocess.run(  # noqa: S603 - name and version come from our own VENDOR.json
        ["npm", "pack", "--json", f"{name}@{version}"],  # noqa: S607 - npm is looked up where the release is made
        cwd=into, check=True, capture_output=True, text=True,
    )  # fmt: skip
    answer = json.loads(told.stdout)[0]
    return (into / answer["filename"]).read_bytes(), answer["integrity"]


def sprite_of(tarball: tarfile.TarFile, icons: list[str]) -> str:
    """Return one SVG with a symbol for each named outline icon."""
    symbols = []
    for name in sorted(icons):
        svg = text_in(tarball, f"icons/outline/{name}.svg")
        paths = [path for path in re.findall(r"<(?:path|circle|rect|line)[^>]*/>", svg) if "M0 0h24v24H0z" not in path]
        symbols.append(SYMBOL.format(name=name, paths="".join(paths)))
    return SPRITE.format(symbols="\n".join(symbols))


def text_in(tarball: tarfile.TarFile, path: str) -> str:
    """Return one text of a package."""
    member = tarball.extractfile(f"package/{path}")
    if member is None:
        raise FileNotFoundError(path)
    return member.read().decode()


def write(package: dict[str, Any], content: bytes) -> None:
    """Write the files of one package, each changed only by the steps it names."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tarball:
        for target, source in package["files"].items():
            text = text_in(tarball, source)
            for step in package.get("steps", ()):
                text = STEPS[step](text) if target.endswith((".css", ".js")) else text
            path = HERE / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if "sprite" in package:
            (HERE / package["sprite"]).write_text(sprite_of(tarball, package["icons"]), encoding="utf-8")


def sums_of(package: dict[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of every file a package left here, its licence among them."""
    names = {*package["files"], package["licence_file"], *([package["sprite"]] if "sprite" in package else [])}
    return {name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in sorted(names)}


def main() -> int:
    """Vendor everything, refusing a tarball that is not the one recorded."""
    record = HERE / "VENDOR.json"
    vendored = json.loads(record.read_text(encoding="utf-8"))
    for package in vendored["packages"]:
        with tempfile.TemporaryDirectory() as folder:
            content, integrity = fetch(package["name"], package["version"], Path(folder))
        if package.get("integrity", integrity) != integrity:
            sys.stderr.write(f"{package['name']} is not the package recorded; delete its integrity to accept it\n")
            return 1
        write(package, content)
        package.update(integrity=integrity, sha256=sums_of(package))
    record.write_text(json.dumps(vendored, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
