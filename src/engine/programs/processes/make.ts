import { expand, parseMakefile, type Makefile, type Rule } from './make/parse.ts';
import { readOptions } from '../lib/options.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Runs rules of a Makefile: prerequisites, variables, .PHONY, @ and -; -C -f -s -B -n -j. Times, patterns and functions are left out.',
  example: `
$ cd /tmp; printf 'all: a\\n\\techo all\\na:\\n\\t@echo a > a\\n' > Makefile; make; cat a
echo all
all
a
$ cd /tmp; make nothing
! make: *** No rule to make target 'nothing'.  Stop.
$ make
! make: *** No targets specified and no makefile found.  Stop.
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'skinBwe',
      values: 'Cfj',
      long: {
        '--directory=': 'C',
        '--file=': 'f',
        '--silent': 's',
        '--jobs=': 'j',
        '--always-make': 'B',
        '--dry-run': 'n',
        '--no-print-directory': 'q',
      },
    });
    const cwd = process.path(options.value('C') ?? '.');
    const given = new Map(
      options.rest
        .filter((word) => word.includes('='))
        .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const),
    );
    const goals = options.rest.filter((word) => !word.includes('='));
    const file = [options.value('f') ?? '', 'GNUmakefile', 'makefile', 'Makefile'].find(
      (name) => name !== '' && process.files.stat(`${cwd}/${name}`).ok,
    );
    const text = file === undefined ? undefined : process.files.read(`${cwd}/${file}`);
    if (file === undefined || !text?.ok || text.value === undefined) {
      const named = options.value('f');
      process.err(
        named === undefined
          ? 'make: *** No targets specified and no makefile found.  Stop.\n'
          : `make: ${named}: No such file or directory\nmake: *** No rule to make target '${named}'.  Stop.\n`,
      );
      return 2;
    }
    const makefile = parseMakefile(
      text.value,
      new Map([['MAKE', 'make'], ['CC', 'cc'], ['CXX', 'g++'], ...process.env, ...given]),
    );
    if (makefile.unsupported !== undefined) {
      process.notSimulated(`${makefile.unsupported} in a Makefile`);
      return 0;
    }
    if (makefile.error !== undefined) {
      process.err(`${file}:${makefile.error}: *** missing separator.  Stop.\n`);
      return 2;
    }
    const job: Job = {
      process,
      makefile,
      file,
      cwd,
      always: options.has('B'),
      silent: options.has('s'),
      dry: options.has('n'),
      done: new Map(),
      ran: false,
    };
    return make(job, goals);
  },
};
export default command;

interface Job {
  readonly process: Process;
  readonly makefile: Makefile;
  readonly file: string;
  readonly cwd: string;
  readonly always: boolean;
  readonly silent: boolean;
  readonly dry: boolean;
  /** Exit code by target; undefined while it is being made. */
  readonly done: Map<string, number | undefined>;
  ran: boolean;
}

function* make(job: Job, goals: readonly string[]): Task {
  const first = job.makefile.rules.flatMap((rule) => rule.targets).find((target) => !target.startsWith('.'));
  const wanted = goals.length > 0 ? goals : first === undefined ? [] : [first];
  if (wanted.length === 0) {
    job.process.err('make: *** No targets.  Stop.\n');
    return 2;
  }
  for (const goal of wanted) {
    job.ran = false;
    const status = yield* build(job, goal, undefined);
    if (status !== 0) return 2;
    const phony = job.makefile.phony.has(goal);
    if (!job.ran)
      job.process.out(
        phony || !exists(job, goal) ? `make: Nothing to be done for '${goal}'.\n` : `make: '${goal}' is up to date.\n`,
      );
  }
  return 0;
}

function exists(job: Job, target: string): boolean {
  return job.process.files.stat(target.startsWith('/') ? target : `${job.cwd}/${target}`).ok;
}

/** Makes one target after what it needs; answers 0 or the code that stops the run. */
function* build(job: Job, target: string, parent: string | undefined): Task {
  if (job.done.has(target)) return job.done.get(target) ?? 0;
  if (job.done.size > 2000) return 2;
  job.done.set(target, undefined);
  const rules = job.makefile.rules.filter((rule) => rule.targets.includes(target));
  if (rules.length === 0) {
    if (exists(job, target)) return 0;
    job.process.err(
      parent === undefined
        ? `make: *** No rule to make target '${target}'.  Stop.\n`
        : `make: *** No rule to make target '${target}', needed by '${parent}'.  Stop.\n`,
    );
    return 2;
  }
  let remade = false;
  for (const need of rules.flatMap((rule) => rule.needs)) {
    const before = job.ran;
    job.ran = false;
    const status = yield* build(job, need, target);
    remade ||= job.ran || job.makefile.phony.has(need);
    job.ran ||= before;
    if (status !== 0) return status;
  }
  const rule = rules.find((one) => one.recipe.length > 0);
  const stale = job.always || remade || job.makefile.phony.has(target) || !exists(job, target);
  const status = rule && stale ? yield* recipe(job, rule, target) : 0;
  job.done.set(target, status);
  return status;
}

function* recipe(job: Job, rule: Rule, target: string): Task {
  const { process, makefile } = job;
  const variables = new Map([
    ...makefile.variables,
    ['@', target],
    ['<', rule.needs[0] ?? ''],
    ['^', rule.needs.join(' ')],
  ]);
  job.ran = true;
  for (const { text, line } of rule.recipe) {
    const expanded = expand(text, variables);
    const marks = /^[-@+\s]*/.exec(expanded)?.[0] ?? '';
    const shown = expanded.slice(marks.length);
    if (/\$\((?:shell|wildcard|patsubst|foreach|if|call)\s/.test(text)) process.notSimulated('function in a Makefile');
    if (shown.trim() === '') continue;
    if ((!marks.includes('@') && !job.silent) || job.dry) process.out(`${shown}\n`);
    if (job.dry) continue;
    const status = yield* process.shell(shown, { cwd: job.cwd });
    if (status === 0) continue;
    if (marks.includes('-')) process.err(`make: [${job.file}:${line}: ${target}] Error ${status} (ignored)\n`);
    else {
      process.err(`make: *** [${job.file}:${line}: ${target}] Error ${status}\n`);
      return status;
    }
  }
  return 0;
}
