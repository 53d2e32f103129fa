# shellcheck shell=bash disable=SC2154,SC2034
# The Rust toolchain, and where it builds. Needs say.sh and the variable `root`.

need_rust() {
    local wanted have
    command -v cargo >/dev/null || fail "There is no cargo here. Install Rust from https://rustup.rs and start again."
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
    have=$(rustc --version | cut -d' ' -f2)
    [ "$(printf '%s\n' "$wanted" "$have" | sort -V | head -n 1)" = "$wanted" ] ||
        fail "This needs Rust $wanted, and rustc is $have. Try: rustup update stable"
}

# The folder that cargo builds in, whoever set it; it is there from now on.
target_folder() {
    local folder
    folder=$(cd "$root" && cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
    mkdir -p "$folder" || fail "Cargo would build in $folder, and it cannot be made. Name another folder: CARGO_TARGET_DIR=~/cosse-target"
    echo "$folder"
}

# Unless COSSE_BIN names one that is built already: tests need other features of the same libraries, so cargo would build all of it
# once more.
build_cosse() {
    [ -z "${COSSE_BIN:-}" ] || return 0
    say "Building cosse (minutes the first time, seconds later)"
    (cd "$root" && cargo build --locked --workspace --bin cosse) || fail "cosse could not be built; cargo says why above."
}
