import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { textBuilder } from '../fixture/build-text.ts';
import { createWorld } from '../index.ts';
import { snapshot } from './index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));
const TEXT = `FROM alpine:3.20 AS one
ENV A=1
WORKDIR /w
RUN echo x > f && rm /etc/motd
FROM one
SHELL ["/bin/ash", "-c"]
USER 7
ARG B=2
COPY g g
RUN exit 3
`;

it('any step shows its files, variables, user, folder and what it changed', () => {
  const result = buildText(TEXT, { files: { g: 'four' } });
  const shown = result.steps.map(({ id }) => {
    const at = snapshot(result, id);
    if (!at) return [id, undefined];
    const { env, user, workdir, changes, tree } = at;
    const { PATH: _, ...own } = env;
    return [
      id,
      { env: own, user, workdir, shell: at.shell[0], changes, f: tree.stat('/w/f').ok, g: tree.stat('/w/g').ok },
    ];
  });
  expect(shown).toEqual([
    ['0:0', { env: {}, user: '', workdir: '/', shell: '/bin/sh', changes: [], f: false, g: false }],
    [
      '0:1',
      {
        env: { A: '1' },
        user: '',
        workdir: '/w',
        shell: '/bin/sh',
        changes: [{ path: '/w', kind: 'added', size: 0 }],
        f: false,
        g: false,
      },
    ],
    [
      '0:2',
      {
        env: { A: '1' },
        user: '',
        workdir: '/w',
        shell: '/bin/sh',
        changes: [
          { path: '/etc/motd', kind: 'removed', size: result.steps[0]?.trees.after.size('/etc/motd') },
          { path: '/w/f', kind: 'added', size: 2 },
        ],
        f: true,
        g: false,
      },
    ],
    [
      '1:0',
      {
        env: { A: '1', B: '2' },
        user: '7',
        workdir: '/w',
        shell: '/bin/ash',
        changes: [{ path: '/w/g', kind: 'added', size: 4 }],
        f: true,
        g: true,
      },
    ],
    ['1:1', undefined],
  ]);
});
