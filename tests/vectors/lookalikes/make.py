"""Writes twisted.csv: names that dnstwist makes of ten pods', at most 24 of each kind for each pod. Nobody is asked for anything.

In a virtual environment: `pip install dnstwist==20250130 idna==3.20`, then `python make.py`.
"""

import collections
import pathlib
import random

import dnstwist

PODS = [
    "lanterne.org", "la-cantine.org", "quince-hill.net", "treizh.bzh", "jardinons.fr",
    "bookworms.social", "mooncat.chat", "cobble.town", "vinyl.club", "canalworks.coop",
]
WORDS = ["login", "account", "secure", "chat", "social", "pod", "join", "my", "new", "help"]
SUFFIXES = ["com", "net", "org", "fr", "de", "social", "chat", "eu", "info", "club", "co.uk", "xyz"]
MOST = 24

lines = ["pod,kind,name"]
for pod in PODS:
    fuzzer = dnstwist.Fuzzer(pod, dictionary=WORDS, tld_dictionary=SUFFIXES)
    fuzzer.generate()
    kinds = collections.defaultdict(list)
    for made in fuzzer.permutations():
        if made["fuzzer"] != "*original":
            kinds[made["fuzzer"]].append(made["domain"])
    chance = random.Random(pod)
    for kind, names in sorted(kinds.items()):
        names.sort()
        if len(names) > MOST:
            names = sorted(chance.sample(names, MOST))
        lines += [f"{pod},{kind},{name}" for name in names]
folder = pathlib.Path(__file__).parent
(folder / "twisted.csv").write_text("\n".join(lines) + "\n")
