#!/bin/sh
tail -n +1 -f /var/log/tides.log &
trap 'kill $!; exit 0' TERM
wait
