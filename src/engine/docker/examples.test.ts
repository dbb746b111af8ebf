import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../builder/index.ts';
import { placed } from './cli/all-commands.ts';
import { normalise } from './golden/normalise.mjs';
import { recordedHost, type Host, type RecordedImage } from './index.ts';

const images = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/images.json'), 'utf8')) as RecordedImage[];
let world: World;

beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

function freshHost(): Host {
  return recordedHost({ world, images, workspace: {} });
}

/** A session as it is written: `$ command`, what it prints, and `! ` before what it prints to standard error. */
function steps(example: string): { command: string; printed: string }[] {
  return example
    .trim()
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = '', ...printed] = step.trimEnd().split('\n');
      return { command, printed: printed.join('\n') };
    });
}

function answer(host: Host, command: string): string {
  const { output } = host.type(command);
  const text = (fd: 1 | 2): string =>
    output
      .filter((chunk) => chunk.fd === fd)
      .map((chunk) => chunk.text)
      .join('');
  const errors = text(2)
    .trimEnd()
    .split('\n')
    .map((line) => `! ${line}`.trimEnd());
  return [text(1).trimEnd(), text(2) === '' ? '' : errors.join('\n')].filter((part) => part !== '').join('\n');
}

describe('the example of each command runs as it is written', () => {
  const examples = placed.flatMap(({ noun, verb, command: { example } }) =>
    example === undefined ? [] : [[`${noun} ${verb}`, example] as const],
  );

  it.each(examples)('%s', (_name, example) => {
    const host = freshHost();
    for (const { command, printed: wanted } of steps(example))
      expect([command, normalise(answer(host, command))]).toEqual([command, normalise(wanted)]);
  });

  it('finds that a wrong example is wrong', () => {
    expect(answer(freshHost(), 'docker context show')).not.toBe('other');
    expect(steps('$ a\nb\n! c\n$ d\n')).toEqual([
      { command: 'a', printed: 'b\n! c' },
      { command: 'd', printed: '' },
    ]);
  });
});
