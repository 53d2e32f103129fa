"""A second implementation of docs/directory.md: reading and verifying pod listings, and what is derived from them.

It needs rfc8785 and pynacl (PyPI).
"""

import base64
import json
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

import nacl.exceptions
import nacl.signing
import rfc8785

LONGEST = 32 * 1024
GREATEST = 2**53 - 1
ROTATION, AHEAD, NAMED = timedelta(days=7), timedelta(minutes=10), 4
BANDS = {"0-9": 0, "10-49": 10, "50-99": 50, "100-249": 100, "250-499": 250, "500-999": 500, "1000+": 1000}
UNSEEN = [
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
]


class Refused(Exception):
    """Why a document is not believed: one of the verdicts of README.md."""


def read(data):
    """A document from bytes of strangers."""
    if len(data) > LONGEST:
        raise Refused("too-long")
    try:
        document = json.loads(
            data.decode("utf-8"), object_pairs_hook=_members, parse_int=_whole, parse_float=_never, parse_constant=_never
        )
    except (ValueError, RecursionError) as error:
        raise Refused("not-json") from error
    if not isinstance(document, dict) or document.get("type") != "pod-listing" or document.get("version") != 1:
        raise Refused("unknown")
    if isinstance(document["version"], bool):
        raise Refused("unknown")
    return document


def canonical(document):
    """The bytes that are signed."""
    return rfc8785.dumps({name: value for name, value in document.items() if name != "proof"})


def verify(document, key, today):
    """Checks that the key signed the document, and still signs today."""
    check(document)
    signed_by(document, key, today)


def signed_by(document, key, today):
    """Checks a signature, whatever the document is."""
    proof = document.get("proof")
    if proof is None or proof["kid"] != key["kid"]:
        raise Refused("other-key")
    if key["alg"] != "Ed25519" or proof["alg"] != "Ed25519-JCS":
        raise Refused("algorithm")
    if date.fromisoformat(today) > date.fromisoformat(key["not_after"]):
        raise Refused("expired")
    public, signature = _bytes(key["x"], 32), _bytes(proof["sig"], 64)
    try:
        nacl.signing.VerifyKey(public).verify(canonical(document), signature)
    except nacl.exceptions.BadSignatureError as error:
        raise Refused("forged") from error


def verdict(data, key, today):
    """The verdict on a document as it was received, and the bytes that were signed, if it can be read."""
    try:
        document = read(data)
    except Refused as refused:
        return str(refused), None
    try:
        verify(document, key, today)
    except Refused as refused:
        return str(refused), canonical(document)
    return "good", canonical(document)


def judge(data, context):
    """Why a document that was fetched is believed, and what is known of the domain's keys from then on (docs/directory.md §3 and §4)."""
    document = read(data)
    check(document)
    if document["domain"] != context["asked"]:
        raise Refused("other-domain")
    now = datetime.fromisoformat(context["now"])
    key = _signer(document, now)
    if now >= datetime.fromisoformat(document["expires_at"]):
        raise Refused("over")
    if datetime.fromisoformat(document["issued_at"]) > now + AHEAD:
        raise Refused("early")
    why = _why(key, context, now)
    if why not in ("vouched", "other-key") and document["serial"] < context["serial"]:
        raise Refused("replay")
    if why == "other-key":
        raise Refused(why)
    # a stranger's key follows upon nothing; the old one is not prolonged by what it says of itself
    before = [] if why == "vouched" else context["keys"]["announced"]
    since = {named["key"]["x"]: named["since"] for named in before}
    others = [other for other in document["keys"] if other["x"] != key["x"]][:NAMED]
    return why, {
        "known": context["keys"]["known"] if why == "same" else key,
        "announced": [{"key": other, "since": since.get(other["x"], context["now"])} for other in others],
    }


def _signer(document, now):
    """The one of the document's keys that signed it."""
    proof = document.get("proof")
    named = [key for key in document.get("keys", []) if proof is not None and key["kid"] == proof["kid"]]
    if len(named) != 1:
        raise Refused("signature")
    try:
        signed_by(document, named[0], _today(now))
    except Refused as refused:
        raise Refused("signature") from refused
    return named[0]


def _today(now):
    return now.astimezone(timezone.utc).date().isoformat()


def _why(key, context, now):
    known = context["keys"]["known"]
    if known is None:
        return "first"
    if key["x"] == known["x"] and _today(now) <= known["not_after"]:
        return "same"
    for named in context["keys"]["announced"]:
        is_ripe = datetime.fromisoformat(named["since"]) <= now - ROTATION
        if named["key"]["x"] == key["x"] and is_ripe and _today(now) <= named["key"]["not_after"]:
            return "rotated"
    record = ["v=pod1", f"kid={key['kid']}", f"key={key['x']}"]
    told = [[part.strip() for part in text.strip().rstrip(";").split(";")] for text in context["txt"]]
    return "vouched" if record in told else "other-key"


def check(document):
    """Checks the members that a listing must have, and those that it may have."""
    try:
        _check(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("not-a-listing") from error


def nodeinfo(listing, version, origin):
    """What NodeInfo says of a listing."""
    users = {"total": BANDS[listing["capacity"]["members_band"]]}
    if listing.get("activity", {}).get("active_month_band"):
        users["activeMonth"] = BANDS[listing["activity"]["active_month_band"]]
    effective = listing["registration"]["effective"]
    document = {
        "version": version,
        "software": {
            "name": re.sub("[^a-z0-9]", "-", listing["software"]["name"].lower()),
            "version": listing["software"]["version"],
        },
        "protocols": ["xmpp"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": effective in ("open", "approval"),
        "usage": {"users": users},
        "metadata": {
            "nodeName": listing["name"],
            "podListing": origin + "/.well-known/pod-listing.json",
            "registrationMode": effective,
        },
    }
    if version == "2.2":
        document["instance"] = {"name": listing["name"]}
        summary = listing.get("summary", {})
        if summary:
            first = summary.get((listing["languages"] or [None])[0])
            document["instance"]["description"] = first or summary[min(summary)]
    return document


def provider(listing, origin):
    """What the XMPP provider file says of a listing."""
    said, capacity = listing.get("provider") or {}, listing["capacity"]
    legal = (listing.get("policy") or {}).get("legal")
    domains, country = listing["xmpp"]["domains"], listing.get("country")
    return {
        "website": {language: origin for language in listing["languages"]},
        "alternativeJids": [domain for domain in domains if domain != listing["domain"]],
        "busFactor": said.get("bus_factor", -1),
        "organization": said.get("kind", ""),
        "passwordReset": {},
        "serverTesting": False,
        "maximumHttpFileUploadTotalSize": capacity.get("upload_total_mb", -1),
        "maximumHttpFileUploadStorageTime": capacity.get("media_days", -1),
        "maximumMessageArchiveManagementStorageTime": capacity.get("archive_days", -1),
        "professionalHosting": False,
        "freeOfCharge": listing["registration"].get("price") is None,
        "legalNotice": {language: legal for language in listing["languages"]} if legal else {},
        "serverLocations": [country] if country else [],
        "since": said.get("since", ""),
    }


def _members(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is there twice")
    return members


def _whole(text):
    number = int(text)
    if text == "-0" or abs(number) > GREATEST:
        raise ValueError("a number that not everybody reads alike")
    return number


def _never(text):
    raise ValueError(f"{text} is no whole number")


def _bytes(text, length):
    """Base64url without padding, in its one form."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise Refused("algorithm") from error
    if len(data) != length or base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Refused("algorithm")
    return data


def _line(text, longest):
    unseen = any(
        unicodedata.category(c) == "Cc" or any(first <= ord(c) <= last for first, last in UNSEEN) for c in text
    )
    if len(text) > longest or not text.strip() or unseen or not unicodedata.is_normalized("NFC", text):
        raise ValueError(text)


def _host(text):
    labels = text.split(".")
    if len(text) > 253 or not all(re.fullmatch("(?!-)[a-z0-9-]{1,63}(?<!-)", label) for label in labels):
        raise ValueError(text)


def _link(text):
    _line(text, 2048)
    safe = text.startswith(("https://", "http://", "xmpp:", "mailto:"))
    if not safe or re.search(r'[\s<>"\\]', text):
        raise ValueError(text)


def _instant(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text):
        raise ValueError(text)
    datetime.fromisoformat(text)


def _day(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    date.fromisoformat(text)


def _one_of(value, words):
    if value not in words:
        raise ValueError(value)


def _count(value):
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)


def _check(document):
    _host(document["domain"])
    _count(document["serial"])
    _instant(document["issued_at"])
    _instant(document["expires_at"])
    _one_of(document["listing"], ("public", "unlisted", "none"))
    _line(document["name"], 80)
    for tag, text in document.get("summary", {}).items():
        _line(tag, 35)
        _line(text, 500)
    for tag in document["languages"]:
        _line(tag, 35)
    for topic in document.get("topics", []):
        _line(topic, 40)
    for member, longest in (("region", 40), ("country", 2)):
        if document.get(member) is not None:
            _line(document[member], longest)
    _line(document["software"]["name"], 40)
    _line(document["software"]["version"], 40)
    _check_joining(document)
    _check_people(document)


def _check_joining(document):
    xmpp, registration, capacity = document["xmpp"], document["registration"], document["capacity"]
    for domain in xmpp["domains"] + xmpp.get("allowed_domains", []):
        _host(domain)
    _one_of(xmpp["federation"], ("open", "allowlist", "closed"))
    _one_of(xmpp["accounts"], ("local", "any", "allowlist"))
    _one_of(registration["mode"], ("open", "approval", "invite", "closed"))
    _one_of(registration["effective"], ("open", "approval", "invite", "closed", "full", "paused"))
    _link(registration["url"])
    _one_of(registration.get("email") or "none", ("none", "optional", "required"))
    if registration.get("price") is not None:
        _line(registration["price"], 80)
    for member in ("daily_budget", "min_age", "median_approval_hours"):
        if registration.get(member) is not None:
            _count(registration[member])
    _one_of(capacity["members_band"], BANDS)
    _one_of(capacity["places_free_band"], BANDS)
    for member in ("members_max", "upload_file_mb", "upload_total_mb", "media_days", "archive_days"):
        if capacity.get(member) is not None:
            _count(capacity[member])


def _check_people(document):
    provider, contacts = document.get("provider"), document.get("contacts", {})
    if provider is not None:
        _link(provider["id"])
        _day(provider["since"])
    for member in ("rules", "privacy", "legal"):
        if (document.get("policy") or {}).get(member) is not None:
            _link(document["policy"][member])
    for member in ("abuse", "admin", "support"):
        for link in contacts.get(member, []):
            _link(link)
    if document.get("moved_to") is not None:
        _host(document["moved_to"])
    if document.get("closing_at") is not None:
        _instant(document["closing_at"])
    for key in document.get("keys", []):
        _key(key)
    proof = document.get("proof")
    if proof is not None:
        for member, longest in (("kid", 64), ("alg", 32), ("sig", 128)):
            _line(proof[member], longest)


def _key(key):
    for member, longest in (("kid", 64), ("alg", 32), ("x", 64)):
        _line(key[member], longest)
    _day(key["not_after"])
