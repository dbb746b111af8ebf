import { number, object, optional, string } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { ask, printedBy } from '../host/host-evidence.ts';
import { listOf, texts } from '../params.ts';
import { code, quoted } from '../messages.ts';

export default defineCheck({
  summary: 'What a command answers on the machine that the learner’s commands left: its exit code and what it prints.',
  params: object({
    run: string({ min: 1, description: 'A command line, typed on the host.' }),
    exit: optional(number({ description: 'Its exit code; 0 unless given.' })),
    prints: optional(texts),
    lacks: optional(texts),
    within: optional(number({ description: 'Seconds of virtual time that it may take.' })),
    says: optional(string({ description: 'The state of the world when the check fails, in one short sentence.' })),
  }),
  withoutBuild: true,
  machine: true,
  run({ run, exit = 0, prints, lacks, within, says }, evidence) {
    const answer = ask(evidence, run);
    if (answer.notSimulated.length > 0)
      return unjudged({ everything: true, paths: [], what: answer.notSimulated.map(({ what }) => what) });
    const text = printedBy(answer);
    // a script is no reading matter for a learner
    const called = run.trim().includes('\n') ? 'A trial on the machine' : code(run);
    const failed = (why: string): Finding => ({
      status: 'failed',
      message: says ?? `${called} ${why}`,
      ...(says ? { why: `${called} ${why}` } : {}),
    });
    if (answer.exit !== exit) return failed(`ends with ${answer.exit}, not ${exit}${said(text)}.`);
    const missing = listOf(prints).find((one) => !text.includes(one));
    if (missing !== undefined) return failed(`does not print “${missing}”${said(text)}.`);
    const found = listOf(lacks).find((one) => text.includes(one));
    if (found !== undefined) return failed(`prints “${found}”.`);
    const seconds = answer.ms / 1000;
    if (within !== undefined && seconds > within) return failed(`takes ${seconds.toFixed(1)} s, more than ${within}.`);
    return { status: 'passed', message: `${called} answers as it should` };
  },
});

/** The last line that says something: docker's own pointer to its help does not. */
function said(text: string): string {
  const lines = text.trim().split('\n');
  const line = lines.findLast((one) => !one.startsWith("See 'docker ")) ?? '';
  return line === '' ? ' and prints nothing' : `: ${quoted(line)}`;
}
