import { isZombie, lastArgv, programAt } from './lifetimes.ts';
import { hiddenFrom, receivedBy, targetOf, tookOf, type Case } from './case.ts';
import { inTime } from './in-time.ts';
import { isInit, isShell, nameOf, period, seconds, signalName } from './names.ts';
import type { Sentence } from './sentence.ts';
import { tooLate } from './too-late.ts';
import { unasked } from './unrequested-end.ts';

/** A story in sentences, and what else is worth knowing. */
export interface Verdict extends Sentence {
  readonly notes: readonly string[];
}

const KILL = 9;

/** Says in a sentence what happened between what was asked and the end, why, and what to try. */
export function verdictOf(one: Case): Verdict {
  return { ...sentenceOf(one), notes: notesOf(one) };
}

function sentenceOf(one: Case): Sentence {
  const { run, first, asked, overdue } = one;
  if (!first)
    return {
      tone: 'plain',
      title: `\`${run.argv[0] ?? ''}\` never ran`,
      why: `The kernel refused to run it${run.end ? `: exit ${run.end.exit}` : ''}. The words are in \`docker logs\`.`,
    };
  if (!asked) return unasked(one);
  if (asked.signal === KILL && overdue === undefined) return killed(one);
  if (overdue !== undefined) return tooLate(one);
  return run.end ? inTime(one) : goesOn(one);
}

function killed({ run, asked, first }: Case): Sentence {
  const name = nameOf(first ? lastArgv(first) : []);
  const command = asked?.by === 'rm' ? 'docker rm -f' : 'docker kill';
  return {
    tone: 'plain',
    title: `SIGKILL ended \`${name}\` at once`,
    advice: '`docker stop` asks first, and leaves time to finish.',
    why: `\`${command}\` sends SIGKILL, which no process can catch or ignore${run.end ? `: exit ${run.end.exit}` : ''}. Whatever else ran in the container went with PID 1.`,
  };
}

const BY: Readonly<Record<string, string>> = {
  client: 'The client hands one signal on',
  keys: 'The terminal sends one signal to everybody in the foreground',
};

/** The container runs on after a signal. */
function goesOn(one: Case): Sentence {
  const { first, asked, signal, to } = one;
  const name = nameOf((first && programAt(first, to)?.argv) ?? []);
  const got = receivedBy(one, first);
  const sent = signalName(signal);
  if (asked?.grace !== undefined)
    return {
      tone: 'plain',
      title: `Docker waits since ${seconds(to - asked.at)}, ${waits(asked.grace)}`,
      why: `${sent} was sent to PID 1, \`${name}\`${got?.effect === 'shielded' ? ', which has no handler for it: ignored' : ''}.`,
    };
  const once = `${BY[asked?.by ?? ''] ?? '`docker kill -s` sends one signal'} and waits for nothing: no grace period, no SIGKILL after.`;
  if (got?.effect === 'shielded')
    return {
      tone: 'failed',
      title: `${sent} did nothing: \`${name}\` is PID 1 and has no handler`,
      advice: `\`docker stop\` sends SIGKILL when the grace period is over; with \`--init\`, ${sent} ends \`${name}\`.`,
      why: once,
    };
  if (got?.effect === 'ignored')
    return {
      tone: 'failed',
      title: `\`${name}\` ignores ${sent}`,
      advice: '`docker stop` sends SIGKILL when the grace period is over.',
      why: once,
    };
  return {
    tone: 'plain',
    title: `${sent} reached \`${name}\`, and the container runs on`,
    why: got?.effect === 'nothing' ? `${sent} does nothing to a process that has no handler for it.` : once,
  };
}

function waits(grace: number): string {
  return Number.isFinite(grace) ? `for ${period(grace)} at most` : 'for ever';
}

function notesOf(one: Case): readonly string[] {
  const { lives, first, run } = one;
  const zombies = [...lives.values()].filter((life) => isZombie(life, one.to));
  const notes: string[] = [];
  const argv = first ? lastArgv(first) : [];
  const [zombie] = zombies;
  if (zombie && !isInit(argv)) {
    const what = zombies.length === 1 ? `1 zombie (\`${nameOf(lastArgv(zombie))}\`)` : `${zombies.length} zombies`;
    notes.push(
      `${what}: ended, and nobody took note. PID 1, \`${nameOf(argv)}\`, does not wait for children that are left to it; an init (\`--init\`) does.`,
    );
  }
  const took = tookOf(one);
  const hidden = hiddenFrom(one);
  if (took !== undefined && hidden.length > 1)
    notes.push(
      `${hidden.length} processes with a handler for ${signalName(one.signal)} never got it: ${hidden.map((life) => `\`${nameOf(lastArgv(life))}\``).join(', ')}.`,
    );
  if (run.dropped > 0) notes.push(`${run.dropped} events in the middle of this long life were left out.`);
  const target = targetOf(one);
  if (target && target !== first && isShell(lastArgv(target)) && took === undefined)
    notes.push(
      `The child of the init is a shell, \`${nameOf(lastArgv(target))}\`: what it starts gets no signal from the init.`,
    );
  return notes;
}
