import { lastArgv, programAt, type Life } from './lifetimes.ts';
import { hiddenFrom, receivedBy, targetOf, thereAt, type Case } from './case.ts';
import { isInit, isShell, nameOf, period, signalName } from './names.ts';
import type { Sentence } from './sentence.ts';

/** What is known of one that was killed when its time was over. */
interface Late {
  readonly one: Case;
  /** Who answers for the container: PID 1, or the child of an init. */
  readonly target: Life;
  /** Its name, with its pid where it is not 1. */
  readonly name: string;
  readonly who: string;
  readonly sent: string;
  /** "after 10 s came SIGKILL: exit 137" */
  readonly after: string;
}

/** The grace period was over before the container had ended: why. */
export function tooLate(one: Case): Sentence {
  const { first, asked, run, signal } = one;
  const target = targetOf(one);
  const at = asked?.at ?? one.from;
  const argv = (target && programAt(target, at)?.argv) ?? [];
  const sent = signalName(signal);
  const after = `after ${period(asked?.grace ?? 10)} came SIGKILL${run.end ? `: exit ${run.end.exit}` : ''}`;
  if (!target) return { tone: 'failed', title: `${sent} ended nothing`, why: `${capital(after)}.` };
  const name = nameOf(argv);
  const who = target === first ? `PID 1, \`${name}\`,` : `\`${name}\`, child of the init,`;
  const late: Late = { one, target, name, who, sent, after };
  switch (receivedBy(one, target)?.effect) {
    case 'shielded':
      return shielded(late, argv);
    case 'ignored':
      return {
        tone: 'failed',
        title: `\`${name}\` ignores ${sent}`,
        advice: isShell(argv)
          ? `Take \`trap '' ${sent.slice(3)}\` away, or give the trap something to do that ends with \`exit\`.`
          : `Let \`${name}\` handle ${sent}; where another signal ends it, name that one with STOPSIGNAL.`,
        why: `${who} has said that ${sent} is to be ignored; ${after}.`,
      };
    case 'caught':
    case 'exits':
      return isShell(argv) ? trapped(late) : handled(late);
    case 'nothing':
      return {
        tone: 'failed',
        title: `${sent} does nothing to \`${name}\``,
        advice: 'Name a signal that ends it: `STOPSIGNAL SIGTERM`.',
        why: `By default ${sent} has no effect, and ${who} has no handler for it; ${after}.`,
      };
    case 'waits':
      return {
        tone: 'failed',
        title: `\`${name}\` was stopped, and a stopped process takes no signal`,
        advice: 'Send SIGCONT first.',
        why: `${sent} waited for ${who} to go on; ${after}.`,
      };
    default:
      return {
        tone: 'failed',
        title: `${sent} never reached \`${name}\``,
        advice: 'Look at the list of events below: who got it, and what came of it.',
        why: `${capital(after)}.`,
      };
  }
}

/** The signal stops at PID 1, which has no handler. */
function shielded(late: Late, argv: readonly string[]): Sentence {
  const { one, name, sent, after } = late;
  const dropped = `PID 1, \`${name}\`, has no handler, so the kernel drops ${sent}; ${after}.`;
  const [hidden, more] = hiddenFrom(one);
  if (hidden) {
    const program = nameOf(lastArgv(hidden));
    return {
      tone: 'failed',
      title: `${sent} never reached \`${program}\``,
      advice: isShell(argv)
        ? more
          ? `Hand it on in a trap (\`trap 'kill -${sent.slice(3)} -1; wait' ${sent.slice(3)}\`), or give each program a container of its own.`
          : argv.includes('-c')
            ? `Make \`${program}\` PID 1: write CMD as a JSON array, or put \`exec\` before the command.`
            : `Let the script end with \`exec "$@"\`, so that \`${program}\` takes the place of the shell.`
        : `Start \`${program}\` directly, without \`${name}\` around it.`,
      why: dropped,
    };
  }
  const other = handledInstead(late);
  if (other !== undefined)
    return {
      tone: 'failed',
      title: `PID 1, \`${name}\`, has no handler for ${sent}, but one for ${other}`,
      advice: `Send that one: \`STOPSIGNAL ${other}\` in the Dockerfile, or \`docker run --stop-signal ${other}\`.`,
      why: dropped,
    };
  const child = thereAt(one, one.asked?.at ?? one.from).find(({ ppid }) => ppid === 1);
  return {
    tone: 'failed',
    title: `PID 1, \`${name}\`, has no handler for ${sent}`,
    advice: `Start it with an init (\`docker run --init\`, or tini as ENTRYPOINT), or let the program handle ${sent}. ${child && isShell(argv) ? `Exec form alone changes nothing: \`${nameOf(lastArgv(child))}\` has no handler either` : 'To be PID 1 is not enough'}.`,
    why: dropped,
  };
}

/** Signals that programs take as an end, in the order of how usual that is. */
const ENDS: readonly number[] = [15, 3, 2, 28, 10, 12, 1];

function handledInstead({ one, target }: Late): string | undefined {
  const caught = one.dispositions.get(target.pid)?.caught ?? [];
  const other = ENDS.find((signal) => signal !== one.signal && caught.includes(signal));
  return other === undefined ? undefined : signalName(other);
}

/** A shell has a trap, and yet it was killed. */
function trapped({ one, target, name, who, sent, after }: Late): Sentence {
  const from = one.asked?.at ?? one.from;
  if (target.traps.some(({ at, signal }) => at >= from && signal === one.signal))
    return {
      tone: 'failed',
      title: `The trap of \`${name}\` ran, and the shell went on`,
      advice: `Let the trap end with \`exit\`.`,
      why: `A trap that does not leave the shell gives back to where the script was; ${after}.`,
    };
  const child = thereAt(one, from).findLast(({ ppid, from: began }) => ppid === target.pid && began <= from);
  const command = child ? `\`${nameOf(lastArgv(child))}\`` : 'the command in the foreground';
  return {
    tone: 'failed',
    title: `The trap of \`${name}\` never ran`,
    advice: `Start the command with \`&\` and \`wait\` for it: a signal ends \`wait\`, and the trap runs.`,
    why: `${who} got ${sent}, but a shell runs a trap only when its foreground command has ended, and ${command} was still running; ${after}.`,
  };
}

/** A program has a handler, and yet it was killed. */
function handled({ one, target, name, who, sent, after }: Late): Sentence {
  if (target === one.first && isInit(lastArgv(target)))
    return {
      tone: 'failed',
      title: `\`${name}\` had nobody to hand ${sent} to`,
      advice: 'Give the init the program to start as its arguments.',
      why: `${who} got ${sent}; ${after}.`,
    };
  return {
    tone: 'failed',
    title: `The handler of \`${name}\` was called, but \`${name}\` did not end in time`,
    advice: `Close in the handler what keeps it running and end with a deadline, or give it longer: \`docker stop -t 30\`, \`--stop-timeout 30\`.`,
    why: `${who} got ${sent} and went on; ${after}.`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
