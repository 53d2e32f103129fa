# shellcheck shell=bash disable=SC2154,SC2034
# A throw-away PostgreSQL on loopback. Needs say.sh, packages.sh and processes.sh.

# The server refuses to be root. setpriv becomes the program that it starts, so that the process id stays right.
as_postgres=()
[ "$(id -u)" -ne 0 ] || as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)

# start_postgres FOLDER: sets `postgres_url`; its process id is in FOLDER/postgres.pid.
start_postgres() {
    local folder=$1 port
    port=$(free_port)
    mkdir -p "$folder/socket"
    [ "$(id -u)" -ne 0 ] || { chmod a+rx "$folder" && mkdir -p "$folder/data" && chown -R postgres "$folder/data" "$folder/socket"; }
    "${as_postgres[@]}" "$(find_program initdb)" -D "$folder/data" -U cosse -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
        { tail -n 5 "$folder/initdb.log" >&2; fail "PostgreSQL could not make its folder."; }
    launch "$folder/postgres.pid" "$folder/postgres.log" "${as_postgres[@]}" "$(find_program postgres)" -D "$folder/data" -p "$port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder/socket" -c max_connections=1000 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off
    postgres_url="postgres://cosse@127.0.0.1:$port/postgres"
    wait_for 20 "$folder/postgres.pid" "$(find_program pg_isready)" -h 127.0.0.1 -p "$port" ||
        { tail -n 5 "$folder/postgres.log" >&2; fail "PostgreSQL did not start."; }
}
