import { post } from '@acme/ledger';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/health', (c) => c.text('ok'));
app.post('/invoices', async (c) => c.json(post(await c.req.json()), 201));

serve({ fetch: app.fetch, port: 3000 });
