# shellcheck shell=bash
# Python packages from PyPI that Debian does not have. Needs say.sh and packages.sh.

# python_packages FOLDER PACKAGE==VERSION…: has them in that folder, which is made anew when another list is wanted.
python_packages() {
    local folder=$1
    shift
    [ "$(cat "$folder/wanted" 2>/dev/null)" = "$*" ] && return 0
    rm -rf "$folder"
    quietly "Installing $* (log: $folder.log)" "$folder.log" python3 -m pip install --target "$folder" "$@" || return 1
    echo "$*" >"$folder/wanted"
}
