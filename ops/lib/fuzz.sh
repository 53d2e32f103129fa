# shellcheck shell=bash disable=SC2154
# The fuzz targets of tests/fuzz: built, run for some seconds each, replayed. Needs say.sh and the variables `root`, `target` and
# `work`.
#
# cargo-fuzz without a sanitiser works with the stable compiler: the instrumentation for libFuzzer is a pass that rustc takes
# without -Z. Sanitisers look for faults of memory, our code has no `unsafe`, and without one there are several times as many
# runs in a second. Overflows and debug assertions count as faults.

fuzz_build() {
    local tool=$target/tools/bin/cargo-fuzz
    [ -x "$tool" ] || quietly "Building cargo-fuzz, once" "$target/cargo-fuzz.log" cargo install --locked --version 0.13.2 \
        --root "$target/tools" --target-dir "$target/tools/build" cargo-fuzz || return 1
    # cargo-fuzz has no --locked
    cargo metadata --locked --format-version 1 --manifest-path "$root/tests/fuzz/Cargo.toml" >/dev/null || {
        echo "tests/fuzz/Cargo.lock does not fit any more. Take the versions of the program:"
        echo "    cp Cargo.lock tests/fuzz/ && cargo metadata --format-version 1 --manifest-path tests/fuzz/Cargo.toml >/dev/null"
        return 1
    }
    "$tool" build --fuzz-dir "$root/tests/fuzz" --target-dir "$target/fuzz" --sanitizer none --release --debug-assertions \
        --codegen-units 16
}

fuzz_binary() { echo "$target/fuzz/$(rustc -vV | sed -n 's/^host: //p')/release/$1"; }

# fuzz [NAME] [SECONDS]: the targets with NAME in their names. Without SECONDS for 15 seconds each, from the seeds in the
# repository and always the same chance; with it also from what earlier such runs have found, which is kept.
# fuzz NAME FILE: runs one target with one input.
fuzz() {
    local wanted='' seconds='' file='' argument name good=0 passed=0 failed=0
    for argument in "$@"; do
        if [[ $argument =~ ^[0-9]+$ ]]; then seconds=$argument; elif [ -f "$argument" ]; then file=$argument; else wanted=$argument; fi
    done
    fuzz_build || return 1
    if [ -n "$file" ]; then
        nice -n 10 "$(fuzz_binary "$wanted")" -timeout=10 "$file"
        return
    fi
    for name in "$root"/tests/fuzz/targets/*.rs; do
        name=$(basename "$name" .rs)
        [[ $name == *$wanted* ]] || continue
        if fuzz_run "$name" "$seconds"; then passed=$((passed + 1)); else failed=$((failed + 1)) good=1; fi
    done
    echo "$passed passed, $failed failed"
    [ $((passed + failed)) -gt 0 ] || { echo "No target has $wanted in its name."; return 1; }
    return $good
}

fuzz_run() {
    local name=$1 seconds=$2 corpus=$target/fuzz-corpus/$1 found=$target/fuzz-found/$1 log=$work/fuzz-$1.log dictionary
    local flags=(-timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 -artifact_prefix="$found/")
    if [ -z "$seconds" ]; then
        seconds=15 corpus=$work/fuzz-corpus/$name
        flags+=(-seed=1)
    fi
    mkdir -p "$corpus" "$found"
    dictionary=$(sed -n "s|^// dictionary: ||p" "$root/tests/fuzz/targets/$name.rs")
    [ -z "$dictionary" ] || flags+=(-dict="$root/tests/fuzz/dictionaries/$dictionary")
    if nice -n 10 "$(fuzz_binary "$name")" "${flags[@]}" -max_total_time="$seconds" "$corpus" "$root/tests/fuzz/seeds/$name" >"$log" 2>&1; then
        echo "test fuzz::$name ... ok ($(fuzz_figures "$log"))"
        return 0
    fi
    echo "test fuzz::$name ... FAILED"
    fuzz_fault "$name" "$log"
    return 1
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
