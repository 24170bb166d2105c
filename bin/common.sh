# What the commands do first. Sourced, never run; expects to be in the root of the checkout.

venv="${VENV:-.venv}"

say() { printf '%s\n' "$*" >&2; }

# choose_python: the one named in PYTHON, else the first that is new enough
choose_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed; none was found. Name one: PYTHON=/path/to/python3 $0"
    exit 1
}

# set_up FILE: a virtual environment with what FILE pins, installed again only when FILE or Python has changed
set_up() {
    local python version holds
    python="$(choose_python)"
    version="$("$python" --version)"
    # What requirements-dev.txt pins includes all of requirements.txt.
    if holds_pins "$1" || holds_pins requirements-dev.txt; then return; fi
    holds="$venv/.holds-$(basename "$1")"
    say "Installing what $1 pins ..."
    if [ "$("$venv/bin/python" --version 2>/dev/null)" != "$version" ] || [ ! -x "$venv/bin/pip" ]; then
        "$python" -m venv --clear "$venv"
    fi
    # uv takes a tenth of the time that pip takes; where it cannot be installed, pip does the work.
    install_uv "$venv" &&
        "$venv/bin/python" -m uv pip install --quiet --native-tls --python "$venv/bin/python" --require-hashes -r "$1" ||
        "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r "$1"
    pins "$1" >"$holds"
}

# pins FILE: what the virtual environment has to hold for FILE, under the Python of set_up
pins() {
    printf '%s %s' "$(cat requirements.txt "$1" | sha256sum | cut -d' ' -f1)" "$version"
}

# holds_pins FILE: whether it was installed with that
holds_pins() {
    local holds="$venv/.holds-$(basename "$1")"
    [ -r "$holds" ] && [ "$(cat "$holds")" = "$(pins "$1")" ]
}

# install_uv FOLDER: uv, in the virtual environment there
install_uv() {
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=0.9"
}

# compile_catalogues: .mo files wherever a .po is newer
compile_catalogues() {
    local po
    for po in locale/*/LC_MESSAGES/*.po locale/others/*/LC_MESSAGES/*.po */locale/*/LC_MESSAGES/*.po; do
        if [ "$po" -nt "${po%.po}.mo" ]; then
            "$venv/bin/python" -m babel.messages.frontend --quiet compile -i "$po" -o "${po%.po}.mo"
        fi
    done
}
