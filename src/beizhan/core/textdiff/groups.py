"""Passages that are told together: the parts of a sentence, the cells of a row, a stretch that moved as a whole."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from beizhan.core.textdiff.passages import Passage, Span

Group = list[Passage]


def groups_of(passages: Sequence[Passage]) -> list[Group]:
    """Return the passages that say something, in groups, in the order of the first of each.

    Sentences are told whole even where they were compared in parts. What came or went in one block without a break
    is told once, so is a row or a column of a table, and so is what moved together.
    """
    speaking = [passage for passage in passages if not passage.silent]
    groups: dict[Hashable, Group] = defaultdict(list)
    for key, passage in zip(_keys(speaking), speaking, strict=True):
        groups[key].append(passage)
    return list(_without_breaks(list(groups.values())))


def _keys(passages: Sequence[Passage]) -> Iterator[Hashable]:
    """Yield for each passage the key of its group."""
    sentences = _Sentences()
    for passage in passages:
        if not passage.moved and passage.lane is None:
            sentences.join(passage)
    before: Passage | None = None
    run = 0
    for place, passage in enumerate(passages):
        if passage.lane is not None:
            yield passage.lane, passage.moved, bool(passage.new)
        elif passage.moved:
            run += not (before and _follows(before, passage))
            before = passage
            yield "moved", run
        elif passage.old_sentences or passage.new_sentences:
            yield "sentence", sentences.root_of(passage)
        else:
            yield "cell", place


class _Sentences:
    """Sentences of both documents that share a passage, found by union (Tarjan 1975)."""

    def __init__(self) -> None:
        self._above: dict[tuple[bool, int], tuple[bool, int]] = {}

    def join(self, passage: Passage) -> None:
        sentences = self._of(passage)
        for sentence in sentences[1:]:
            self._above[self._root(sentence)] = self._root(sentences[0])

    def root_of(self, passage: Passage) -> tuple[bool, int]:
        return self._root(self._of(passage)[0])

    def _of(self, passage: Passage) -> list[tuple[bool, int]]:
        ours = [(False, sentence) for sentence in passage.old_sentences]
        return [*ours, *((True, sentence) for sentence in passage.new_sentences)]

    def _root(self, sentence: tuple[bool, int]) -> tuple[bool, int]:
        root = sentence
        while root in self._above and self._above[root] != root:
            root = self._above[root]
        while sentence != root:
            above = self._above.get(sentence, root)
            self._above[sentence] = root
            sentence = above
        return root


def _follows(before: Passage, passage: Passage) -> bool:
    """Tell whether a passage stands after another in both editions, but for what came or went between them."""
    return _after(before.old[-1], passage.old[0]) and _after(before.new[-1], passage.new[0])


def _after(before: Span, span: Span) -> bool:
    if before.block == span.block:
        return (before.row, before.column, before.start) < (span.row, span.column, span.start)
    return span.block == before.block + 1


def _without_breaks(groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups, those that came or went in one block one after another as one."""
    waiting: Group = []
    for group in groups:
        if waiting and _continues(waiting, group):
            waiting = [*waiting, *group]
            continue
        if waiting:
            yield waiting
        waiting = group
    if waiting:
        yield waiting


def _continues(before: Group, group: Group) -> bool:
    last, first = before[-1], group[0]
    if last.moved or first.moved or last.lane or first.lane or any(one.old and one.new for one in (*before, *group)):
        return False
    if bool(last.new) != bool(first.new):
        return False
    one, two = (last.new[-1], first.new[0]) if last.new else (last.old[-1], first.old[0])
    return one.block == two.block and _after(one, two)
