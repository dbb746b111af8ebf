const http = require('node:http');

const ferries = ['Aurora 09:40', 'Borealis 10:15', 'Calypso 11:05'];

const server = http.createServer((request, response) => {
  response.end(`${ferries.join('\n')}\n`);
});

server.listen(3000, () => console.log('departures on port 3000'));

process.on('SIGTERM', () => {
  console.log('closing: no new requests');
  server.close(() => {
    console.log('closed');
    process.exit(0);
  });
});
