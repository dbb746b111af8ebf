import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/setup.mjs';

const executablePath = findBrowser();
const port = 4173;
/** The app is tested under a sub-path, the harder case; tests say `page.goto('lessons/x/')`, never `'/lessons/x/'`. */
const base = '/drydock/';

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // machines that run CI are shared and may stall for seconds; what fails twice is broken
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${port}${base}`,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --base ${base} --port ${port} --dist .cache/e2e`,
    url: `http://127.0.0.1:${port}${base}`,
    reuseExistingServer: !process.env['CI'],
  },
});
