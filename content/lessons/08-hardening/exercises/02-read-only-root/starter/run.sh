docker run -d --name bakery -p 8080:8080 \
  -v orders:/srv/orders \
  bakery
