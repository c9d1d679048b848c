"""Nothing grows out of its room: files, functions, classes, parameters, views, templates, folders."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "beizhan"
BANNED = {"utils", "helpers", "common", "base", "misc", "manager", "service", "handler", "process", "data", "info"} | {
    "tmp",
    "do",
}
"""Words that say nothing; ``PersonManager`` and ``handle`` are Django's own names."""


def _python(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def _excused(path: Path, node: ast.AST) -> bool:
    """Tell whether the line of a definition carries an excuse for its parameters, with its reason."""
    lines = path.read_text().splitlines()[node.lineno - 1 : node.body[0].lineno]
    return any("PLR0913" in line and " - " in line for line in lines)


def _rooms_in(folder: Path) -> int:
    """Count the files of a folder; an ``__init__`` is the door, not a room."""
    return len([path for path in folder.iterdir() if path.is_file() and path.name != "__init__.py"])


def _is_list(node: ast.ClassDef) -> bool:
    """Tell whether a class only lists codes, one a line: such a list is as long as what it names."""
    is_enumeration = any(isinstance(one, ast.Name) and one.id == "StrEnum" for one in node.bases)
    return is_enumeration and all(isinstance(one, ast.Assign | ast.Expr) for one in node.body)


def _breaches(found: Iterator[tuple[object, int]], most: int) -> list[str]:
    return [f"{what}: {size}" for what, size in found if size > most]


@pytest.mark.parametrize(("folder", "most"), [(SOURCE, 400), (ROOT / "tests", 600), (ROOT / "bench", 400)])
def test_no_python_file_is_too_long(folder, most):
    assert _breaches(((path.relative_to(ROOT), _lines(path)) for path in _python(folder)), most) == []


@pytest.mark.parametrize("folder", [SOURCE, ROOT / "tests", ROOT / "bench"])
def test_no_function_is_too_long(folder):
    found = (
        (f"{path.relative_to(ROOT)}:{one.name}", _length(one)) for path in _python(folder) for one in _functions(path)
    )

    assert _breaches(found, 40) == []


def test_no_view_is_too_long():
    found = (
        (f"{path.relative_to(ROOT)}:{one.name}", _length(one))
        for path in _python(SOURCE / "pages")
        for one in _functions(path)
        if one.args.args and one.args.args[0].arg == "request"
    )

    assert _breaches(found, 25) == []


def test_no_class_is_too_long():
    found = (
        (f"{path.relative_to(ROOT)}:{node.name}", _length(node))
        for path in _python(SOURCE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and not _is_list(node)
    )

    assert _breaches(found, 80) == []


def test_no_function_takes_too_much():
    found = (
        (f"{path.relative_to(ROOT)}:{one.name}", _parameters(one))
        for path in _python(SOURCE)
        for one in _functions(path)
        if not _excused(path, one)
    )

    assert _breaches(found, 6) == []


def test_no_template_is_too_long():
    found = ((path.relative_to(ROOT), _lines(path)) for path in sorted((SOURCE / "templates").rglob("*.html")))

    assert _breaches(found, 150) == []


def test_no_folder_is_too_full():
    folders = [
        one for one in (SOURCE, *SOURCE.rglob("*")) if one.is_dir() and not {"vendor", "__pycache__"} & set(one.parts)
    ]
    found = ((one.relative_to(ROOT), _rooms_in(one)) for one in folders)

    assert _breaches(found, 18) == []


def test_no_name_says_nothing():
    names = [path.relative_to(ROOT) for path in _python(SOURCE)]
    said = [str(name) for name in names if BANNED & set(name.stem.split("_"))]
    said += [
        f"{path.relative_to(ROOT)}:{one.name}"
        for path in _python(SOURCE)
        for one in _functions(path)
        if BANNED & set(one.name.strip("_").split("_")) or one.name == "get_data"
    ]

    assert said == []
