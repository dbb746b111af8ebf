docker run -d --name bakery -p 8080:8080 \
  --read-only \
  --tmpfs /tmp:size=16m \
  --tmpfs /var/cache/bakery:uid=1000,size=16m \
  -v orders:/srv/orders \
  bakery
