"""Two editions of 45 pages compared: our comparison, difflib on lines and on characters, and rapidfuzz, in one run.

The pair is made from a seed with a list of what was planted: figures, rewordings, sentences that came and went, clauses
that moved. The newer edition is set anew, in another size with other margins and running heads, as it is in life. Every
way starts from the same two PDFs, in a process of its own; the peers get the lines, or all characters, that PDFium
tells, and a report of theirs is read with what stands around it: two lines, or 200 characters, on either side. A
planted change is *told* when it is reported as what it is, with its words in the older and the newer text; *seen* when
any report holds them. Precision is the share of reports that hold something planted.

Run: ``./beizhan bench compare [--seed 1] [--patience 300]``; a way that takes longer is ended after so many seconds.
"""

import argparse
import difflib
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pypdfium2
from rapidfuzz.distance import Levenshtein

from beizhan.core.textdiff.changes import ChangeKind, changes_of
from beizhan.core.textdiff.wording.tokens import words_of
from beizhan.files.documents.reading import read_document
from files.describing import OTHER, as_pdf
from files.long_description import Planted, long_pair
from ground import machine

_NEWER = replace(OTHER, size=11, margin=1.6)
"""The newer edition is set larger, on more of the page, so that both are about 45 pages."""

Report = tuple[str, str, str]
"""What a way reports: the kind, the older and the newer text."""

_NAMES = {"replace": "changed", "insert": "added", "delete": "removed"}


def ours(old: Path, new: Path) -> Iterator[Report]:
    """Read both into blocks and compare them; that a clause was renumbered follows from what moved."""
    documents = [read_document(path.read_bytes(), path.name) for path in (old, new)]
    for change in changes_of(*documents):
        if change.kind is not ChangeKind.RENUMBERED:
            yield str(change.kind), change.old, change.new


def difflib_lines(old: Path, new: Path) -> Iterator[Report]:
    """Compare the lines of both."""
    sides = [_text_of(path).splitlines() for path in (old, new)]
    return _reports(difflib.SequenceMatcher(None, *sides, autojunk=False).get_opcodes(), sides, 2)


def difflib_characters(old: Path, new: Path) -> Iterator[Report]:
    """Compare all characters of both."""
    sides = [_text_of(path) for path in (old, new)]
    return _reports(difflib.SequenceMatcher(None, *sides, autojunk=False).get_opcodes(), sides, 200)


def rapidfuzz_characters(old: Path, new: Path) -> Iterator[Report]:
    """Compare all characters of both by the least number of edits, in C++."""
    sides = [_text_of(path) for path in (old, new)]
    return _reports(Levenshtein.opcodes(*sides), sides, 200)


def _reports(
    opcodes: Iterable[tuple[str, int, int, int, int]], sides: Sequence[Sequence[str]], around: int
) -> Iterator[Report]:
    old, new = sides
    glue = "" if isinstance(old, str) else "\n"
    for name, i, i_end, j, j_end in opcodes:
        if name != "equal":
            before = old[max(0, i - around) : i_end + around]
            after = new[max(0, j - around) : j_end + around]
            yield _NAMES[name], glue.join(before), glue.join(after)


def _text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "\n")


WAYS: dict[str, Callable[[Path, Path], Iterator[Report]]] = {
    way.__name__: way for way in (ours, difflib_lines, difflib_characters, rapidfuzz_characters)
}


def run_one(way: str, old: str, new: str) -> None:
    """Run one way here, and print its reports and what they cost."""
    begun = process_time()
    reports = list(WAYS[way](Path(old), Path(new)))
    seconds = process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"reports": reports, "cpu_seconds": round(seconds, 3), "peak_mib": peak}))


def measured(way: str, files: Sequence[Path], patience: float) -> dict[str, object] | None:
    """Run one way in a process of its own; nothing if it does not end in time."""
    command = [sys.executable, __file__, "--way", way, *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=patience)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout)


def judged(reports: Sequence[Report], planted: Sequence[Planted]) -> dict[str, float]:
    """Return how much of what was planted was told and seen, and how many reports hold something planted."""
    plain = [(kind, _plain(old), _plain(new)) for kind, old, new in reports]
    told = seen = 0
    holding: set[int] = set()
    for one in planted:  # what came is not in the older text, what went not in the newer
        old, new = _plain(one.old), _plain(one.new)
        hits = [place for place, (_, before, after) in enumerate(plain) if old in before and new in after]
        told += any(plain[place][0] == one.kind for place in hits)
        seen += bool(hits)
        holding.update(hits)
    return {
        "told": round(told / len(planted), 3),
        "seen": round(seen / len(planted), 3),
        "precision": round(len(holding) / max(1, len(reports)), 3),
        "reports": len(reports),
    }


def _plain(text: str) -> str:
    return " ".join(words_of(text))


def main() -> None:
    """Make the pair, run every way, judge its reports; print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=300)
    parser.add_argument("--way", nargs=3, metavar=("WAY", "OLD", "NEW"))
    asked = parser.parse_args()
    if asked.way:
        run_one(*asked.way)
        return
    pair = long_pair(asked.seed, clauses=11)
    found: dict[str, dict[str, object]] = {}
    with TemporaryDirectory() as folder:
        files = [Path(folder) / "old.pdf", Path(folder) / "new.pdf"]
        files[0].write_bytes(as_pdf("\n".join(pair.old)))
        files[1].write_bytes(as_pdf("\n".join(pair.new), _NEWER))
        pages = [len(pypdfium2.PdfDocument(path)) for path in files]
        for way in WAYS:
            cost = measured(way, files, asked.patience)
            if cost is None:
                found[way] = {"cpu_seconds": None, "ended_after": asked.patience}
            else:
                found[way] = {**judged(cost.pop("reports"), pair.planted), **cost}
    show(found, pages, len(pair.planted))


def show(found: dict[str, dict[str, object]], pages: Sequence[int], planted: int) -> None:
    """Print the table and the line."""
    print(f"{pages[0]} and {pages[1]} pages, {planted} changes planted")
    heads = ("cpu_seconds", "peak_mib", "told", "seen", "precision", "reports")
    print(f"{'way':<22}" + "".join(f"{head:>13}" for head in heads))
    for way, facts in found.items():
        print(f"{way:<22}" + "".join(f"{facts.get(head, '-')!s:>13}" for head in heads))
    print(json.dumps({"bench": "compare", "pages": pages, "planted": planted, "ways": found, **machine()}))


if __name__ == "__main__":
    main()
