# Setup that the commands share. Source it from the root of the checkout; do not run it.

venv="${VENV:-.venv}"
# The commands start many processes of the site. Each takes twice as long if Python may not keep its compiled code.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

# choose_python: print the Python named in PYTHON, or the first one that is new enough
choose_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "No Python 3.11 or newer was found. Set its path: PYTHON=/path/to/python3 $0"
    exit 1
}

# set_up FILE: install the packages pinned in FILE in the virtual environment, unless neither FILE nor Python has changed
set_up() {
    local python version holds
    python="$(choose_python)"
    version="$("$python" --version)"
    # requirements-dev.txt includes all packages of requirements.txt.
    if holds_pins "$1" || holds_pins requirements-dev.txt; then return; fi
    holds="$venv/.holds-$(basename "$1")"
    say "Installing the packages in $1 ..."
    if [ "$("$venv/bin/python" --version 2>/dev/null)" != "$version" ] || [ ! -x "$venv/bin/pip" ]; then
        "$python" -m venv --clear "$venv"
    fi
    # uv is ten times as fast as pip. If it cannot be installed, use pip.
    install_uv "$venv" &&
        "$venv/bin/python" -m uv pip install --quiet --native-tls --python "$venv/bin/python" --require-hashes -r "$1" ||
        "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r "$1"
    pins "$1" >"$holds"
}

# pins FILE: print a hash of the packages for FILE, and the version of Python
pins() {
    printf '%s %s' "$(cat requirements.txt "$1" | sha256sum | cut -d' ' -f1)" "$version"
}

# holds_pins FILE: succeed if the virtual environment has these packages
holds_pins() {
    local holds="$venv/.holds-$(basename "$1")"
    [ -r "$holds" ] && [ "$(cat "$holds")" = "$(pins "$1")" ]
}

# install_uv FOLDER: install uv in the virtual environment in FOLDER
install_uv() {
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=0.9"
}

# compile_catalogues: compile every .po file that is newer than its .mo file
compile_catalogues() {
    local po
    for po in locale/*/LC_MESSAGES/*.po locale/others/*/LC_MESSAGES/*.po */locale/*/LC_MESSAGES/*.po; do
        if [ "$po" -nt "${po%.po}.mo" ]; then
            "$venv/bin/python" -m babel.messages.frontend --quiet compile -i "$po" -o "${po%.po}.mo"
        fi
    done
}
