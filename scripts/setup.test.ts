import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNode, dependenciesCurrent, findBrowser } from './setup.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-setup-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = (path: string, packages: object) =>
  writeFileSync(join(folder, path), JSON.stringify({ packages: { '': {}, ...packages } }));

describe('set-up on a fresh machine', () => {
  it('refuses a Node that is too old, in one sentence', () => {
    expect(() => checkNode('20.18.3')).toThrow(/^Node 20\.19 or later is needed, this is 20\.18\.3\./);
    expect(() => checkNode('18.20.0')).toThrow(/Node 20\.19/);
    expect(() => checkNode('20.19.0')).not.toThrow();
    expect(() => checkNode('22.1.0')).not.toThrow();
  });

  it('takes an install that matches the lock file as current', () => {
    lock('package-lock.json', {
      'node_modules/a': { version: '1.0.0', integrity: 'x' },
      'node_modules/b': { version: '1.0.0', optional: true },
    });
    lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
    expect(dependenciesCurrent(folder)).toBe(true);
  });

  it('sees a broken-off install, a missing package and another version', () => {
    lock('package-lock.json', { 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
    expect(dependenciesCurrent(folder)).toBe(false);
    lock('node_modules/.package-lock.json', {});
    expect(dependenciesCurrent(folder)).toBe(false);
    lock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.1', integrity: 'y' } });
    expect(dependenciesCurrent(folder)).toBe(false);
  });

  it('prefers an installed Chromium, then Chrome', () => {
    expect(findBrowser('linux', (path) => path === '/usr/bin/google-chrome' || path === '/usr/bin/chromium')).toBe(
      '/usr/bin/chromium',
    );
    expect(findBrowser('linux', (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
    expect(findBrowser('darwin', (path) => path.includes('Google Chrome'))).toBe(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
    expect(findBrowser('linux', () => false)).toBeUndefined();
  });
});
