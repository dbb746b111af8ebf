const fs = require('node:fs');
const http = require('node:http');

const FILE = '/data/bookings.json';
const bookings = fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, 'utf8')) : [];

// The disk is slow, so it is written to once a minute.
function save() {
  fs.writeFileSync(FILE, JSON.stringify(bookings));
}
const timer = setInterval(save, 60_000);

const server = http.createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end(`${bookings.join('\n')}\n`);
    return;
  }
  let ship = '';
  request.on('data', (chunk) => (ship += chunk));
  // The harbour master takes a second and a half to answer.
  request.on('end', () =>
    setTimeout(() => {
      bookings.push(ship);
      response.end(`booked for ${ship}\n`);
    }, 1500),
  );
});

server.listen(3000, () => console.log('bookings on port 3000'));

process.once('SIGTERM', () => {
  clearInterval(timer);
  server.close(save);
});
