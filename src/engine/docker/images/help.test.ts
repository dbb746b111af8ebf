import { expect, it } from 'vitest';
import { atHand } from '../cli/all-commands.ts';
import { groupHelp } from '../cli/groups.ts';
import { pluginGroupHelp } from '../cli/plugin-help.ts';

it('help of experimental groups and of plug-ins says what they are', () => {
  expect(groupHelp(atHand, 'manifest').split('\n').slice(0, 4)).toEqual([
    '',
    'Usage:  docker manifest COMMAND',
    '',
    'The **docker manifest** command has subcommands for managing image manifests and',
  ]);
  expect(pluginGroupHelp(atHand, 'builder').split('\n').slice(0, 8)).toEqual([
    'Extended build capabilities with BuildKit',
    '',
    'Usage:  docker buildx [OPTIONS] COMMAND',
    '',
    'Extended build capabilities with BuildKit',
    '',
    'Options:',
    '      --builder string   Override the configured builder instance',
  ]);
});
