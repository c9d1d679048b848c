"""Every excuse from a rule ends in its reason, no import hides inside a function, and no page carries inline code."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "beizhan"
EXCUSE = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)$")
REASON = re.compile(r"( -{1,2} |  # )\w")
TAG = re.compile(r"\{%.*?%\}")
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*(\ssrc=|type=\"application/json\"))|hx-on|javascript:", re.IGNORECASE
)


def _python() -> list[Path]:
    folders = [SOURCE, ROOT / "tests", ROOT / "bench"]
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts)


def test_every_excuse_has_a_reason():
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _python()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (match := EXCUSE.search(line)) and not REASON.search(match["rest"]) and "EXCUSE" not in line
    ]

    assert bare == []


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for outer in ast.walk(ast.parse(path.read_text()))
        if isinstance(outer, ast.FunctionDef)
        for node in ast.walk(outer)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_no_page_carries_inline_style_or_script():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((SOURCE / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(TAG.sub("", line))
    ]

    assert found == []


def test_every_migration_is_named_for_what_it_means():
    names = [path.stem for path in (SOURCE / "migrations").glob("0*.py")]

    assert [name for name in names if "auto" in name or not re.fullmatch(r"\d{4}_[a-z0-9_]{8,}", name)] == []
