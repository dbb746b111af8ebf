// `npm start`: sets up what is missing, serves the app with hot reload, prints the address and opens a browser unless
// BROWSER=none, CI, or there is no display.
import { orExplain, setup } from './setup.mjs';

function shouldOpen(env = process.env) {
  if (env.BROWSER === 'none' || env.CI) return false;
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

await orExplain(async () => {
  setup();
  const { createServer } = await import('vite');
  const port = process.env.PORT ? Number(process.env.PORT) : undefined;
  const server = await createServer({
    server: {
      open: shouldOpen(),
      ...(port ? { port, strictPort: true } : {}),
      ...(process.env.HOST ? { host: process.env.HOST } : {}),
    },
  });
  await server.listen();
  process.stdout.write('\n  Drydock is served at\n');
  server.printUrls();
  process.stdout.write('  Stop with Ctrl+C.\n\n');
});
