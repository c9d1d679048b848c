"""Every code of a fault that the source can raise has its sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from beizhan.pages.sentences import SENTENCES

SOURCE = Path(__file__).parents[2] / "src" / "beizhan"


def _codes() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in {"error", "warning", "Fault"} and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, f"{path.relative_to(SOURCE)}:{node.lineno}"


def test_every_fault_in_the_source_has_its_sentence():
    silent = {code: where for code, where in _codes() if code not in SENTENCES}

    assert silent == {}
