#!/bin/sh
# make-index.sh DATA OUT: the places of DATA by name.
set -eu
sort "$1/places.csv" > "$2"
