#!/bin/sh
set -eu

# What differs from harbour to harbour is written before anything starts.
mkdir -p /run/berths
printf '{ "port": %s, "harbour": "%s" }\n' "${PORT:-3000}" "${HARBOUR:-Rostock}" > /run/berths/config.json

trap 'kill "$child"' TERM
"$@"
