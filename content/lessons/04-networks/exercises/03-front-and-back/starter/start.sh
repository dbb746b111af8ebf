#!/bin/sh
# How the shop was started; the volume shop-db holds its orders.
docker network create shop
docker run -d --name db --network shop -p 5432:5432 -e POSTGRES_PASSWORD=letmein \
  -v shop-db:/var/lib/postgresql/data postgres:17-alpine
docker run -d --name api --network shop -v ./api.js:/app/api.js:ro node:22-alpine node /app/api.js
docker run -d --name web --network shop -p 8080:8080 -v ./web.js:/app/web.js:ro node:22-alpine node /app/web.js
