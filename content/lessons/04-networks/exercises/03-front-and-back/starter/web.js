// The shop's page on port 8080. Asks api what is in stock.
const http = require('node:http');

http
  .createServer((request, response) => {
    const question = http.get('http://api:3000/stock', (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => response.end(`shop: ${text}`));
    });
    question.on('error', (error) => {
      response.statusCode = 502;
      response.end(`shop: ${error.message}\n`);
    });
  })
  .listen(8080);
