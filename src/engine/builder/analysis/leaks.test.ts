import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { textBuilder, type Given } from '../fixture/build-text.ts';
import { createWorld, leaks } from '../index.ts';
import { shell } from '../../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));
const SECRETS = { token: 's3cr3t\n' };

function found(text: string, given: Given = {}) {
  const result = buildText(`FROM alpine:3.20\n${text}`, { secrets: SECRETS, ...given });
  return leaks(result, SECRETS).map(({ where, path, layer, stepId, line }) => [where, path, layer, stepId, line]);
}
const MOUNT = '--mount=type=secret,id=token';

const exporting = (mode: 'min' | 'max'): Given => ({ cacheTo: [{ type: 'registry', name: 'a/b:c', mode }] });

describe('a secret is found', () => {
  it('in a file of the image, and in a layer below where it was deleted', () => {
    expect([
      found(`RUN ${MOUNT} cp /run/secrets/token /t\n`),
      found(`RUN ${MOUNT} cat /run/secrets/token > /t\nRUN rm /t\n`),
      found('COPY t /t\nRUN rm /t\n', { files: { t: 'a s3cr3t b' } }),
    ]).toEqual([
      [['layer', '/t', 1, '0:1', 2]],
      [['deleted', '/t', 1, '0:1', 2]],
      [
        ['deleted', '/t', 1, '0:1', 2],
        ['context', 't', undefined, undefined, undefined],
      ],
    ]);
  });

  it('nowhere when it is only mounted', () => {
    expect([
      found(`RUN ${MOUNT} wc -c /run/secrets/token\n`),
      found(`RUN ${MOUNT},env=TOKEN test -n "$TOKEN"\n`),
      found('RUN true\n'),
    ]).toEqual([[], [], []]);
  });

  it('in configuration, history and arguments, with the line that sets it', () => {
    const args = { buildArgs: { T: 's3cr3t' } };
    expect([
      found('ARG T\nRUN true\n', args),
      found('ARG T\nENV U=$T\n', args),
      found('LABEL key=s3cr3t\nCMD ["x", "s3cr3t"]\n'),
    ]).toEqual([
      [
        ['history', 'ARG T=s3cr3t', undefined, undefined, undefined],
        ['history', 'RUN |1 T=s3cr3t /bin/sh -c true # buildkit', undefined, '0:1', 3],
        ['arg', 'T', undefined, undefined, 2],
      ],
      [
        ['env', 'U', undefined, undefined, 3],
        ['history', 'ARG T=s3cr3t', undefined, undefined, undefined],
        ['history', 'ENV U=s3cr3t', undefined, undefined, undefined],
      ],
      [
        ['label', 'key', undefined, undefined, 2],
        ['command', 'CMD', undefined, undefined, undefined],
        ['history', 'LABEL key=s3cr3t', undefined, undefined, undefined],
        ['history', 'CMD ["x" "s3cr3t"]', undefined, undefined, undefined],
      ],
    ]);
  });

  it('in another stage, a cache mount, an exported cache and the log', () => {
    const stage = `AS b\nRUN ${MOUNT} cp /run/secrets/token /t\nFROM alpine:3.20\nCOPY --from=b /etc/motd /m\n`;
    const staged = (given: Given) => {
      const result = buildText(`FROM alpine:3.20 ${stage}`, { secrets: SECRETS, ...given });
      return leaks(result, SECRETS).map(({ where, path, stepId, line }) => [where, path, stepId, line]);
    };
    expect([
      staged(exporting('min')),
      staged(exporting('max')),
      found(`RUN ${MOUNT} --mount=type=cache,target=/c cp /run/secrets/token /c/t\n`),
      found(`RUN ${MOUNT} cat /run/secrets/token\n`),
    ]).toEqual([
      [['stage', '/t', '0:1', 2]],
      [
        ['exported-cache', 'registry a/b:c:/t', '0:1', 2],
        ['stage', '/t', '0:1', 2],
      ],
      [['cache-mount', '/c:/t', undefined, '0:1', 2]],
      [['log', undefined, undefined, '0:1', 2]],
    ]);
  });
});
