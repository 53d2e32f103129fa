# shellcheck shell=bash disable=SC2154,SC2034
# A second server beside the demo's: an ejabberd with one domain, one account and a client that answers, the name server by which
# it and Prosody find each other. Needs say.sh, processes.sh and the variables `root` and `state`.

neighbour=fournil.example

# port and what it is for
neighbour_ports=("5232 ejabberd" "5269 Prosody's federation" "5270 ejabberd's federation" "5300 the name server of both")

neighbour_packages=(lunbound.so:lua-unbound ejabberdctl:ejabberd erl:erlang-base slixmpp:python3-slixmpp)

# Prosody's settings to be found, and to find ejabberd
neighbour_federation=(COSSE_XMPP_FEDERATION=5269 COSSE_XMPP_DNS=5300)

# What Cosse's setting of XMPP servers has besides.
neighbour_host() { echo "$neighbour=127.0.0.1:5232,ca=$state/prosody/certificates/ca.crt"; }

start_names() {
    launch "$state/names.pid" "$state/logs/names.log" python3 "$root/ops/demo-life/names.py" 5300 \
        cantine.localhost=5269 lanterne.localhost=5269 $neighbour=5270
    wait_for 10 "$state/names.pid" grep -q '^names: ready' "$state/logs/names.log" || broken names "The name server"
}

# Both trust the demo's own authority.
start_ejabberd() {
    local from=$state/prosody/certificates to=$state/ejabberd/certificates
    mkdir -p "$to"
    cp "$from/ca.crt" "$from/ca.key" "$to"
    COSSE_XMPP_FEDERATION=5270 COSSE_XMPP_DNS=5300 launch "$state/ejabberd.pid" "$state/logs/ejabberd.log" \
        "$root/ops/ejabberd" "$state/ejabberd" 5232 $neighbour
    wait_for 30 "$state/ejabberd.pid" listens 5232 || broken ejabberd ejabberd
    say "ejabberd listens on 127.0.0.1:5232"
}

# The person's client. Debian's python, because slixmpp is Debian's.
start_neighbour() {
    launch "$state/neighbour.pid" "$state/logs/neighbour.log" /usr/bin/python3 "$root/ops/demo-life/neighbour.py" \
        5232 "$state/ejabberd/certificates/ca.crt"
    wait_for 30 "$state/neighbour.pid" grep -q '^neighbour: ready' "$state/logs/neighbour.log" || broken neighbour "The neighbour's client"
    say "A neighbour is at home on $neighbour"
}

neighbour_tour() {
    cat <<TEXT
  A neighbour      karim@$neighbour, on an ejabberd of its own at 127.0.0.1:5232, with another client (password demo)

  One more step
  6. As alice open the chat with Karim: he is on another server. Write to him, watch him read and answer; his post is in the feed.

TEXT
}
