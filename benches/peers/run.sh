#!/usr/bin/env bash
# Installs and builds gradshader and its peers, runs them in turn and writes a table; see README.md.
set -euo pipefail
exec python3 "$(dirname "${BASH_SOURCE[0]}")/run.py" "$@"
