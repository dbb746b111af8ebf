import { Hono } from 'hono';
import { normalise, isValid } from './number.js';

const parcels = new Map([
  ['RR123456785DE', { status: 'in transit', place: 'Leipzig', at: '2026-11-20T04:12:00Z' }],
  ['RR473124829FR', { status: 'delivered', place: 'Lyon', at: '2026-11-19T15:40:00Z' }],
]);

export const app = new Hono();

app.get('/healthz', (c) => c.body(null, 204));

app.get('/parcels/:number', (c) => {
  const number = normalise(c.req.param('number'));
  if (!isValid(number)) return c.json({ error: 'not a tracking number' }, 400);
  const parcel = parcels.get(number);
  return parcel ? c.json({ number, ...parcel }) : c.json({ error: 'unknown parcel' }, 404);
});
