#!/usr/bin/env python3
"""Makes the test vectors anew. The secret keys are known to everybody: they are for tests."""

import base64
import copy
import hashlib
import json
from pathlib import Path

import nacl.signing
import rfc8785

import pod_directory
import pod_listing

FOLDER = Path(__file__).parent
TODAY = "2026-11-22"
SECRET, NEXT = bytes([3] * 32), bytes([9] * 32)


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key_of(secret, kid="ed25519:2026-11", not_after="2027-11-01"):
    public = nacl.signing.SigningKey(secret).verify_key.encode()
    return {"kid": kid, "alg": "Ed25519", "x": encoded(public), "not_after": not_after}


KEY = key_of(SECRET)

LISTING = {
    "type": "pod-listing", "version": 1,
    "domain": "pod.example",
    "serial": 184, "issued_at": "2026-11-22T12:00:00Z", "expires_at": "2026-11-25T12:00:00Z",
    "listing": "public",
    "name": "La Cantine ☕", "summary": {"en": "Soup, and who eats it.", "fr": "De la soupe, à partager."},
    "languages": ["fr", "en"], "topics": ["cuisine"], "region": "EU", "country": "fr",
    "software": {"name": "cosse", "version": "0.1.0"},
    "xmpp": {"domains": ["pod.example", "people.example"], "federation": "open", "accounts": "any"},
    "registration": {
        "mode": "open", "effective": "open", "url": "https://pod.example/register", "email": "none",
        "daily_budget": 30, "min_age": 16,
    },
    "capacity": {
        "members_max": 1000, "members_band": "250-499", "places_free_band": "500-999", "upload_file_mb": 100,
        "upload_total_mb": 1000, "media_days": 90, "archive_days": 365,
    },
    "provider": {
        "id": "https://coop.example", "kind": "non-governmental", "bus_factor": 2, "hosted_by": "host.example",
        "since": "2024-03-01",
    },
    "policy": {"rules": "https://pod.example/rules", "legal": "https://pod.example/legal", "backups": "daily"},
    "contacts": {"abuse": ["mailto:abuse@pod.example"]},
    "keys": [KEY],
}


def signed(document, secret=SECRET, kid="ed25519:2026-11", alg="Ed25519-JCS"):
    document = {name: value for name, value in document.items() if name != "proof"}
    signature = nacl.signing.SigningKey(secret).sign(pod_listing.canonical(document)).signature
    return document | {"proof": {"kid": kid, "alg": alg, "sig": encoded(signature)}}


def changed(path, value):
    """The listing with another value at a path."""
    document = copy.deepcopy(LISTING)
    place = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return document


def text(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def vectors():
    good = signed(LISTING)
    yield "good", "as it should be", text(good), {}
    yield "good-other-order", "the order of members and the spaces between them say nothing", json.dumps(
        dict(reversed(good.items())), indent=2
    ), {}
    extended = LISTING | {"x-new": {"deep": [1, None, True, -5], "é": "\n\u20ac", "\U0001f600": "", "\ufb33": ""}}
    yield "good-unknown-members", "unknown members are covered by the signature", text(signed(extended)), {}
    rotated = LISTING | {"keys": [KEY, key_of(NEXT, "ed25519:2026-12", "2027-12-01")]}
    yield "good-next-key-named", "the next key is named in what the old one signs", text(signed(rotated)), {}
    yield "forged-name", "one word was changed", text(good | {"name": "La Cantina ☕"}), {}
    yield "forged-unknown-member", "a member was added", text(good | {"x-new": 1}), {}
    yield "forged-other-key", "signed with another key, under the name of this one", text(signed(LISTING, NEXT)), {}
    yield "other-key-name", "signed with a key of another name", text(signed(LISTING, NEXT, "ed25519:2026-12")), {}
    yield "no-proof", "not signed", text(LISTING), {}
    yield "other-algorithm", "a signature of another kind", text(signed(LISTING, alg="RS256")), {}
    cut = copy.deepcopy(good)
    cut["proof"]["sig"] = cut["proof"]["sig"][:-2]
    yield "short-signature", "a signature of 62 bytes", text(cut), {}
    yield "expired-key", "the last day of the key is over", text(good), {"today": "2027-11-02"}
    yield "last-day-of-key", "it signs on its last day", text(good), {"today": "2027-11-01"}
    yield from unreadable(good)
    yield from no_listings()


def unreadable(good):
    body = text(good)[:-1]
    yield "twice", "a member is there twice", body + ',"name":"Other"}', {}
    yield "twice-escaped", "a member is there twice, once written otherwise", body + ',"x":{"a":1,"\\u0061":2}}', {}
    for name, number in (("fraction", "1.5"), ("exponent", "1e3"), ("point", "1.0"), ("great", "9007199254740992")):
        yield f"number-{name}", f"the number {number}", f'{body},"x":{number}}}', {}
    yield "number-greatest", "the greatest number: it can be read", f'{body},"x":9007199254740991}}', {}
    yield "not-json", "no JSON", body, {}
    yield "array", "no object", "[]", {}
    yield "version-2", "another version", text(signed(LISTING | {"version": 2})), {}
    yield "other-type", "another type", text(signed(LISTING | {"type": "pod"})), {}
    yield "too-long", "32 KiB and one byte", text(good), {"padding": 32 * 1024 + 1 - len(text(good).encode())}
    yield "longest", "32 KiB", text(good), {"padding": 32 * 1024 - len(text(good).encode())}


def no_listings():
    for name, path, value in (
        ("bidi", ["name"], "gno\u202eB"),
        ("zero-width", ["name"], "Can\u200btine"),
        ("not-nfc", ["name"], "e\u0301te\u0301"),
        ("blank-name", ["name"], "  "),
        ("long-name", ["name"], "x" * 81),
        ("upper-case-domain", ["domain"], "Pod.example"),
        ("domain-with-port", ["domain"], "pod.example:443"),
        ("script-link", ["registration", "url"], "javascript:alert(1)"),
        ("exact-count", ["capacity", "members_band"], "251"),
        ("unknown-mode", ["registration", "effective"], "maybe"),
        ("day-for-instant", ["expires_at"], "2026-11-25"),
        ("negative-serial", ["serial"], -1),
    ):
        yield f"bad-{name}", "signed, and yet no listing", text(signed(changed(path, value))), {}
    without = {name: value for name, value in LISTING.items() if name != "domain"}
    yield "bad-no-domain", "a member is missing", text(signed(without)), {}


DIRECTORY = "https://dir.example"

ROWS = [
    {"domain": "pod.example", "serial": 184, "sha256": "ab" * 32, "state": "listed", "seen_at": "2026-11-22T12:00:00Z"},
    {"domain": "gone.example", "serial": 7, "sha256": "cd" * 32, "state": "tombstone", "seen_at": "2026-11-21T12:00:00Z"},
]

STATEMENT = {
    "type": "pod-directory-statement", "version": 1, "directory": DIRECTORY, "subject": "pod.example",
    "action": "delist", "reason": "Spam, été comme hiver", "evidence": ["https://dir.example/evidence"],
    "issued": "2026-11-22T12:00:00Z", "expires": "2026-12-22T12:00:00Z", "appeal": "mailto:appeals@dir.example",
    "because": [],
}


def feed(rows, more=False, secret=SECRET, **other):
    """A page of a feed, and what was asked for."""
    digest = hashlib.sha256(rfc8785.dumps(rows)).hexdigest()
    head = {
        "type": "pod-directory-head", "version": 1, "directory": DIRECTORY, "after": "", "next": "bmV4dA",
        "more": more, "last": 9, "rows": digest,
    }
    return {"head": signed(head | other, secret), "rows": rows}


def pages():
    """Of somebody who asked for two rows from the beginning, and knew the number 5 of it."""
    good = feed(ROWS)
    yield "good", "as it should be", text(good)
    yield "good-nothing", "nothing is new", text(feed([], next=""))
    yield "good-odd-row", "a row that is none is left out", text(feed([ROWS[0] | {"state": "famous"}, ROWS[1]]))
    yield "forged", "signed with another key", text(feed(ROWS, secret=NEXT))
    yield "other-rows", "a row was changed", text(good | {"rows": [ROWS[0] | {"state": "gone"}, ROWS[1]]})
    yield "other-after", "of another cursor", text(feed(ROWS, after="bmV4dA"))
    yield "other-directory", "of another directory", text(feed(ROWS, directory="https://other.example"))
    yield "too-many", "three rows", text(feed([*ROWS, ROWS[0] | {"domain": "third.example"}]))
    yield "back", "it knows less than before", text(feed(ROWS, last=4))
    yield "circle", "it leads nowhere", text(feed(ROWS, next=""))
    yield "circle-promised", "more of nothing", text(feed([], more=True))
    yield "odd-cursor", "a cursor with a blank", text(feed(ROWS, next="a b"))
    yield "not-json", "a member is there twice", text(good)[:-1] + ',"rows":[]}'


def said():
    """Of somebody who asked on 2026-11-22 at 16:00."""
    changes = {
        "good": {}, "good-echo": {"because": ["https://b.example"]}, "over": {"expires": "2026-11-22T15:00:00Z"},
        "early": {"issued": "2026-11-23T12:00:00Z"}, "for-ever": {"expires": "2030-01-01T00:00:00Z"},
        "others": {"directory": "https://other.example"}, "odd-action": {"action": "burn"},
        "script-appeal": {"appeal": "javascript:alert(1)"},
    }
    for name, change in changes.items():
        yield name, text({"statements": [signed(STATEMENT | change)]}), "good" if name.startswith("good") else "none"
    yield "forged", text({"statements": [signed(STATEMENT), signed(STATEMENT, NEXT)]}), "forged"
    yield "tampered", text({"statements": [signed(STATEMENT) | {"reason": "Ham"}]}), "forged"


def directory_key(number, not_after="2036-11-01"):
    return key_of(bytes([number] * 32), f"ed25519:2026-{number:02}", not_after)


def handover(old, new, **other):
    """The key `old` says that `new` follows it."""
    said = {"type": "pod-directory-handover", "version": 1, "key": directory_key(new)} | other
    return signed(said, bytes([old] * 32), f"ed25519:2026-{old:02}")


def handed():
    """Of somebody who pinned the first key on 2026-11-22 or before: which is shown, what is told, and whether that is believed."""
    one, two = handover(1, 2), handover(2, 3)
    yield "same", "the key that is known", directory_key(1), [], True
    yield "same-prolonged", "what is not signed of its last day is not kept", directory_key(1, "2099-01-01"), [], True
    yield "bare", "another key, and nothing is told", directory_key(2), [], False
    yield "next", "the known one has named it", directory_key(2), [one], True
    yield "next-but-one", "by way of another", directory_key(3), [one, two], True
    yield "upside-down", "in another order", directory_key(3), [two, one], True
    yield "among-others", "one that is none spoils no other", directory_key(2), [None, one | {"version": 2}, one], True
    yield "elsewhere", "it leads to another key", directory_key(3), [one], False
    yield "not-from-here", "it begins at another key", directory_key(3), [two], False
    yield "back", "the new one names the known one", directory_key(2), [handover(2, 1)], False
    yield "circle", "round and round", directory_key(4), [one, handover(2, 1)], False
    yield "changed", "another key than was signed", directory_key(3), [one | {"key": directory_key(3)}], False
    yield "renamed", "another key under the name that was signed", key_of(NEXT, "ed25519:2026-02"), [one], False
    head = handover(1, 2, type="pod-directory-head")
    yield "other-type", "something else that the known one has signed", directory_key(2), [head], False
    yield "other-version", "of a version that is not known", directory_key(2), [handover(1, 2, version=2)], False
    many = [handover(number, number + 1) for number in range(1, 10)]
    yield "too-many", "the first of nine is not read", directory_key(10), many, False
    yield "as-many-as-can-be", "eight lead to the ninth key", directory_key(9), many[:8], True


def keys_of_directories():
    for old in FOLDER.glob("handover/*.json"):
        old.unlink()
    for name, why, shown, told, is_believed in handed():
        then = pod_directory.follow(directory_key(1), shown, told, TODAY)
        assert (then is not None) == is_believed, name
        vector = {"why": why, "known": directory_key(1), "shown": shown, "handovers": told, "today": TODAY, "then": then}
        write(FOLDER / f"handover/{name}.json", vector)
    over = {"why": "the known key's last day was yesterday", "known": directory_key(1, "2026-11-21"), "shown": directory_key(2)}
    write(FOLDER / "handover/over.json", over | {"handovers": [handover(1, 2)], "today": TODAY, "then": None})


def directories():
    asked = {"directory": DIRECTORY, "key": KEY, "after": "", "limit": 2, "last": 5, "today": TODAY}
    for name, why, told in pages():
        try:
            rows = pod_directory.page(told, asked)
            verdict, kept = "good", [row and row["domain"] for row in rows]
        except pod_listing.Refused as refused:
            verdict, kept = str(refused), None
        vector = {"why": why, "document": told, "asked": asked, "verdict": verdict, "rows": kept}
        write(FOLDER / f"page/{name}.json", vector)
    for name, told, verdict in said():
        vector = {"document": told, "directory": DIRECTORY, "key": KEY, "now": f"{TODAY}T16:00:00+00:00", "verdict": verdict}
        write(FOLDER / f"statement/{name}.json", vector)


def named(key, since):
    return {"key": key, "since": since}


# pod.example's next key, and what it signs
AFTER = key_of(NEXT, "ed25519:2026-12", "2027-12-01")
RECORD = f"v=pod1; kid={AFTER['kid']}; key={AFTER['x']}"
WEEK = "2026-11-15T16:00:00Z"
GOOD, ALONE = signed(LISTING), LISTING | {"keys": [AFTER]}
NEXT_ALONE, BEHIND = signed(ALONE, NEXT, AFTER["kid"]), signed(ALONE | {"serial": 183}, NEXT, AFTER["kid"])
OLD, NEW = {"known": KEY, "announced": []}, {"known": AFTER, "announced": []}
RIPE = {"keys": {"known": KEY, "announced": [named(AFTER, WEEK)]}}
SOON = {"keys": {"known": KEY, "announced": [named(AFTER, "2026-11-15T16:00:01Z")]}}


def judged():
    """Documents of pod.example, fetched on 2026-11-22 at 16:00 by somebody who knows SECRET's key and the serial 184: what is otherwise,
    why, the verdict, and what is known of its keys then."""
    yield "first", "nothing is known of the domain", GOOD, {"keys": {"known": None, "announced": []}, "serial": 0}, "first", OLD
    yield "same", "the key and the document that are known", GOOD, {}, "same", OLD
    yield "same-serial", "another document with that serial", signed(LISTING | {"name": "La Cantina"}), {}, "same", OLD
    yield "newer", "the next serial", signed(LISTING | {"serial": 185}), {}, "same", OLD
    yield "other-domain", "fetched from another host", GOOD, {"asked": "other.example"}, "other-domain", None
    yield "other-domain-below", "fetched from a host below it", GOOD, {"asked": "www.pod.example"}, "other-domain", None
    yield "last-second", "one second before its end", GOOD, {"now": "2026-11-25T11:59:59Z"}, "same", OLD
    yield "over", "at its end", GOOD, {"now": "2026-11-25T12:00:00Z"}, "over", None
    yield "over-elsewhere", "an hour past its end, which is written with an offset", signed(
        LISTING | {"expires_at": "2026-11-22T17:00:00+02:00"}
    ), {}, "over", None
    yield "clocks-differ", "a minute of the future", GOOD, {"now": "2026-11-22T11:59:00Z"}, "same", OLD
    yield "early", "an hour of the future", GOOD, {"now": "2026-11-22T11:00:00Z"}, "early", None
    yield "replay", "the serial before", signed(LISTING | {"serial": 183}), {}, "replay", None
    yield "forged", "signed by another key under the known one's name", signed(LISTING, NEXT), {}, "signature", None
    yield from judged_names()
    yield from judged_strangers()


def judged_names():
    both = signed(LISTING | {"keys": [KEY, AFTER]})
    yield "names-next", "another key is named: from now on", both, {}, "same", {
        "known": KEY, "announced": [named(AFTER, "2026-11-22T16:00:00Z")],
    }
    yield "names-next-again", "it was named before: from then on", both, SOON, "same", SOON["keys"]
    yield "names-next-no-more", "it is not named any more", GOOD, SOON, "same", OLD
    yield "rotated", "named for seven days to the second", NEXT_ALONE, RIPE, "rotated", NEW
    yield "rotated-too-soon", "named for a second less than seven days", NEXT_ALONE, SOON, "other-key", None
    yield "rotated-too-soon-vouched", "named too late, and in DNS", NEXT_ALONE, SOON | {"txt": [RECORD]}, "vouched", NEW
    yield "rotated-replay", "serials go on with the key that was named", BEHIND, RIPE, "replay", None
    yield "named-key-over", "named for long enough, and its last day was yesterday", NEXT_ALONE, {
        "keys": {"known": KEY, "announced": [named(AFTER | {"not_after": "2026-11-21"}, WEEK)]}
    }, "other-key", None


def judged_strangers():
    disguised, ended = key_of(NEXT), KEY | {"not_after": "2026-11-21"}
    yield "stranger", "a key that nobody named", NEXT_ALONE, {}, "other-key", None
    yield "stranger-names-old", "a key that nobody named, which names the old one", signed(
        LISTING | {"keys": [AFTER, KEY]}, NEXT, AFTER["kid"]
    ), {}, "other-key", None
    yield "stranger-disguised", "another key under the name of the known one", signed(
        LISTING | {"keys": [disguised]}, NEXT
    ), {}, "other-key", None
    yield "stranger-behind", "its key is what is wrong with it, not its serial", BEHIND, {}, "other-key", None
    yield "stranger-vouched", "a key that nobody named, and that is in DNS beside others", NEXT_ALONE, {
        "txt": ["v=spf1 -all", RECORD]
    }, "vouched", NEW
    yield "stranger-vouched-bare", "blanks and the last semicolon do not count", NEXT_ALONE, {
        "txt": [RECORD.replace(" ", "") + ";"]
    }, "vouched", NEW
    yield "stranger-vouched-behind", "who owns the domain now counts anew", BEHIND, {"txt": [RECORD]}, "vouched", NEW
    yield "stranger-other-record", "DNS has the old key", NEXT_ALONE, {
        "txt": [f"v=pod1; kid={KEY['kid']}; key={KEY['x']}"]
    }, "other-key", None
    yield "stranger-other-kid", "DNS has the key under another name", NEXT_ALONE, {
        "txt": [RECORD.replace("2026-12", "2027-01")]
    }, "other-key", None
    yield "own-key-over", "the known key's last day was yesterday, whatever the document says of it", GOOD, {
        "keys": {"known": ended, "announced": []}
    }, "other-key", None
    yield "own-key-not-prolonged", "what the known key says of its own last day is not kept", GOOD, {
        "keys": {"known": KEY | {"not_after": TODAY}, "announced": []}
    }, "same", {"known": KEY | {"not_after": TODAY}, "announced": []}


def fetched():
    usual = {
        "asked": "pod.example", "now": f"{TODAY}T16:00:00Z", "serial": 184, "keys": {"known": KEY, "announced": []}, "txt": [],
    }
    for name, why, document, context, verdict, then in judged():
        vector = {"why": why, "document": text(document), "context": usual | context, "verdict": verdict, "then": then}
        write(FOLDER / f"judged/{name}.json", vector)


def write(path, value):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=True, indent=2) + "\n")


def main():
    for old in FOLDER.glob("listing/*.json"):
        old.unlink()
    for name, why, document, more in vectors():
        today, padding = more.get("today", TODAY), more.get("padding", 0)
        said, canonical = pod_listing.verdict((document + " " * padding).encode(), KEY, today)
        write(FOLDER / "listing" / f"{name}.json", {
            "why": why, "key": KEY, "today": today, "document": document, "padding": padding,
            "canonical": canonical.hex() if canonical is not None else None, "verdict": said,
        })
    for version in ("2.0", "2.1", "2.2"):
        told = pod_listing.nodeinfo(LISTING, version, "https://pod.example")
        write(FOLDER / "derived" / f"nodeinfo-{version}.json", told)
    write(FOLDER / "derived" / "xmpp-provider-v2.json", pod_listing.provider(LISTING, "https://pod.example"))


main()
fetched()
directories()
keys_of_directories()
