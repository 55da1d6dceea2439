# For scripts/adapters.sh and scripts/test-dx12.sh (bash, sourced): runs the GPU tests on one
# adapter and adds a row to a Markdown table. The caller sets `output`, a folder for logs,
# `target`, an array of arguments for cargo, and `threads`; `failed` collects the rows that failed.

failed=()
rows_run=0

# In continuous integration a row takes a third of what is long, another one from commit to commit, and the
# rows of one commit different ones: pick ROW is 1, 2 or 3. All of it is for a release.
pick() {
    echo $((1 + (16#$(git rev-parse --short=6 HEAD | cut -c1-6) + $1) % 3))
}

# What checkpoints, trajectories, losses of a device, exports, reports and members that come and go show beyond
# kernels and steps depends little on the adapter: in continuous integration the suite's adapter has to do for
# these programs. The caller may add to them.
elsewhere=(checkpoints oracle lost exports together report)

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# need PACKAGE=FILE...: installs the Debian packages whose file is missing.
need() {
    local pair missing=()
    for pair in "$@"; do [ -e "${pair#*=}" ] || missing+=("${pair%%=*}"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || fail "install ${missing[*]}"
    echo "installing ${missing[*]}" >&2
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    for pair in "$@"; do [ -e "${pair#*=}" ] || fail "${pair%%=*} did not bring ${pair#*=}"; done
}

# Builds the test programs that run on an adapter: those that open one through tests/common. So a
# new one is covered without being listed. It may take `build_limit` seconds, 900 unless set.
build_gpu_tests() {
    local name left_out=mutants
    [ "${CI:-}" != true ] || left_out+=" ${elsewhere[*]}"
    cargo nextest --version >/dev/null 2>&1 ||
        fail "cargo-nextest is missing: cargo install cargo-nextest --locked"
    programs=()
    # The mutants take too long, and need no other adapter.
    for name in $(grep -rlE 'common::(context|open|open_device)\(' tests --include='*.rs'); do
        name=${name#tests/}
        name=${name%%/*}
        name=${name%.rs}
        [[ " $left_out ${programs[*]} " == *" $name "* ]] || programs+=(--test "$name")
    done
    [ ${#programs[@]} -gt 0 ] || fail "no test opens an adapter"
    # By cargo: nextest was seen to hang after building for Wine's runner.
    timeout "${build_limit:-900}" cargo test --no-run --quiet "${target[@]}" "${programs[@]}" || fail "the tests do not build"
}

start_table() {
    printf '%s\n' '| Row | Adapter and driver | Tests run | Passed | Expected failures | Seconds |' \
        '| --- | --- | ---: | ---: | ---: | ---: |' >"$output/table.md"
}

# gpu_tests FILTER SETTING...: runs those that FILTER selects, with these environment variables; of them the
# `part` that nextest is told.
gpu_tests() {
    local filter=$1
    shift
    env -u VK_ICD_FILENAMES -u GRADSHADER_TEST_MINIMAL -u GRADSHADER_TEST_CHECKED \
        -u GRADSHADER_TEST_FAMILY "$@" \
        cargo nextest run --profile adapters --cargo-quiet --color never \
        "${target[@]}" --test-threads "$threads" "${programs[@]}" "${part[@]}" -E "$filter"
}

# run_row ROW ENDING REMARK SETTING...: runs the GPU tests with these environment variables. Fails
# the row when a test fails, none runs, or they ran on anything but one adapter whose description
# ends in ENDING; also when a test passes that is expected to fail. REMARK is added to the
# description in the table. `except` may add to what continuous integration leaves out.
except=
run_row() {
    local row=$1 ending=$2 remark=$3
    shift 3
    # Tests of the CPU alone (..._cpu_...) do not depend on the adapter.
    local filter='not test(/(^|::|_)(cpu|on_the_reference)(_|$)/)' expected=() expected_row program test _
    local part=()
    if [ "${CI:-}" = true ]; then
        # Panels are software's alone, and the suite runs them.
        filter+=" and not (test(_in_panels)$except)"
        part=(--partition "hash:$(pick $rows_run)/3")
    fi
    rows_run=$((rows_run + 1))
    while read -r expected_row program test _; do
        [ "$expected_row" = "$row" ] || continue
        expected+=("(binary(=$program) and test(=$test))")
        filter+=" and not ${expected[-1]}"
    done < <(grep -vE '^(#|$)' tests/adapter-expectations.txt || true)

    echo "== $row" >&2
    local log=$output/$row.log begin=$SECONDS status=0
    gpu_tests "$filter" "$@" >"$log" 2>&1 || status=$?
    part=()
    local took=$((SECONDS - begin))
    # What the tests themselves say they ran on.
    local used summary run passed
    used=$(tr -d '\r' <"$log" | sed -n 's/^ *adapter: //p' | sort -u)
    summary=$(grep -E '^ +Summary ' "$log" | tail -1 || true)
    run=$(sed -nE 's/.* ([0-9]+)(\/[0-9]+)? tests? run:.*/\1/p' <<<"$summary")
    passed=$(sed -nE 's/.*run: ([0-9]+) passed.*/\1/p' <<<"$summary")
    if [ $status != 0 ] || [ "${run:-0}" = 0 ] || [ "${run:-0}" != "${passed:-0}" ] ||
        [ -z "$used" ] || [ "$(wc -l <<<"$used")" != 1 ] ||
        [ "${used%"$ending"}$ending" != "$used" ]; then
        failed+=("$row")
        tail -40 "$log" >&2
    fi
    for test in "${expected[@]}"; do
        status=0
        gpu_tests "$test" "$@" >"$output/$row-expected.log" 2>&1 || status=$?
        # 100 is nextest's "a test failed".
        [ $status = 100 ] && continue
        failed+=("$row, where $test is expected to fail and did not")
    done
    printf '| %s | %s | %s | %s | %s | %s |\n' "$row" "${used//$'\n'/ AND }$remark" "${run:-0}" \
        "${passed:-0}" "${#expected[@]}" "$took" >>"$output/table.md"
}

finish_table() {
    cat "$output/table.md"
    [ ${#failed[@]} = 0 ] || fail "failed: ${failed[*]} (logs in $output)"
}
