# shellcheck shell=bash
# Progress: one line for each thing that is done, with the time since the start.

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

# Ends the script with a sentence that helps.
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# quietly WHAT LOG COMMAND…: runs the command with its output in a file, says every 15 seconds that it goes on,
# and shows the end of the file when it fails.
quietly() {
    local what=$1 log=$2 pid waited=0
    shift 2
    say "$what"
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        waited=$((waited + 1))
        [ $((waited % 75)) -ne 0 ] || say "… still at it: $(tail -n 1 "$log" | cut -c1-90)"
    done
    wait "$pid" && return 0
    tail -n 25 "$log" >&2
    return 1
}
