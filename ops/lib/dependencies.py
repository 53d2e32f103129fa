"""What can be said of the dependencies from the manifests: reasons, arrows between the crates, licences."""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# crate → what it may use of the others, and what it must never have (docs/architecture.md)
ARROWS = {
    "cosse-xmpp": (set(), {"diesel", "diesel-async", "actix-web", "maud"}),
    "cosse-model": (set(), {"actix-web", "maud", "tokio-xmpp", "xmpp-parsers"}),
    "cosse-directory": (set(), {"actix-web", "maud", "diesel", "diesel-async", "tokio", "tokio-xmpp", "xmpp-parsers"}),
    "cosse-ui": (set(), {"actix-web", "diesel", "diesel-async", "tokio", "tokio-xmpp", "xmpp-parsers", "reqwest"}),
    "cosse-pool": ({"cosse-xmpp", "cosse-model"}, {"actix-web", "maud", "diesel", "diesel-async"}),
    "cosse-server": (
        {"cosse-model", "cosse-pool", "cosse-directory", "cosse-ui"},
        {"diesel", "diesel-async", "tokio-xmpp", "xmpp-parsers", "xso", "minidom"},
    ),
    # pods that lie sign their listings like others
    "cosse-tests": ({"cosse-directory"}, set()),
    "cosse-fuzz": ({"cosse-xmpp", "cosse-directory", "cosse-ui"}, set()),
}

# licences that the AGPL-3.0-or-later can take in
LICENCES = {
    "0BSD", "AGPL-3.0-or-later", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause",
    "BSD-3-Clause", "BSL-1.0", "bzip2-1.0.6", "CC0-1.0", "CDLA-Permissive-2.0", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MIT",
    "MIT-0", "MPL-2.0", "NCSA", "OpenSSL", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib",
}


def without_reason(manifest):
    """Dependencies of the workspace that no comment introduces; our own crates share one."""
    table = manifest.split("[workspace.dependencies]", 1)[1].split("\n[", 1)[0]
    above = ""
    for line in table.splitlines():
        name = re.match(r"([A-Za-z0-9_-]+)\s*=", line)
        if name and not above.startswith("#") and 'path = "crates/' not in line:
            yield f"Cargo.toml: `{name[1]}` has no line above it that says what it is for"
        above = line


def wrong_arrows(packages):
    """Crates that know what they must not know; development dependencies do not count."""
    for package in packages:
        may, never = ARROWS.get(package["name"], (None, None))
        if may is None:
            yield f"{package['name']}: say in ops/lib/dependencies.py what this crate may use"
            continue
        used = {it["name"] for it in package["dependencies"] if it["kind"] != "dev"}
        for name in sorted(used & never | ({it for it in used if it in ARROWS} - may)):
            yield f"{package['name']} must not depend on {name} (docs/architecture.md)"


def good(licence):
    """Is one of the choices that an SPDX expression gives (OR) one that we can take as a whole (AND)?"""
    words = licence.replace("/", " OR ").replace("(", " ( ").replace(")", " ) ")
    text = re.sub(r"\s+WITH\s+", " WITH ", words)
    terms = re.split(r"(\bAND\b|\bOR\b|\(|\))", text)
    signs = {"AND": "and", "OR": "or", "(": "(", ")": ")", "": ""}
    return eval(" ".join(signs.get(it.strip(), str(it.strip() in LICENCES)) for it in terms))  # noqa: S307


def wrong_licences(packages):
    for package in packages:
        licence = package["license"]
        if not licence and not package["license_file"]:
            yield f"{package['name']} {package['version']} has no licence"
        elif licence and not good(licence):
            yield f"{package['name']} {package['version']} is {licence}"


def metadata(*flags):
    command = ["cargo", "metadata", "--locked", "--format-version", "1", *flags]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)["packages"]


def main():
    faults = [
        *without_reason((ROOT / "Cargo.toml").read_text()),
        *wrong_arrows(metadata("--no-deps")),
        *wrong_licences(metadata()),
    ]
    print("\n".join(faults) or "Every dependency has a reason, a place and a licence.")
    return 1 if faults else 0


sys.exit(main())
