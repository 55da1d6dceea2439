#!/usr/bin/env bash
# Applies every mutant of tests/mutants/table/ and writes what noticed each to docs/mutants.md.
# Fails when one is not noticed. What stood there before stays where the tests did not come to an end.
set -euo pipefail
cd "$(dirname "$0")/.."
log=target/mutants.log
mkdir -p target docs
status=0
# Nearly all of the time goes into compiling.
export GALLIVM_PERF=${GALLIVM_PERF-nopt}
GRADSHADER_TEST_ALL_MUTANTS=1 cargo nextest run --locked --no-fail-fast --test mutants --no-capture >"$log" 2>&1 || status=$?
# The rows of the table with this last column.
table() {
    sed 's/^ *//' "$log" | awk -v last="$1 |" '
        /^\| file / { on = index($0, last) > 0 }
        on && /^\| /'
}
new=$(mktemp)
trap 'rm -f "$new"' EXIT
{
    echo "# Mutants"
    echo
    echo "Small changes to the shaders and the quantity in which verification notices each."
    echo "Written by \`scripts/mutants.sh\`; on:"
    echo
    echo "    $(grep -m1 '^ *adapter: ' "$log" | sed 's/^ *adapter: //; s/, checked shaders$//')"
    echo
    table "noticed as"
    echo
    echo "Changes that verification need not notice:"
    echo
    table "why it changes nothing"
} >"$new"
count=$(table 'noticed as' | grep -c '^| `' || true)
if [ "$count" = 0 ] || [ -z "$(table 'why it changes nothing')" ]; then
    tail -20 "$log" >&2
    echo "mutants: the tests did not come to an end; docs/mutants.md is as it was" >&2
    exit 1
fi
cat "$new" >docs/mutants.md
echo "$count mutants"
! grep -n 'not noticed' docs/mutants.md || status=1
[ "$status" = 0 ] || tail -20 "$log" >&2
exit "$status"
