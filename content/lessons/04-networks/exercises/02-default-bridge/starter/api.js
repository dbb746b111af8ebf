// The price of the day, on port 3000.
const http = require('node:http');

http
  .createServer((request, response) => response.end('4.20\n'))
  .listen(3000, () => console.log('api listens on 3000'));
