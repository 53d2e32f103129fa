# shellcheck shell=bash disable=SC2154,SC2034
# The bundle of web/, which the program carries. Needs say.sh and the variables `root` and `target`.

# need_node [VERSION]: to build the bundle any does that Debian 12 has; the tests need more.
need_node() {
    local wanted=${1:-18} have
    command -v npm >/dev/null || fail "There is no npm here. Install Node $wanted or later with its npm, and start again."
    have=$(node -p 'process.versions.node.split(".")[0]')
    [ "$have" -ge "$wanted" ] ||
        fail "This needs Node $wanted or later, and node is $have. Debian 12 has 18; newer ones come from https://nodejs.org or https://deb.nodesource.com."
}

# One hash of all files of a folder that are not made by npm.
hash_of() {
    (cd "$1" && find . \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# changed FOLDER NAME HASH: not what it was when `keep` was last called for it? Kept beside what npm made, and gone with it.
changed() { [ "$(cat "$1/node_modules/.cosse-$2" 2>/dev/null)" != "$3" ]; }

keep() { echo "$3" >"$1/node_modules/.cosse-$2"; }

# npm_install NAME FOLDER: only when there is nothing yet, or the lock file has changed.
npm_install() {
    local hash
    hash=$(sha256sum <"$2/package-lock.json" | cut -d' ' -f1)
    changed "$2" install "$hash" || return 0
    quietly "Installing the locked npm packages of ${2#"$root"/}" "$target/$1-npm.log" \
        npm --prefix "$2" ci --no-audit --no-fund --ignore-scripts ||
        fail "npm ci failed in ${2#"$root"/}. Is the network there?"
    keep "$2" install "$hash"
}

build_web() {
    local hash
    npm_install web "$root/web"
    hash=$(hash_of "$root/web")
    [ ! -d "$root/web/dist" ] || changed "$root/web" build "$hash" || return 0
    quietly "Building the web bundle" "$target/web-build.log" npm --prefix "$root/web" run build ||
        fail "The web bundle could not be built; npm says why above."
    keep "$root/web" build "$hash"
}
