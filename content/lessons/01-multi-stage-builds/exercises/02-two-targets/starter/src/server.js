import { serve } from '@hono/node-server';
import { app } from './app.js';

const server = serve({ fetch: app.fetch, port: 3000 }, ({ port }) => {
  console.log(`parcel-tracking listens on port ${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => server.close(() => process.exit(0)));
}
