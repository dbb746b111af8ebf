import type { Process } from '../../kernel/index.ts';

/** Nouns whose commands ask the manager of a swarm. */
const NOUNS = new Set(['config', 'node', 'secret', 'service', 'stack', 'swarm']);

/** What the engine of a host says that is in no swarm. Source: recorded (`docker service ls`, Engine 26.1.5); moby daemon/cluster/errors.go. */
const NO_MANAGER =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

export function isSwarm(noun: string): boolean {
  return NOUNS.has(noun);
}

/** Answers a command of a swarm on a host that is in none, which is all there is: making one is not simulated. */
export function swarm(process: Process, [noun, verb, ...rest]: readonly string[]): number {
  const asksForHelp = verb === undefined || verb.startsWith('-') || [verb, ...rest].includes('--help');
  if (asksForHelp || (noun === 'swarm' && verb !== 'leave')) {
    process.notSimulated(`docker ${noun}${verb === undefined || verb.startsWith('-') ? '' : ` ${verb}`}`);
    process.err('not simulated: swarms\n');
    return 1;
  }
  process.err(`Error response from daemon: ${noun === 'swarm' ? 'This node is not part of a swarm' : NO_MANAGER}\n`);
  return 1;
}
