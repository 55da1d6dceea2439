#!/usr/bin/env bash
# Applies every mutant of tests/mutants/table.rs and writes what noticed each to docs/mutants.md.
# Fails when one is not noticed.
set -euo pipefail
cd "$(dirname "$0")/.."
log=target/mutants.log
mkdir -p target docs
status=0
GRADSHADER_TEST_ALL_MUTANTS=1 cargo nextest run --locked --test mutants --no-capture >"$log" 2>&1 || status=$?
{
    echo "# Mutants"
    echo
    echo "Small changes to the shaders and the quantity in which verification notices each."
    echo "Written by \`scripts/mutants.sh\`; on:"
    echo
    echo "    $(grep -m1 '^ *adapter: ' "$log" | sed 's/^ *adapter: //; s/, checked shaders$//')"
    echo
    grep -E '^ *\| (`|file|---)' "$log" | grep -v '\^' | sed 's/^ *//'
    echo
    echo "\`tests/mutants/table.rs\` also lists the equivalent ones, with the reason."
} >docs/mutants.md
grep -cE '^\| `' docs/mutants.md | sed 's/$/ mutants/'
! grep -n 'not noticed' docs/mutants.md || status=1
[ "$status" = 0 ] || tail -20 "$log" >&2
exit "$status"
