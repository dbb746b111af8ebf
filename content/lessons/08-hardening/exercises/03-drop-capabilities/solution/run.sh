docker run -d --name db \
  --user postgres \
  --cap-drop ALL \
  --security-opt no-new-privileges \
  -e POSTGRES_PASSWORD=harbour \
  -v ledger:/var/lib/postgresql/data \
  postgres:17-alpine
