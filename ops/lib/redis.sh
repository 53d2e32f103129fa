# shellcheck shell=bash disable=SC2154,SC2034
# Throw-away Redis servers on loopback: one alone, and three that are a cluster. Needs say.sh, packages.sh and processes.sh.

# Two that differ: a node of a cluster has one for clients and one for the others.
two_ports() {
    python3 -c 'import socket
sockets = [socket.socket() for _ in range(2)]
for each in sockets: each.bind(("127.0.0.1", 0))
print(*[each.getsockname()[1] for each in sockets])'
}

# one_redis FOLDER ARGS…: sets `redis_port`. A port that was free may be taken when the server comes to it: then another is tried.
one_redis() {
    local folder=$1 bus tries
    mkdir -p "$folder"
    for tries in 1 2 3; do
        read -r redis_port bus <<<"$(two_ports)"
        launch "$folder/redis.pid" "$folder/redis.log" "$(find_program redis-server)" --port "$redis_port" --cluster-port "$bus" \
            --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no "${@:2}"
        wait_for 20 "$folder/redis.pid" redis-cli -p "$redis_port" ping && return
        end "$folder/redis.pid"
    done
    tail -n 5 "$folder/redis.log" >&2
    fail "Redis did not start, tried $tries times."
}

# start_redis FOLDER: sets `redis_url` and `redis_cluster_urls`; end_redis FOLDER ends them all.
start_redis() {
    local folder=$1 node nodes=()
    one_redis "$folder/one"
    redis_url=redis://127.0.0.1:$redis_port
    for node in 1 2 3; do
        one_redis "$folder/cluster-$node" --cluster-enabled yes --cluster-node-timeout 2000
        nodes+=("127.0.0.1:$redis_port")
    done
    redis_cluster_urls=$(printf 'redis://%s ' "${nodes[@]}" | sed 's/ $//')
    redis-cli --cluster create "${nodes[@]}" --cluster-yes >"$folder/cluster.log" 2>&1 ||
        { tail -n 5 "$folder/cluster.log" >&2; fail "The nodes of Redis did not become a cluster."; }
    wait_for 20 "$folder/cluster-1/redis.pid" is_cluster "${nodes[@]}" || fail "The cluster of Redis did not come up."
}

is_cluster() {
    local node
    for node in "$@"; do
        redis-cli -h "${node%:*}" -p "${node#*:}" cluster info | grep -q '^cluster_state:ok' || return 1
    done
}

end_redis() { end "$1"/{one,cluster-1,cluster-2,cluster-3}/redis.pid; }
