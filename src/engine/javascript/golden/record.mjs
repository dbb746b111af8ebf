// Writes recorded.json: what a real Node 20 prints for the programs. `node src/engine/shell/js/golden/record.mjs`
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programs } from './programs.mjs';

/** Node's own frames and lines differ from release to release; Node's model leaves them out. */
function plain(text, folder) {
  return text
    .replaceAll(folder, '/app')
    .split('\n')
    .filter((line) => !/^\s+at .*\bnode:|^\s+at .*\[eval\]-wrapper|^\s+\.\.\. \d+ lines matching cause/.test(line))
    .join('\n');
}

const recorded = {};
for (const [name, { files, args = [], node = [], env = {}, stdin = '', none = false }] of Object.entries(programs)) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-js-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const first = none ? undefined : Object.keys(files)[0];
  const { stdout, stderr, status, signal } = spawnSync('node', [...node, ...(first ? [first] : []), ...args], { cwd: folder, env: { PATH: process.env.PATH, HOME: '/root', ...env }, input: stdin, encoding: 'utf8', timeout: 20_000 });
  recorded[name] = { out: plain(stdout, folder), err: plain(stderr, folder), exit: signal ? 143 : status };
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(join(import.meta.dirname, 'recorded.json'), `${JSON.stringify({ node: process.version, recorded }, undefined, 1)}\n`);
