import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { shell } from '../everything.ts';
import { createSession, recordedHost, type RecordedImage } from './index.ts';

const images = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden/images.json'), 'utf8'),
) as readonly RecordedImage[];

function host() {
  return recordedHost({ world: createWorld(allImages, allPackages, shell), images, workspace: {} });
}

const STRANGE = `awk 'BEGIN { system("date") }'`;
const WHAT = [{ what: 'system() of awk' }];

describe('what is not simulated', () => {
  it.each([
    ['met by a container that is gone', `docker run --rm alpine:3.20 ${STRANGE}`, WHAT],
    ['met by a program of docker exec', `docker run -d --name aa alpine:3.20 sleep 9; docker exec aa ${STRANGE}`, WHAT],
    [
      'met by the first process of one that runs',
      `docker run -d alpine:3.20 sh -c "${STRANGE.replaceAll('"', String.raw`\"`)}; sleep 9"; sleep 1`,
      WHAT,
    ],
    ['not met by a container that does the usual', 'docker run --rm alpine:3.20 date', []],
  ])('%s is in the answer of the host', (_case, typed, expected) => {
    expect(host().type(typed).notSimulated).toEqual(expected);
  });

  it('is not said again of a command during which nobody met anything new', () => {
    const machine = host();
    machine.type(`docker run --rm alpine:3.20 ${STRANGE}`);
    expect(machine.type('docker ps -q').notSimulated).toEqual([]);
  });

  it('reaches the words at the terminal from inside a container', () => {
    const session = createSession(host());
    session.enter({ at: 0, terminal: 0, kind: 'command', text: `docker run --rm alpine:3.20 ${STRANGE}` });
    session.advance(10_000, true);
    expect(session.view().notSimulated).toEqual(WHAT);
  });
});
