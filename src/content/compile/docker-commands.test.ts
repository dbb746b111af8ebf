import { expect, it } from 'vitest';
import { atHand, placed } from '../../engine/docker/cli/all-commands.ts';
import type { DockerCommands } from '../../engine/docker/cli/commands.ts';
import { findCommand } from '../../engine/docker/cli/commands.ts';
import { groupHelp, groupNames, rootHelp } from '../../engine/docker/cli/groups.ts';
import { listOnly } from './docker-commands.ts';

it('the list of a page prints the same help and finds the same commands, and holds none of them', async () => {
  const text = listOnly(placed);
  const made = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { atHand: DockerCommands };
  const ofPage = made.atHand;
  expect(rootHelp(ofPage)).toBe(rootHelp(atHand));
  expect(groupNames().map((name) => groupHelp(ofPage, name, true))).toEqual(
    groupNames().map((name) => groupHelp(atHand, name, true)),
  );
  const words = ['run', 'image', 'list', '--all'];
  expect(findCommand(ofPage, words)).toEqual({
    place: ofPage.list.find(({ verb }) => verb === 'run'),
    name: 'run',
    used: 1,
  });
  expect(findCommand(ofPage, words.slice(1))).toMatchObject({ place: { verb: 'ls' }, name: 'image ls', used: 2 });
  expect(ofPage.list.map((place) => ofPage.get(place))).toEqual(placed.map(() => undefined));
  expect(text).not.toContain('--publish');
});
