#!/bin/sh
# Keeps the entry of the day in memory and writes it into the journal when it is asked to stop.
set -eu
umask 077
cd /data
if [ -e OPEN ]; then
  echo "ledger: the journal was not closed, an entry may be missing" >&2
  exit 1
fi
touch OPEN journal
number=$(($(wc -l < journal) + 1))
close() {
  echo "entry $number" >> journal
  rm OPEN
  echo "ledger: closed after entry $number"
  exit 0
}
trap close TERM INT
echo "ledger: open, entry $number begun"
while :; do
  sleep 3600 &
  wait $!
done
