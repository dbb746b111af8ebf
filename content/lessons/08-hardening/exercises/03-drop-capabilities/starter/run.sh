docker run -d --name db \
  -e POSTGRES_PASSWORD=harbour \
  -v ledger:/var/lib/postgresql/data \
  postgres:17-alpine
