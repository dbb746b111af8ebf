import { lastArgv, programAt, type Life } from './lifetimes.ts';
import { targetOf, thereAt, type Case } from './case.ts';
import { named } from './processes.ts';
import { isInit, isShell, nameOf, seconds, signalName } from './names.ts';
import type { Sentence } from './sentence.ts';

/** Nobody has asked for an end: how it ended, or what `docker stop` would come to. */
export function unasked(one: Case): Sentence {
  const { run, first, to } = one;
  const argv = (first && programAt(first, to)?.argv) ?? [];
  const name = nameOf(argv);
  const { end } = run;
  if (!end) return forecast(one, argv);
  if (end.outOfMemory) {
    const victim = [...one.lives.values()].find(({ received }) => received.some(({ from }) => from === 'memory'));
    return {
      tone: 'failed',
      title: `Memory ran out: the kernel killed \`${nameOf(victim ? lastArgv(victim) : argv)}\``,
      advice: 'Find what takes the memory, or raise `--memory`.',
      why: `Nobody asked for its end and no handler ran: SIGKILL came from the kernel. Exit ${end.exit}, and \`OOMKilled\` is true.`,
    };
  }
  return {
    tone: 'plain',
    title: `\`${name}\` ended by itself after ${seconds(end.at - run.began)}: exit ${end.exit}`,
    why: `A container lives as long as PID 1. ${before(one)}`,
  };
}

/** The signal that came last before the end. */
function before({ first, lives }: Case): string {
  const last = first?.received.findLast(({ from }) => typeof from === 'number');
  if (!last || typeof last.from !== 'number') return 'No signal was sent to it.';
  const sender = lives.get(last.from);
  const by = sender ? named(sender, last.at) : `PID ${last.from}`;
  return `Nobody outside sent it a signal; ${signalName(last.signal)} came from ${by}${last.effect === 'caught' ? ', and was caught' : ''}.`;
}

/** What `docker stop` would come to now. */
function forecast(one: Case, argv: readonly string[]): Sentence {
  const { first, signal, run } = one;
  const sent = signalName(signal);
  const target = targetOf(one);
  const name = nameOf(argv);
  const said = one.dispositions.get(target?.pid ?? 1);
  const title = `Nothing has been asked of \`${run.name}\` yet`;
  if (said?.ignored.includes(signal))
    return {
      tone: 'plain',
      title,
      why: `\`docker stop\` would take its whole grace period: ${who(first, target)} ignores ${sent}.`,
    };
  if (said?.caught.includes(signal))
    return {
      tone: 'plain',
      title,
      why: `\`docker stop\` would send ${sent} to PID 1, \`${name}\`${target && target !== first ? `, which hands it on to \`${nameOf(lastArgv(target))}\`` : ''}: there is a ${isShell(target ? lastArgv(target) : argv) ? 'trap' : 'handler'} for it.`,
    };
  if (target && target !== first)
    return {
      tone: 'plain',
      title,
      why: `\`docker stop\` would send ${sent} to PID 1, \`${name}\`, which hands it on to \`${nameOf(lastArgv(target))}\`: that has no handler and ends by it.`,
    };
  const below = thereAt(one, one.to).find(
    (life) => life.pid !== 1 && one.dispositions.get(life.pid)?.caught.includes(signal),
  );
  return {
    tone: 'plain',
    title,
    why: `\`docker stop\` would take its whole grace period: PID 1, \`${name}\`, has no handler for ${sent}, so the kernel would drop it${below ? ` and \`${nameOf(lastArgv(below))}\`, which has one, would never hear of it` : ''}.`,
  };
}

function who(first: Life | undefined, target: Life | undefined): string {
  const name = nameOf(target ? lastArgv(target) : []);
  return target === first
    ? `PID 1, \`${name}\`,`
    : `\`${name}\`, child of ${first && isInit(lastArgv(first)) ? 'the init' : 'PID 1'},`;
}
