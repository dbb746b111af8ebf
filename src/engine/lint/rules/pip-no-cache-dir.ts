import { commandsOf, hasCacheMount, hasFlag, isPipInstall, wordOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

const TRUE = /^(?:1|true|on|yes)$/i;

// hadolint/hadolint src/Hadolint/Rule/DL3042.hs; a cache mount is accepted here too (facts.md, section 8.2: the flag
// fights the mount).
export default defineRule({
  name: 'DL3042',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Keep the cache of pip out of the layer.',
  why: 'pip stores every download below /root/.cache/pip, in this layer for good. --no-cache-dir stops that; a cache mount keeps the downloads for the next build and out of the image.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      const off = instructions.some(
        (entry) =>
          entry.kind === 'env' &&
          entry.pairs.some(({ key, value }) => key.value === 'PIP_NO_CACHE_DIR' && TRUE.test(value.value)),
      );
      if (off) continue;
      for (const run of instructions) {
        if (run.kind !== 'run' || hasCacheMount(run, '/root/.cache/pip') || /PIP_NO_CACHE_DIR=/.test(run.node.original))
          continue;
        for (const command of commandsOf(run)) {
          const word = wordOf(command, 'install');
          if (!word || !isPipInstall(command) || hasFlag(command, 'no-cache-dir')) continue;
          yield at(
            run.node,
            'Add --no-cache-dir, or mount a cache at /root/.cache/pip: the downloads stay in the layer otherwise.',
            {
              span: word.span,
              fixes: [
                {
                  title: 'Add --no-cache-dir',
                  edits: [{ span: { start: word.span.end, end: word.span.end }, text: ' --no-cache-dir' }],
                },
              ],
            },
          );
        }
      }
    }
  },
  bad: ['FROM python:3.14-slim\nRUN pip [|install|] -r requirements.txt\n'],
  good: [
    'FROM python:3.14-slim\nRUN pip install --no-cache-dir -r requirements.txt\n',
    'FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n',
    'FROM python:3.14-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install -r requirements.txt\n',
  ],
});
