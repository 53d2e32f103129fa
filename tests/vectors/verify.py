#!/usr/bin/env python3
"""Checks the test vectors with the second implementation; ends with `N passed, N failed`."""

import json
import sys
from pathlib import Path

import jsonschema

import pod_directory
import pod_listing

FOLDER = Path(__file__).parent
ORIGIN = "https://pod.example"


def load(path):
    return json.loads(path.read_text())


def listings():
    for path in sorted(FOLDER.glob("listing/*.json")):
        vector = load(path)
        data = (vector["document"] + " " * vector["padding"]).encode()
        verdict, canonical = pod_listing.verdict(data, vector["key"], vector["today"])
        yield f"{path.stem} is {vector['verdict']}", verdict == vector["verdict"]
        hexed = canonical.hex() if canonical is not None else None
        yield f"{path.stem} has its canonical form", hexed == vector["canonical"]


def judged():
    for path in sorted(FOLDER.glob("judged/*.json")):
        vector = load(path)
        try:
            verdict, then = pod_listing.judge(vector["document"].encode(), vector["context"])
        except pod_listing.Refused as refused:
            verdict, then = str(refused), None
        yield f"judged {path.stem} is {vector['verdict']}", verdict == vector["verdict"]
        yield f"judged {path.stem} leaves its keys", then == vector["then"]


def derived():
    listing = pod_listing.read(load(FOLDER / "listing/good.json")["document"].encode())
    provider = load(FOLDER / "derived/xmpp-provider-v2.json")
    yield "the provider file is the listing's", pod_listing.provider(listing, ORIGIN) == provider
    yield "the provider file has 14 members", len(provider) == 14
    for version in ("2.0", "2.1", "2.2"):
        told = load(FOLDER / f"derived/nodeinfo-{version}.json")
        yield f"NodeInfo {version} is the listing's", pod_listing.nodeinfo(listing, version, ORIGIN) == told
        schema = jsonschema.Draft4Validator(load(FOLDER / f"nodeinfo/{version}.json"))
        yield f"NodeInfo {version} keeps to its schema", schema.is_valid(told)


def directories():
    for path in sorted(FOLDER.glob("page/*.json")):
        vector = load(path)
        try:
            rows = pod_directory.page(vector["document"], vector["asked"])
            verdict, kept = "good", [row and row["domain"] for row in rows]
        except pod_listing.Refused as refused:
            verdict, kept = str(refused), None
        yield f"page {path.stem} is {vector['verdict']}", (verdict, kept) == (vector["verdict"], vector["rows"])
    for path in sorted(FOLDER.glob("handover/*.json")):
        vector = load(path)
        then = pod_directory.follow(vector["known"], vector["shown"], vector["handovers"], vector["today"])
        yield f"handover {path.stem} leaves its key", then == vector["then"]
    for path in sorted(FOLDER.glob("statement/*.json")):
        vector = load(path)
        try:
            held = pod_directory.statements(vector["document"], vector["directory"], vector["key"], vector["now"])
            verdict = "good" if held else "none"
        except pod_listing.Refused as refused:
            verdict = str(refused)
        yield f"statement {path.stem} is {vector['verdict']}", verdict == vector["verdict"]


def main():
    results = [*listings(), *judged(), *derived(), *directories()]
    failed = [name for name, good in results if not good]
    for name in failed:
        print(f"FAILED: {name}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or len(results) < 180 else 0


sys.exit(main())
