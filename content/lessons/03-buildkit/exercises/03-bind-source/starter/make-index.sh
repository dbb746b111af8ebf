#!/bin/sh
# make-index.sh DATA OUT: the places of DATA by name, and which tiles they belong to.
set -eu
sort "$1/places.csv" > "$2"
echo "# tiles: $(stat -c %s "$1/tiles.pbf") bytes" >> "$2"
