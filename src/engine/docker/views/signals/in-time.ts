import { lastArgv, programAt, type Life } from './lifetimes.ts';
import { hiddenFrom, receivedBy, targetOf, tookOf, type Case } from './case.ts';
import { after, cut, isInit, isShell, nameOf, signalName } from './names.ts';
import type { Sentence } from './sentence.ts';

/** The container ended before anybody had to be killed: how. */
export function inTime(one: Case): Sentence {
  const { first, run, asked, signal } = one;
  const target = targetOf(one);
  const exit = run.end?.exit ?? 0;
  const sent = signalName(signal);
  const took = after(tookOf(one) ?? 0);
  const name = nameOf((target && programAt(target, asked?.at ?? one.from)?.argv) ?? []);
  const effect = receivedBy(one, target)?.effect;
  const [hidden] = hiddenFrom(one);
  if (run.end?.outOfMemory)
    return { tone: 'failed', title: 'Memory ran out meanwhile', why: `The kernel killed \`${name}\`: exit ${exit}.` };
  if (hidden && target) return cutOff(one, { target, hidden, took });
  if (target && target !== first && effect === 'ends')
    return {
      tone: 'passed',
      title: `\`${name}\` ended by ${sent} ${took}`,
      why: `${init(first)} handed ${sent} on to \`${name}\`, which is not PID 1: without a handler it ends. Exit ${exit} is 128 + ${signal}. It had no time to finish anything; a program that needs some must handle ${sent}.`,
    };
  if (effect === 'caught' || effect === 'exits') {
    const trap = target?.traps.findLast((entry) => entry.signal === signal);
    const shell = target && isShell(lastArgv(target));
    const by = target === first ? 'It is PID 1' : `${init(first)} handed ${sent} on to it`;
    return {
      tone: 'passed',
      title: `\`${name}\` handled ${sent} and ended ${took}`,
      why: `${by}, and ${shell ? (trap ? `its trap ran (\`${short(trap.text)}\`)` : 'its EXIT trap ran') : 'its handler was called'}: exit ${exit}.`,
    };
  }
  return {
    tone: 'plain',
    title: `\`${name}\` ended by itself ${took}`,
    why:
      effect === 'shielded'
        ? `It is PID 1 and has no handler: ${sent} was ignored, and its work was over before the grace period was. Exit ${exit}.`
        : `Exit ${exit}.`,
  };
}

/** It ended in time, but a process with a handler was killed without having been asked. */
function cutOff(one: Case, { target, hidden, took }: { target: Life; hidden: Life; took: string }): Sentence {
  const { first, run, signal } = one;
  const sent = signalName(signal);
  const program = nameOf(lastArgv(hidden));
  const name = nameOf(lastArgv(target));
  const handed =
    target === first ? `PID 1, \`${name}\`, ended` : `${init(first)} handed ${sent} on to \`${name}\`, which ended`;
  return {
    tone: 'failed',
    title: `${sent} never reached \`${program}\`: it was killed ${took}`,
    advice: isShell(lastArgv(target))
      ? `Let \`${program}\` take the place of the shell with \`exec\`, or hand the signal on in a trap.`
      : `Let \`${name}\` hand ${sent} on, or start \`${program}\` without it.`,
    why: `${handed}, and with PID 1 everything else in the container is killed: exit ${run.end?.exit ?? 0}. Fast, but the handler of \`${program}\` never ran.`,
  };
}

function init(first: Life | undefined): string {
  const argv = first ? lastArgv(first) : [];
  return isInit(argv) ? `PID 1, \`${nameOf(argv)}\`,` : 'PID 1';
}

/** A text on one line, cut where it is long. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").trim();
  return cut(line, 60);
}
