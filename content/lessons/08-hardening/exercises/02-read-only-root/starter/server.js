const { createServer } = require('node:http');
const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');

const ORDERS = '/srv/orders/orders.txt';
const PAGE = '/var/cache/bakery/page.html';

const baked = () => (existsSync(ORDERS) ? readFileSync(ORDERS, 'utf8') : '');

function page() {
  if (!existsSync(PAGE)) {
    mkdirSync('/tmp/bakery', { recursive: true });
    writeFileSync('/tmp/bakery/page.part', `<h1>Bakery</h1>\n${baked()}`);
    writeFileSync(PAGE, readFileSync('/tmp/bakery/page.part'));
  }
  return readFileSync(PAGE);
}

createServer((request, response) => {
  try {
    if (request.url.startsWith('/order/')) {
      appendFileSync(ORDERS, `${request.url.slice(7)}\n`);
      rmSync(PAGE, { force: true });
    }
    response.end(page());
  } catch (error) {
    console.error(error.message);
    response.writeHead(500).end(`${error.message}\n`);
  }
}).listen(8080, () => console.log('the bakery is open on port 8080'));

process.on('SIGTERM', () => process.exit(0));
