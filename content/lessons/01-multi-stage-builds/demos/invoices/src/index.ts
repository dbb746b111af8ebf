import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { total, type Line } from './total.js';

const app = new Hono();

app.get('/healthz', (c) => c.body(null, 204));

app.post('/invoices/total', async (c) => {
  const lines = await c.req.json<Line[]>();
  return c.json({ cents: total(lines) });
});

const server = serve({ fetch: app.fetch, port: 3000 }, ({ port }) => {
  console.log(`invoices listens on port ${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)));
}
