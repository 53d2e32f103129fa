# shellcheck shell=bash
# Processes that a script starts, known by their id and by nothing else. Needs say.sh.

# When a process started, in ticks since the machine did (proc_pid_stat(5), field 22): two processes may have the same id one
# after the other, but not both that and this. False for one that has ended, also if nobody has waited for it yet.
started() {
    local fields
    { fields=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    read -ra fields <<<"${fields##*) }"
    [ "${fields[0]}" != Z ] || return 1
    echo "${fields[19]}"
}

# alive PIDFILE
alive() {
    local pid start
    { read -r pid start <"$1"; } 2>/dev/null && [ -n "$start" ] && [ "$(started "$pid")" = "$start" ]
}

# launch PIDFILE LOG COMMAND…: in the background, deaf to the Ctrl-C that goes to this script.
launch() {
    local file=$1 log=$2
    shift 2
    setsid "$@" >"$log" 2>&1 </dev/null &
    echo "$! $(started $!)" >"$file"
}

# end PIDFILE…: asks, waits ten seconds, insists.
end() {
    local file tries
    for file in "$@"; do
        for tries in $(seq 110); do
            alive "$file" || break
            case $tries in
                1) tell TERM "$file" ;;
                101) tell KILL "$file" ;;
            esac
            sleep 0.1
        done
        rm -f "$file"
    done
}

tell() { kill "-$1" "$(cut -d' ' -f1 "$2")" 2>/dev/null || true; }

# need_port PORT WHAT: fails with the name of the program that has it, for TCP or UDP.
need_port() {
    local line pid who
    line=$(ss -Hltunp "sport = :$1" | head -n 1)
    [ -n "$line" ] || return 0
    pid=$(sed -n 's/.*users:(("[^"]*",pid=\([0-9]*\).*/\1/p' <<<"$line")
    [ -z "$pid" ] || who="process $pid ($(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c1-90 | sed 's/ *$//'))"
    fail "Port $1 is needed for $2, and ${who:-a program of another user} has it already. End that program and start again.
If it is a service of this machine, systemctl status ${pid:-PID} says its name, and systemctl stop NAME ends it."
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
