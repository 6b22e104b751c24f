#!/bin/sh
# Sets up what is missing, then runs. `./run.sh up` is the main job, `./run.sh test` the tests; see README.md.
set -eu
cd "$(dirname "$0")"
PYTHON=${PYTHON:-}
if [ -z "$PYTHON" ]; then
    for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$candidate
            break
        fi
    done
fi
[ -n "$PYTHON" ] || { echo "run.sh: no Python 3.11 or newer found; on Debian: apt-get install python3 python3-venv" >&2; exit 1; }

setup() { # setup EXTRAS: a virtual environment in .venv, made anew only when what it is made of has changed
    stamp=".venv/.made-$1"
    if [ -f "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ] && [ ! constraints.txt -nt "$stamp" ]; then
        return
    fi
    echo "run.sh: setting up .venv${1:+ ($1)}" >&2
    if [ ! -x .venv/bin/pip ] && ! "$PYTHON" -m venv .venv 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -q >/dev/null && apt-get install -q -y python3-venv >/dev/null
        fi
        "$PYTHON" -m venv --clear .venv || {
            echo "run.sh: can't make a virtual environment; on Debian: apt-get install python3-venv" >&2
            exit 1
        }
    fi
    .venv/bin/pip install -q --disable-pip-version-check --no-input -c constraints.txt -e ".${1:+[$1]}" >&2
    touch "$stamp"
}

command=${1:-help}
[ $# -gt 0 ] && shift
case "$command" in
up)
    setup ""
    exec .venv/bin/tracker up "$@"
    ;;
test)
    setup dev
    # All of them run side by side, file by file: the browser tests mostly wait. Some by name run alone.
    [ $# -gt 0 ] || set -- -n auto --maxprocesses 4 --dist loadfile
    exec .venv/bin/python -m pytest "$@"
    ;;
lint)
    setup dev
    .venv/bin/ruff check .
    .venv/bin/mypy
    .venv/bin/lint-imports
    ;;
bench)
    setup bench
    exec .venv/bin/python -m tests.bench "$@"
    ;;
setup)
    setup dev
    ;;
help | -h | --help)
    echo "usage: ./run.sh up|test|setup|lint|bench [arguments for the program]"
    ;;
*)
    setup ""
    exec .venv/bin/tracker "$command" "$@"
    ;;
esac
