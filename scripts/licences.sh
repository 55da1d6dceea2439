#!/usr/bin/env bash
# Fails when a dependency has a licence that is not on the list.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo metadata --locked --format-version 1 | python3 -c '
import json, re, sys
allowed = {"MIT", "Apache-2.0", "Zlib", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Unlicense", "CC0-1.0",
           "Unicode-3.0", "0BSD", "MIT-0", "BSL-1.0", "Apache-2.0 WITH LLVM-exception"}
def fits(licence):
    licence = licence.replace("/", " OR ")
    return all(any(option.strip(" ()") in allowed for option in re.split(r"\bOR\b", part))
               for part in re.split(r"\bAND\b", licence))
bad = [(p["name"], p["license"]) for p in json.load(sys.stdin)["packages"]
       if not p["license"] or not fits(p["license"])]
for name, licence in bad:
    print(f"licences: {name} has {licence}", file=sys.stderr)
print("licences: all on the list" if not bad else "licences: look at these")
sys.exit(bool(bad))
'
