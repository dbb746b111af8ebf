#!/bin/sh
# How the site was started on Monday, after release 2 was built.
docker rm -f site
docker run -d --name site -p 8080:80 -v site:/usr/share/nginx/html site:2
