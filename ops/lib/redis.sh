# shellcheck shell=bash disable=SC2154,SC2034
# Throw-away Redis servers on loopback: one alone, and three that are a cluster. Needs say.sh, packages.sh and processes.sh.

# one_redis FOLDER PORT ARGS…
one_redis() {
    local folder=$1 port=$2
    mkdir -p "$folder"
    launch "$folder/redis.pid" "$folder/redis.log" "$(find_program redis-server)" --port "$port" --bind 127.0.0.1 --dir "$folder" \
        --save '' --appendonly no "${@:3}"
    wait_for 20 "$folder/redis.pid" redis-cli -p "$port" ping ||
        { tail -n 5 "$folder/redis.log" >&2; fail "Redis did not start."; }
}

# start_redis FOLDER: sets `redis_url` and `redis_cluster_urls`; end_redis FOLDER ends them all.
start_redis() {
    local folder=$1 port node ports=()
    port=$(free_port)
    one_redis "$folder/one" "$port"
    redis_url=redis://127.0.0.1:$port
    redis_cluster_urls=''
    for node in 1 2 3; do
        port=$(free_port)
        # nodes speak with each other at a port of their own, by default 10,000 higher, which may be beyond the last
        one_redis "$folder/cluster-$node" "$port" --cluster-enabled yes --cluster-port "$(free_port)" --cluster-node-timeout 2000
        ports+=("127.0.0.1:$port")
        redis_cluster_urls+="${redis_cluster_urls:+ }redis://127.0.0.1:$port"
    done
    redis-cli --cluster create "${ports[@]}" --cluster-yes >"$folder/cluster.log" 2>&1 ||
        { tail -n 5 "$folder/cluster.log" >&2; fail "The nodes of Redis did not become a cluster."; }
    wait_for 20 "$folder/cluster-1/redis.pid" is_cluster "${ports[@]}" || fail "The cluster of Redis did not come up."
}

is_cluster() {
    local node
    for node in "$@"; do
        redis-cli -h "${node%:*}" -p "${node#*:}" cluster info | grep -q '^cluster_state:ok' || return 1
    done
}

end_redis() { end "$1"/{one,cluster-1,cluster-2,cluster-3}/redis.pid; }
