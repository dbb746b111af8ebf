import { spawn } from 'node:child_process';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();

app.get('/version', (c) => c.text(process.env.APP_REVISION ?? 'unknown'));

app.post('/thumbnail', async (c) => {
  const ffmpeg = spawn('ffmpeg', ['-i', 'pipe:0', '-vframes', '1', '-f', 'image2pipe', 'pipe:1']);
  ffmpeg.stdin.end(Buffer.from(await c.req.arrayBuffer()));
  return c.body(ffmpeg.stdout, 200, { 'content-type': 'image/jpeg' });
});

serve({ fetch: app.fetch, port: 3000 });
