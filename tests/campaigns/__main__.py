"""``./beizhan campaign NAME``: run a campaign, print one line of JSON, end with 0 if all held and 1 if not."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module
from time import monotonic

from campaigns.ground import own_ground, prepare

OWN_NETWORK = ("unshare", "-rn")
"""Starts a program in a network of its own, where nothing is but what it makes."""
NAMES = ("C1", "C2", "C4", "C12")


def main() -> int:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="beizhan campaign", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", choices=("calm", "small", "pr", "nightly"), default="pr", help="calm: C1 only")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--defect", default="", help="seed this defect: the campaign must end with 1")
    parser.add_argument("--only", default="", help="C4: only operations whose name holds this")
    parser.add_argument("--inside", action="store_true", help="C12: in a network of its own already")
    asked = parser.parse_args()
    if asked.name == "C12" and not asked.inside:
        return subprocess.run(
            [*OWN_NETWORK, sys.executable, "-m", "campaigns", *sys.argv[1:], "--inside"], check=False
        ).returncode
    if asked.name == "C4":
        os.environ["CAMPAIGN_SINGLE"] = "1"
    began = monotonic()
    with own_ground(asked.database, asked.defect, hasty=asked.name == "C4"):
        prepare()
        found = _run(asked)
    facts = {"campaign": asked.name, "seed": asked.seed, "size": asked.size, "database": asked.database}
    verdict = {**facts, "defect": asked.defect, "seconds": round(monotonic() - began, 1), **found}
    sys.stdout.write(json.dumps(verdict, ensure_ascii=False) + "\n")
    return 0 if verdict["ok"] else 1


def _run(asked: argparse.Namespace) -> dict[str, object]:
    """Import the campaign only now, for Django must stand before the product is imported."""
    if asked.name == "C1":
        return import_module("campaigns.fire").campaign(size=asked.size, seed=asked.seed)
    if asked.name == "C2":
        return import_module("campaigns.durable").campaign(size=asked.size, seed=asked.seed)
    if asked.name == "C12":
        return import_module("campaigns.outbound").campaign(size=asked.size)
    return import_module("campaigns.statements").campaign(size=asked.size, only=asked.only)


if __name__ == "__main__":
    sys.exit(main())
