# shellcheck shell=bash
# Processes that a script starts, known by their id and by nothing else. Needs say.sh.

# alive PIDFILE
alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

# launch PIDFILE LOG COMMAND…: in the background, deaf to the Ctrl-C that goes to this script.
launch() {
    local file=$1 log=$2
    shift 2
    setsid "$@" >"$log" 2>&1 </dev/null &
    echo $! >"$file"
}

# end PIDFILE…: asks, waits ten seconds, insists.
end() {
    local file pid tries
    for file in "$@"; do
        [ -s "$file" ] || continue
        pid=$(cat "$file")
        kill "$pid" 2>/dev/null || true
        for tries in $(seq 100); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
            [ "$tries" -lt 100 ] || kill -9 "$pid" 2>/dev/null || true
        done
        rm -f "$file"
    done
}

# need_port PORT WHAT: fails with the name of the program that has it.
need_port() {
    local line who
    line=$(ss -Hltnp "sport = :$1" | head -n 1)
    [ -n "$line" ] || return 0
    who=$(sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1 (process \2)/p' <<<"$line")
    fail "Port $1 is needed for $2, and ${who:-a program of another user} has it already. End that program, then start again.
(ss -ltnp 'sport = :$1' shows it.)"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# wait_for SECONDS PIDFILE COMMAND…: until the command is true; false when the process ends before, or time is up.
wait_for() {
    local tries=$(($1 * 10)) file=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] && alive "$file" || return 1
        sleep 0.1
    done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
