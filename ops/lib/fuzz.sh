# shellcheck shell=bash disable=SC2154
# The fuzz targets of tests/fuzz: built, run for some seconds each, replayed. Needs say.sh and the variables `root`, `target` and
# `work`.
#
# There is no sanitiser: those look for faults of memory, our code has no `unsafe`, and without one there are several times as
# many runs in a second. Overflows and debug assertions count as faults.

# As one of the programs of the workspace, so that cargo takes the dependencies that it has built for the others.
fuzz_build() {
    local targets=() name
    for name in "$root"/tests/fuzz/targets/*.rs; do targets+=(--bin "$(basename "$name" .rs)"); done
    RUSTC_WORKSPACE_WRAPPER='' RUSTC_WRAPPER=$root/ops/lib/rustc-fuzz cargo build --locked --workspace \
        --config "$root/tests/fuzz/profile.toml" "${targets[@]}"
}

# fuzz [NAME] [SECONDS]: the targets with NAME in their names, as many at once as there are processors. Without SECONDS for
# 10 seconds each, from the seeds in the repository and always the same chance; with it also from what earlier such runs have
# found, which is kept.
# fuzz NAME FILE: runs one target with one input.
fuzz() {
    local wanted='' seconds='' file='' argument name all=0 passed
    for argument in "$@"; do
        if [[ $argument =~ ^[0-9]+$ ]]; then seconds=$argument; elif [ -f "$argument" ]; then file=$argument; else wanted=$argument; fi
    done
    fuzz_build || return 1
    if [ -n "$file" ]; then
        nice -n 10 "$target/debug/$wanted" -timeout=20 "$file"
        return
    fi
    for name in "$root"/tests/fuzz/targets/*.rs; do
        name=$(basename "$name" .rs)
        [[ $name == *$wanted* ]] || continue
        all=$((all + 1))
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
        fuzz_run "$name" "$seconds" &
    done
    wait
    [ "$all" -gt 0 ] || { echo "No target has $wanted in its name."; return 1; }
    passed=$(find "$work" -maxdepth 1 -name 'fuzz-*.passed' | wc -l)
    echo "$passed passed, $((all - passed)) failed"
    [ "$passed" -eq "$all" ]
}

fuzz_run() {
    local name=$1 seconds=$2 corpus=$target/fuzz-corpus/$1 found=$target/fuzz-found/$1 log=$work/fuzz-$1.log dictionary
    local flags=(-timeout=20 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 -artifact_prefix="$found/")
    if [ -z "$seconds" ]; then
        seconds=10 corpus=$work/fuzz-corpus/$name
        flags+=(-seed=1)
    fi
    mkdir -p "$corpus" "$found"
    dictionary=$(sed -n "s|^// dictionary: ||p" "$root/tests/fuzz/targets/$name.rs")
    [ -z "$dictionary" ] || flags+=(-dict="$root/tests/fuzz/dictionaries/$dictionary")
    if nice -n 10 "$target/debug/$name" "${flags[@]}" -max_total_time="$seconds" "$corpus" "$root/tests/fuzz/seeds/$name" >"$log" 2>&1; then
        echo "test fuzz::$name ... ok ($(fuzz_figures "$log"))"
        touch "$work/fuzz-$name.passed"
    else
        # at once, so that it stands together
        echo "test fuzz::$name ... FAILED"$'\n'"$(fuzz_fault "$name" "$log")"
    fi
}

# Runs, and how much of the code they reached: edges between blocks, and features (edges with how often).
fuzz_figures() {
    sed -n 's/^stat::number_of_executed_units: */runs /p; s/^#[0-9]*\tDONE *cov: \([0-9]*\) ft: \([0-9]*\).*/edges \1, features \2,/p' "$1" | tr '\n' ' ' | sed 's/ $//'
}

fuzz_fault() {
    local input
    input=$(sed -n 's/.*Test unit written to //p' "$2" | tail -n 1)
    grep -aE -A 3 "panicked at|ERROR: libFuzzer" "$2" | cut -c1-600 | head -n 12
    if [ -z "$input" ]; then
        echo "    libFuzzer wrote no input, as when the stack is used up. Its last words:"
        tail -n 5 "$2" | cut -c1-300
        return
    fi
    echo "    input:  $input"
    echo "    replay: ops/test fuzz $1 $input"
    echo "    Repair it with a unit test beside the code, and keep the input in tests/fuzz/seeds/$1."
}
