import { array, assert, constantFrom, dictionary, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { emptyTree, fingerprint, overlay, stack } from '../files/index.ts';
import type { Tree, WritableTree } from '../files/index.ts';
import { textBuilder } from './fixture/build-text.ts';
import { reason } from './explain/reason.ts';
import { createWorld, waste } from './index.ts';
import { shell } from '../everything.ts';

/** A busy machine takes its time. */
const MINUTES = 180_000;

const world = createWorld(allImages, allPackages, shell);
const buildText = textBuilder(world);

const LINES = `COPY a /a
COPY . /all/
COPY d /d
COPY a b* /m/
ENV K=1
ENV K=2
ARG V=1
USER 7
WORKDIR /w
LABEL l=1
RUN cat /a > /tmp/ra || true
RUN echo $V$K > /tmp/v
RUN ls / > /tmp/l
RUN rm -rf /d /all
RUN chmod 600 /a || true
RUN exit 3
COPY --link b /b
COPY --chown=5 d /d
ADD b /x/
RUN --mount=type=bind,target=/c cat /c/b > /tmp/cb || true
COPY --from=s /o /o
COPY nosuch /
RUN echo same`;
const line = constantFrom(...LINES.split('\n'));
const program = record({
  first: array(constantFrom('RUN echo o > /o', 'COPY a /o', 'COPY b /o', 'ARG V', 'RUN touch /o'), { maxLength: 4 }),
  second: array(line, { maxLength: 8 }),
}).map(
  ({ first, second }) =>
    `FROM alpine:3.20 AS s\nRUN echo > /o\n${first.map((one) => `${one}\n`).join('')}FROM alpine:3.20\n${second.map((one) => `${one}\n`).join('')}`,
);
const files = dictionary(constantFrom('a', 'b', 'b2', 'd/x', 'd/e/y', 'README.md'), constantFrom('1', '2'), {
  minKeys: 1,
}).map((some) => ({ a: '0', b: '0', 'd/z': '0', ...some }));
const args = constantFrom({}, { V: '2' });
const version = record({ program, files, args });

const ROOTS = new Set(['new', 'instruction', 'file', 'arg', 'env', 'setting', 'base', 'removed', 'moved', 'failed']);

describe('for any two versions of a program', () => {
  it(
    'the second, built on the cache of the first, is the image that a cold build makes; what ran has a reason',
    () => {
      assert(
        property(version, version, (one, two) => {
          const before = buildText(one.program, { files: one.files, buildArgs: one.args });
          const warm = buildText(two.program, { files: two.files, buildArgs: two.args, cache: before.cache });
          const cold = buildText(two.program, { files: two.files, buildArgs: two.args });
          expect([warm.ok, warm.error?.message, warm.image?.id]).toEqual([
            cold.ok,
            cold.error?.message,
            cold.image?.id,
          ]);
          const roots = warm.steps
            .filter(({ plan, status }) => plan.kind !== 'from' && status === 'ran')
            .map(({ id }) => reason(before, warm, id).chain.at(-1)?.kind ?? `none for ${id}`);
          expect(roots.filter((kind) => !ROOTS.has(kind))).toEqual([]);
          const again = buildText(two.program, { files: two.files, buildArgs: two.args, cache: warm.cache });
          const rerun = again.steps.filter(({ plan, status }) => plan.kind !== 'from' && status === 'ran');
          expect([again.image?.id, warm.ok ? rerun.length : 0]).toEqual([cold.image?.id, 0]);
        }),
        { numRuns: 300 },
      );
    },
    MINUTES,
  );

  it(
    'a machine with nothing but an exported cache makes the same image, with less work',
    () => {
      assert(
        property(version, constantFrom('min' as const, 'max' as const), ({ program: text, ...given }, mode) => {
          const input = { files: given.files, buildArgs: given.args };
          const first = buildText(text, { ...input, cacheTo: [{ type: 'registry', name: 'a/b:c', mode }] });
          const cacheFrom = first.exported.map((found) => ({ type: found.type, name: found.name, found }));
          const second = buildText(text, { ...input, cacheFrom });
          if (!first.ok) return;
          expect([
            second.image?.id,
            second.steps.filter(({ plan, status }) => plan.kind !== 'from' && status === 'ran').length,
          ]).toEqual([first.image?.id, 0]);
        }),
        { numRuns: 300 },
      );
    },
    MINUTES,
  );
});

const path = array(constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const operation = record({
  op: constantFrom('write', 'mkdir', 'remove', 'rename', 'chmod', 'chown', 'symlink', 'put'),
  path,
  to: path,
  text: constantFrom('', 'x', 'long text'),
});
type Operation = { op: string; path: string; to: string; text: string };

function apply(tree: WritableTree, { op, path: at, to, text }: Operation): void {
  if (op === 'write') tree.write(at, { content: text });
  else if (op === 'mkdir') tree.mkdir(at, { parents: true });
  else if (op === 'remove') tree.remove(at, { recursive: true });
  else if (op === 'rename') tree.rename(at, to);
  else if (op === 'chmod') tree.chmod(at, 0o700 + text.length);
  else if (op === 'chown') tree.chown(at, { uid: text.length, gid: 1 }, { follow: false });
  else if (op === 'symlink') tree.symlink(at, to);
  else {
    const entry = tree.stat(to);
    if (entry.ok && entry.value.kind === 'file') tree.put(at, entry.value);
  }
}

const shown = (tree: Tree) => [...tree.walk('/')].map(([at, entry]) => [at, fingerprint(entry)]);

describe('for any layers', () => {
  it(
    'what is read back has the modes, owners and links that were written, and the bytes that nobody sees are wasted',
    () => {
      assert(
        property(array(array(operation, { maxLength: 8 }), { maxLength: 4 }), (all) => {
          let tree = emptyTree();
          for (const operations of all) {
            const open = overlay(tree);
            for (const one of operations) apply(open, one);
            tree = stack([...tree.layers, open.commit()]);
            expect(shown(tree)).toEqual(shown(open));
          }
          const stored = tree.layers.reduce((sum, layer) => sum + layer.size, 0);
          expect(waste(tree.layers).wasted).toBe(stored - tree.size('/'));
        }),
        { numRuns: 500 },
      );
    },
    MINUTES,
  );
});
