// `npm test`: everything, in the order that fails fastest; sums up and ends with "N passed, N failed".
// `npm test -- unit lint` runs only the named parts.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, orExplain, root, setup } from './setup.mjs';

const cache = join(root, '.cache', 'test');
const bin = (path) => [process.execPath, join(root, 'node_modules', path)];
const tsc = (project) => [...bin('typescript/bin/tsc'), '-p', project];
const unitReport = join(cache, 'unit.json');
const e2eReport = join(cache, 'e2e.json');

/** Each part: commands run one after another, and how many cases its report counts (a command without report is one). */
const PARTS = {
  types: { commands: [tsc('src/engine'), tsc('tsconfig.json'), tsc('tsconfig.node.json')] },
  lint: { commands: [[...bin('oxlint/bin/oxlint'), '--deny-warnings']] },
  format: { commands: [[...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']] },
  unit: {
    commands: [
      [...bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    ],
    count: () => {
      const report = JSON.parse(readFileSync(unitReport, 'utf8'));
      return {
        passed: report.numPassedTests,
        failed: report.numFailedTests + report.numPendingTests + report.numTodoTests,
      };
    },
  },
  build: {
    commands: [[process.execPath, join(root, 'scripts', 'build.mjs'), '--out', '.cache/e2e']],
    // the harder case: not at the root of a host
    env: () => ({ BASE: '/drydock/' }),
  },
  e2e: {
    commands: [[...bin('@playwright/test/cli.js'), 'test', '--reporter=list,json']],
    env: () => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport, CHROMIUM_PATH: findBrowser() ?? '' }),
    count: () => {
      const { stats } = JSON.parse(readFileSync(e2eReport, 'utf8'));
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped };
    },
  },
};

function runCommand([command, ...args], env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
}

async function runPart(name) {
  const { commands, count, env } = PARTS[name];
  const began = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  let bad = 0;
  for (const command of commands) if ((await runCommand(command, env?.())) !== 0) bad++;
  let result = { passed: commands.length - bad, failed: bad };
  if (count) {
    try {
      const counted = count();
      // a run that failed outside its cases (a file that does not load, no case at all) counts as one failure
      result = bad && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
      if (counted.passed + counted.failed === 0) result = { passed: 0, failed: 1 };
    } catch {
      result = { passed: 0, failed: 1 };
    }
  }
  process.stdout.write(
    `── ${name}: ${result.passed} passed, ${result.failed} failed (${Math.round((Date.now() - began) / 1000)} s)\n`,
  );
  return result;
}

await orExplain(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !PARTS[name]);
  if (unknown.length) {
    process.stderr.write(
      `drydock: no part of the tests is called ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const names = asked.length ? asked : Object.keys(PARTS);
  setup({ browser: names.includes('e2e') });
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const total = { passed: 0, failed: 0 };
  for (const name of names) {
    const { passed, failed } = await runPart(name);
    total.passed += passed;
    total.failed += failed;
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed ? 1 : 0;
});
