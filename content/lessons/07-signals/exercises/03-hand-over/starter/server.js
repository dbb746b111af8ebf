const fs = require('node:fs');
const http = require('node:http');

const { port, harbour } = JSON.parse(fs.readFileSync('/run/berths/config.json', 'utf8'));

const server = http.createServer((request, response) => {
  response.end(`berths of ${harbour}\n`);
});

server.listen(port, () => console.log(`berths of ${harbour} on port ${port}`));

process.on('SIGTERM', () => {
  console.log('closing');
  server.close(() => {
    console.log('closed');
    process.exit(0);
  });
});
