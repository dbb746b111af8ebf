#!/bin/sh
# Twenty-four workers, each waits for a job.
n=0
while [ "$n" -lt 24 ]; do
  n=$((n + 1))
  sleep 1000000 &
done
echo "$n workers are waiting"
wait
