# shellcheck shell=sh
# Outlives a test program, however it ends, to end the servers that it left and to remove their folder ($1).
# Each line on standard input is the id of a process that was started, or `-` and one that has ended.
trap '' INT HUP TERM
pids=' '
while read -r line; do
    case $line in
        -*) pids=$(echo "$pids" | sed "s/ ${line#-} / /") ;;
        *) pids="$pids$line " ;;
    esac
done
for signal in TERM KILL; do
    for pid in $pids; do kill -s "$signal" "$pid" 2>/dev/null; done
    tries=50
    while [ "$tries" -gt 0 ]; do
        alive=0
        for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive=1; done
        [ "$alive" -eq 1 ] || break
        sleep 0.1
        tries=$((tries - 1))
    done
done
rm -rf "$1"
