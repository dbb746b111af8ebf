const { createServer } = require('node:http');
const { appendFileSync, mkdirSync } = require('node:fs');

mkdirSync('/data', { recursive: true });

createServer((request, response) => {
  appendFileSync('/tmp/requests.log', `${request.method} ${request.url}\n`);
  if (request.url.startsWith('/add/')) appendFileSync('/data/notes.txt', `${request.url.slice(5)}\n`);
  response.end('noted\n');
}).listen(80, () => console.log('notes on port 80'));

process.on('SIGTERM', () => process.exit(0));
