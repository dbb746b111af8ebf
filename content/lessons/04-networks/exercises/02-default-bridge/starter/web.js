// The page on port 8080. It asks `api` by name, at every request.
const http = require('node:http');

const API = 'http://api:3000/price';

http
  .createServer((request, response) => {
    const question = http.get(API, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => response.end(`price of the day: ${text}`));
    });
    question.on('error', (error) => {
      console.error(error.message);
      response.statusCode = 502;
      response.end(`no price: ${error.message}\n`);
    });
  })
  .listen(8080, () => console.log('web listens on 8080'));
