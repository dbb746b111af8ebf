import type { Host } from '../../docker/index.ts';
import type { Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { printedBy } from './host-evidence.ts';
import { code, quoted } from '../messages.ts';

/** What is started has so long to come up, or to fail, before anybody looks; virtual ms. */
export const SETTLES = 1000;

/** Types commands one after the other and lets what they started come up. Answers what a check says when one of them fails. */
export function typeAll(host: Host, commands: readonly string[]): Finding | undefined {
  for (const command of commands) {
    const answer = host.type(command);
    if (answer.notSimulated.length > 0)
      return unjudged({ everything: true, paths: [], what: answer.notSimulated.map(({ what }) => what) });
    if (answer.exit === 0) continue;
    const said = printedBy(answer).trim().split('\n').at(-1) ?? '';
    return {
      status: 'failed',
      message: `${code(command)} does not work any more`,
      why: `It ends with ${answer.exit}${said === '' ? '.' : `: ${quoted(said)}.`}`,
    };
  }
  const { machines } = host.daemon;
  if (commands.length > 0) machines.run(machines.now + SETTLES, () => false);
  return undefined;
}
