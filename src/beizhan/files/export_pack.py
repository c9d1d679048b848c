"""The export of an assessment: one zip that can be checked on any machine, without this software."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from beizhan.files import recount, verifier

FORMAT = verifier.FORMAT
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_BORROWED = re.compile(r"from beizhan\.files\.recount import [^\n]*\n")
README = """\
Beizhan 备战: an assessment, to be checked by anybody / 一次考核的完整记录，任何人都可以核验

  events.jsonl   what was done, one event a line, each holding the hash of the one before
                 全部操作，每行一条，逐条以哈希值相连
  scheme.json    the marking schemes that were in force / 使用过的评分方案
  rule.json      how the stage selects, if it was written down / 选拔规则（如有）
  result.json    every result as it was published, sealed or corrected / 历次公布、封存或更正的结果
  verify.py      checks all of this with Python 3.11 alone / 核验程序，只需 Python 3.11
  manifest.json  the SHA-256 of every file / 各文件的 SHA-256

  python3 -I verify.py EXPORT.zip
  python3 -I verify.py EXPORT.zip --checkpoint SEQ:HASH

The second line also checks a receipt that was printed, or shown on a judge's phone, at the time: without one, nobody
can tell from this file alone whether the whole of it was written anew. A copy of verify.py from elsewhere is better
than the one in here. People appear by number, competitors by blind code and by the code of their entry.
第二行还核对当时打印或显示在裁判员手机上的回执：没有回执，仅凭本文件无法判断它是否被整体重写。
最好使用从别处取得的 verify.py。人员只以编号出现，选手只以盲码和报名代码出现。
"""


@dataclass(frozen=True, slots=True)
class Record:
    """All that is exported of an assessment: facts for the manifest, and documents that JSON can hold.

    ``events`` are the lines of the chain, each the canonical text of one event with its hash.
    """

    assessment: Mapping[str, str]
    software: str
    events: tuple[str, ...]
    head: str
    schemes: Mapping[str, Any]
    rules: tuple[Mapping[str, Any], ...]
    results: tuple[Mapping[str, Any], ...]


def packed(record: Record, *, at: str) -> bytes:
    """Return the zip: the same bytes for the same record and the same moment."""
    parts = {
        "README.txt": README,
        "events.jsonl": "".join(f"{line}\n" for line in record.events),
        "result.json": _text(list(record.results)),
        "scheme.json": _text(record.schemes),
        "verify.py": verifier_text(),
    }
    if record.rules:
        parts["rule.json"] = _text(list(record.rules))
    content = {name: text.encode() for name, text in parts.items()}
    manifest = {
        "format": FORMAT,
        "assessment": dict(record.assessment),
        "software": record.software,
        "exported_at": at,
        "events": len(record.events),
        "head": record.head,
        "files": {name: sha256(part).hexdigest() for name, part in content.items()},
    }
    return _zipped({"manifest.json": _text(manifest).encode(), **content}.items())


def verifier_text() -> str:
    """Return the verifier as one file that needs nothing of this software: it holds what it counts with."""
    body = Path(verifier.__file__).read_text(encoding="utf-8")
    counting = Path(recount.__file__).read_text(encoding="utf-8").replace("from __future__ import annotations\n", "")
    assert _BORROWED.search(body)
    return _BORROWED.sub(lambda _: f"\n# --- counting ---\n\n{counting}\n\n# --- checking ---\n\n", body, count=1)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in sorted(parts):
            entry = ZipInfo(name, _SAME_TIME)
            entry.external_attr = _READABLE
            archive.writestr(entry, content, ZIP_DEFLATED, 6)
    return out.getvalue()
