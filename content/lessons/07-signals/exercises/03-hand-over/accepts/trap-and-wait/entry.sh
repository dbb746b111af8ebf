#!/bin/sh
set -eu

# What differs from harbour to harbour is written before anything starts.
mkdir -p /run/berths
printf '{ "port": %s, "harbour": "%s" }\n' "${PORT:-3000}" "${HARBOUR:-Rostock}" > /run/berths/config.json

"$@" &
child=$!
trap 'kill -TERM "$child"' TERM
status=0
wait "$child" || status=$?
# The trap interrupts the first wait; the second one gets the child's own exit code.
wait "$child" && status=0 || status=$?
exit "$status"
