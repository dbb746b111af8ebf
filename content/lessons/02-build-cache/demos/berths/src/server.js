import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const free = new Set(['A1', 'A4', 'B2']);
const app = new Hono();
app.get('/berths', (c) => c.json([...free]));
serve({ fetch: app.fetch, port: 3000 });
