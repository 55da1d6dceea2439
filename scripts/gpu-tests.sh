#!/bin/sh
# Prints the names of the test programs that run on an adapter: those that open one through
# tests/common. The adapter scripts run exactly these, so a new one is covered without being listed.
set -eu
cd "$(dirname "$0")/.."
grep -lE 'common::(context|open)\(' tests/*.rs | sed 's|^tests/||; s|\.rs$||'
