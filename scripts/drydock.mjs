// `npm run -s drydock -- COMMAND`: runs the command line of src/cli. Node has no import.meta.glob, so the sources are
// bundled by Vite into .cache/, once for every state of src/ and content/; after that a command starts at once.
// Progress goes to standard error: standard output belongs to the command.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dependenciesCurrent, orExplain, root, setup, SetupError } from './setup.mjs';

const cache = join(root, '.cache');
const INPUTS = ['src', 'content', 'package-lock.json', 'vite.config.ts', 'scripts/drydock.mjs'];
/** Tests and styles are not part of the bundle. */
const IGNORED = /\.(test\.tsx?|css|snap|jsonl)$/;

/** A hash of names, sizes and times of everything the bundle is made from. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  const waiting = INPUTS.map((path) => join(root, path)).filter((path) => existsSync(path));
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const entry = statSync(path, { throwIfNoEntry: false });
    if (!entry) continue;
    if (entry.isDirectory()) {
      for (const name of readdirSync(path).toSorted()) if (!IGNORED.test(name)) waiting.push(join(path, name));
    } else hash.update(`${path}\0${entry.size}\0${entry.mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds into a folder of its own first: two commands may start at the same time. */
async function bundle(folder) {
  process.stderr.write('drydock: sources changed, preparing the command line (a few seconds) …\n');
  const own = `${folder}.${process.pid}`;
  const { build } = await import('vite');
  await build({
    root,
    logLevel: 'error',
    build: {
      ssr: join(root, 'src/cli/entry.ts'),
      outDir: own,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  writeFileSync(join(own, 'package.json'), '{"type":"module"}\n');
  try {
    renameSync(own, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(own, { recursive: true, force: true });
  }
}

/** Removes bundles of other states that are an hour old: a command that still runs may load parts of its own later. */
function removeOld(current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (!name.startsWith('cli-') || path === current) continue;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

await orExplain(async () => {
  if (!dependenciesCurrent()) setup();
  const folder = join(cache, `cli-${fingerprint()}`);
  if (!existsSync(join(folder, 'entry.mjs'))) {
    mkdirSync(cache, { recursive: true });
    try {
      await bundle(folder);
    } catch (error) {
      throw new SetupError(`the sources cannot be bundled: ${error instanceof Error ? error.message : error}`);
    }
    removeOld(folder);
  }
  const { start } = await import(pathToFileURL(join(folder, 'entry.mjs')).href);
  await start(process.argv.slice(2));
});
