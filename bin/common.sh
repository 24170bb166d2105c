# What both commands do first. Sourced, never run; expects to be in the root of the checkout.

python="${PYTHON:-python3}"
venv="${VENV:-.venv}"

say() { printf '%s\n' "$*" >&2; }

# set_up FILE: a virtual environment that holds exactly what FILE pins, made anew only when FILE has changed
set_up() {
    local wanted have
    wanted="$(cat requirements.txt "$1" | sha256sum | cut -d' ' -f1) $("$python" --version)"
    have="$(cat "$venv/.holds-$(basename "$1")" 2>/dev/null || true)"
    if [ "$wanted" != "$have" ]; then
        say "Installing what $1 pins ..."
        [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$1"
        printf '%s' "$wanted" >"$venv/.holds-$(basename "$1")"
    fi
}

# compile_catalogues: .mo files wherever a .po is newer
compile_catalogues() {
    local po
    find . -path "./$venv" -prune -o -path './.venv*' -prune -o -name '*.po' -print | while read -r po; do
        if [ "$po" -nt "${po%.po}.mo" ]; then
            "$venv/bin/pybabel" --quiet compile -i "$po" -o "${po%.po}.mo"
        fi
    done
}
