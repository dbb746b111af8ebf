import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentFolder } from '../../content/compile/index.ts';
import { usageError, type Command, type Io } from '../command.ts';
import { readFlags } from '../flags.ts';
import { playSuite, standing, type Fidelity, type SuiteFigures } from '../fidelity/report.ts';
import { suiteIds, type Answer } from '../fidelity/suite.ts';

const FILE = 'fidelity.json';

export default {
  summary: 'play what was recorded from the real tools, and say how much of it agrees',
  usage: `fidelity [SUITE] [--only TEXT] [--json | --write]

  SUITE        one of ${suiteIds.join(', ')};
               what differs is printed in full
  --only TEXT  only recordings whose id contains TEXT
  --json       what the fidelity page shows, as JSON
  --write      the same into content/${FILE}

Status 0 when everything agrees, but for differences that have a reason.`,
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      { only: { type: 'string' }, json: { type: 'boolean' }, write: { type: 'boolean' } },
      args.slice(0, args[0]?.startsWith('-') === false ? 1 : 0),
    );
    const [suite] = positionals;
    if (suite !== undefined && !suiteIds.includes(suite)) throw usageError(`there is no suite ${suite}`);
    if ((values.json || values.write) && (suite !== undefined || values.only !== undefined))
      throw usageError('--json and --write are about all suites');
    const suites: SuiteFigures[] = [];
    for (const id of suite === undefined ? suiteIds : [suite]) {
      io.err(`drydock: ${id} …\n`);
      const differing: Answer[] = [];
      const figures = await playSuite(id, { only: values.only, seen: (answer) => differing.push(answer) });
      suites.push(figures);
      if (!values.json) await io.out(table(figures));
      if (suite !== undefined) for (const answer of differing) await print(answer, io);
    }
    const whole: Fidelity = { suites, ...(await standing()) };
    const text = `${JSON.stringify(whole, null, 1)}\n`;
    if (values.json) await io.out(text);
    if (values.write) await writeFile(join(contentFolder(io.cwd), FILE), text);
    const unexplained = suites.flatMap(({ differences }) => differences.filter(({ reason }) => reason === undefined));
    for (const { id } of unexplained) io.err(`no reason is given for: ${id}\n`);
    return unexplained.length === 0 ? 0 : 1;
  },
} satisfies Command;

function table({ title, unit, topics, differences }: SuiteFigures): string {
  const rows = topics.map(({ topic, agree, of }) => `  ${topic.padEnd(44)} ${String(agree).padStart(5)} of ${of}\n`);
  const why = differences.map(({ id, reason }) => `    ${id}\n      ${reason ?? 'no reason is given'}\n`);
  return `${title} (${unit})\n${rows.join('')}${why.join('')}`;
}

async function print({ id, want, got }: Answer, io: Io): Promise<void> {
  await io.out(`\n${id}\n  recorded: ${lines(want)}\n  ours:     ${lines(got)}\n`);
}

function lines(value: unknown): string {
  return (JSON.stringify(value, null, 2) ?? 'nothing').replaceAll('\n', '\n  ');
}
