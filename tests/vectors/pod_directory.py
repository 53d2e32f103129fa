"""A second implementation of what directories tell each other: docs/directory.md, §7."""

import hashlib
import json
from datetime import datetime, timedelta

import rfc8785

import pod_listing
from pod_listing import Refused

STATES = ("probation", "listed", "stale", "down", "gone", "unlisted", "closing", "tombstone")


def strict(text):
    """JSON that everybody reads alike."""
    hooks = {"object_pairs_hook": pod_listing._members, "parse_int": pod_listing._whole}
    try:
        return json.loads(text, parse_float=pod_listing._never, parse_constant=pod_listing._never, **hooks)
    except (ValueError, RecursionError) as error:
        raise Refused("not-json") from error


def page(text, asked):
    """The rows of a page of a feed; none in the place of one that is none."""
    told = strict(text)
    head, rows = told["head"], told["rows"]
    pod_listing.signed_by(head, asked["key"], asked["today"])
    kind = (head["type"], head["version"], head["directory"], head["after"])
    if kind != ("pod-directory-head", 1, asked["directory"], asked["after"]):
        raise Refused("other")
    if hashlib.sha256(rfc8785.dumps(rows)).hexdigest() != head["rows"]:
        raise Refused("other")
    if len(rows) > asked["limit"]:
        raise Refused("too-many")
    if head["last"] < asked["last"]:
        raise Refused("back")
    if len(head["next"]) > 512 or not all("!" <= c <= "~" for c in head["next"]):
        raise Refused("not-json")
    if (head["next"] == head["after"] and rows) or (head["more"] and not rows):
        raise Refused("circle")
    return [row if _is_row(row) else None for row in rows]


def statements(text, directory, key, now):
    """Those that hold, of a list of statements that one directory has signed."""
    held = []
    for said in strict(text)["statements"]:
        pod_listing.signed_by(said, key, now[:10])
        is_first = all(said.get("subject") != other["subject"] for other in held)
        if is_first and _holds(said, directory, datetime.fromisoformat(now)):
            held.append(said)
    return held


def follow(known, shown, handovers, today):
    """The key to believe of a directory that says that its key is `shown`; none where nothing leads there from the `known` one."""
    told, key = handovers[-8:], known
    for _ in range(len(told) + 1):
        if (key["kid"], key["x"]) == (shown["kid"], shown["x"]):
            return key
        key = next((said["key"] for said in told if _hands_over(said, key, today)), None)
        if key is None:
            break
    return None


def _hands_over(said, key, today):
    try:
        pod_listing.signed_by(said, key, today)
        pod_listing._key(said["key"])
        return (said["type"], said["version"]) == ("pod-directory-handover", 1)
    except (Refused, KeyError, TypeError, ValueError, AttributeError):
        return False


def _is_row(row):
    try:
        pod_listing._host(row["domain"])
        pod_listing._count(row["serial"])
        pod_listing._line(row["sha256"], 64)
        pod_listing._instant(row["seen_at"])
        return row["state"] in STATES
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _holds(said, directory, now):
    try:
        for address in [said["appeal"], *said.get("evidence", []), *said.get("because", [])]:
            pod_listing._link(address)
        pod_listing._host(said["subject"])
        pod_listing._line(said["reason"], 500)
        pod_listing._instant(said["issued"])
        pod_listing._instant(said["expires"])
        issued, expires = (datetime.fromisoformat(said[name]) for name in ("issued", "expires"))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    kind = (said.get("type"), said.get("version"), said.get("directory"))
    is_known = kind == ("pod-directory-statement", 1, directory) and said.get("action") in ("note", "warn", "delist")
    lasts = expires - issued <= timedelta(days=366) and len(said.get("evidence", [])) <= 5
    return is_known and lasts and issued <= now + timedelta(minutes=10) and expires > now
