# shellcheck shell=bash
# Programs from Debian packages: installs only what is missing. Needs say.sh.

# Debian keeps PostgreSQL's server programs off the PATH, and the libraries of Lua and Python are no programs.
find_program() {
    local found
    command -v "$1" 2>/dev/null && return 0
    for found in /usr/sbin/"$1" /usr/lib/postgresql/*/bin/"$1" /usr/lib/*/lua/5.4/"$1" \
        /usr/lib/python3/dist-packages/"$1"; do
        [ -e "$found" ] && { echo "$found"; return 0; }
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# RUNLEVEL=1: what is installed is not started.
apt() { as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get "$@"; }

apt_install() { apt install -y --no-install-recommends "$@"; }

apt_install_or_update_first() { apt_install "$@" || { apt update && apt_install "$@"; }; }

# need LOG PROGRAM:PACKAGE…: installs the packages whose program is not there.
need() {
    local log=$1 pair missing=()
    shift
    for pair in "$@"; do
        find_program "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        fail "This needs ${missing[*]} (names of Debian's packages), and there is no apt-get here. Install them and start again."
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail "This needs ${missing[*]}. Run as root: apt-get install --no-install-recommends ${missing[*]}"
    [ "$(id -u)" -eq 0 ] || sudo -v
    quietly "Installing ${missing[*]} (log: $log)" "$log" apt_install_or_update_first "${missing[@]}" ||
        fail "The packages could not be installed. Is the network there? Try by hand: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
}
