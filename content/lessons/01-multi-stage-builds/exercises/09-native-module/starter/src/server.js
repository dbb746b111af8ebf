import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { open } from './store.js';

// Without DATABASE the measurements live as long as the process.
const store = open(process.env.DATABASE ?? ':memory:');
const app = new Hono();

app.get('/healthz', (c) => c.body(null, 204));

app.post('/measurements', async (c) => {
  const { sensor, value } = await c.req.json();
  if (typeof sensor !== 'string' || typeof value !== 'number') return c.json({ error: 'sensor and value' }, 400);
  store.add(sensor, value);
  return c.body(null, 201);
});

app.get('/measurements/:sensor', (c) => c.json(store.latest(c.req.param('sensor'))));

serve({ fetch: app.fetch, port: 3000 }, ({ port }) => {
  console.log(`measurements listens on port ${port}`);
});
