import { compile, matches } from '../pattern.ts';
import { symbolicMode } from '../mode.ts';
import { findGroup, findUser } from '../accounts.ts';
import type { Entry } from '../../files/tree.ts';
import type { Process, Task } from '../system.ts';

/** A file that find looks at. */
export interface Candidate {
  /** As printed: below the starting point as typed. */
  readonly name: string;
  readonly path: string;
  readonly entry: Entry;
  readonly depth: number;
}

export interface Plan {
  readonly test: (file: Candidate) => Task<boolean>;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly depthFirst: boolean;
  /** Runs what `-exec … +\` collected. */
  readonly finish: () => Task<void>;
  readonly error: string | undefined;
}

interface Reader {
  readonly process: Process;
  readonly words: readonly string[];
  at: number;
  acts: boolean;
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  readonly finishers: (() => Task)[];
  readonly pruned: Set<string>;
  error: string | undefined;
}

/** Only `-exec` has to wait. */
type Test = (file: Candidate) => boolean | Task<boolean>;

function* holds(test: Test, file: Candidate): Task<boolean> {
  const answer = test(file);
  return typeof answer === 'boolean' ? answer : yield* answer;
}

/** Reads the expression of find; `pruned` collects directories whose content is skipped. */
export function plan(process: Process, words: readonly string[], pruned: Set<string>): Plan {
  const reader: Reader = {
    process,
    words,
    at: 0,
    acts: false,
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    depthFirst: false,
    finishers: [],
    pruned,
    error: undefined,
  };
  const test = words.length === 0 ? always : either(reader);
  if (reader.at < words.length) reader.error ??= `paths must precede expression: \`${words[reader.at] ?? ''}'`;
  const print = (file: Candidate): boolean => {
    process.out(`${file.name}\n`);
    return true;
  };
  const whole = function* (file: Candidate): Task<boolean> {
    const good = yield* holds(test, file);
    return reader.acts ? good : good && print(file);
  };
  const { minDepth, maxDepth, depthFirst, error, finishers } = reader;
  return { test: whole, minDepth, maxDepth, depthFirst, error, finish: () => finishAll(finishers) };
}

function* finishAll(finishers: readonly (() => Task)[]): Task<void> {
  for (const finish of finishers) yield* finish();
}

function always(): boolean {
  return true;
}

function either(reader: Reader): Test {
  let left = both(reader);
  while (reader.words[reader.at] === '-o' || reader.words[reader.at] === '-or') {
    reader.at++;
    const [first, second] = [left, both(reader)];
    left = function* (file): Task<boolean> {
      return (yield* holds(first, file)) || (yield* holds(second, file));
    };
  }
  return left;
}

function both(reader: Reader): Test {
  let left = not(reader);
  for (;;) {
    const word = reader.words[reader.at];
    if (word === undefined || word === '-o' || word === '-or' || word === ')') return left;
    if (word === '-a' || word === '-and') reader.at++;
    const [first, second] = [left, not(reader)];
    left = function* (file): Task<boolean> {
      return (yield* holds(first, file)) && (yield* holds(second, file));
    };
  }
}

function not(reader: Reader): Test {
  const word = reader.words[reader.at];
  if (word === '!' || word === '-not') {
    reader.at++;
    const inner = not(reader);
    return function* (file): Task<boolean> {
      return !(yield* holds(inner, file));
    };
  }
  if (word === '(') {
    reader.at++;
    const inner = either(reader);
    if (reader.words[reader.at++] !== ')')
      reader.error ??= "invalid expression; I was expecting to find a ')' somewhere but did not see one.";
    return inner;
  }
  return primary(reader);
}

function argument(reader: Reader, name: string): string {
  const word = reader.words[reader.at++];
  if (word === undefined) reader.error ??= `missing argument to \`${name}'`;
  return word ?? '';
}

function primary(reader: Reader): Test {
  const word = reader.words[reader.at++] ?? '';
  switch (word) {
    case '-name':
    case '-iname':
      return byName(
        argument(reader, word),
        word === '-iname',
        (file) => file.name.slice(file.name.lastIndexOf('/') + 1) || file.name,
      );
    case '-path':
    case '-wholename':
    case '-ipath':
      return byName(argument(reader, word), word === '-ipath', (file) => file.name);
    case '-type': {
      const letters = argument(reader, word).split(',');
      return (file) => letters.includes({ file: 'f', dir: 'd', symlink: 'l', fifo: 'p', char: 'c' }[file.entry.kind]);
    }
    case '-maxdepth':
      reader.maxDepth = Number(argument(reader, word));
      return always;
    case '-mindepth':
      reader.minDepth = Number(argument(reader, word));
      return always;
    case '-depth':
      reader.depthFirst = true;
      return always;
    case '-xdev':
    case '-mount':
    case '-follow':
      return always;
    case '-true':
      return always;
    case '-false':
      return () => false;
    default:
      return property(reader, word);
  }
}

function byName(glob: string, fold: boolean, text: (file: Candidate) => string): Test {
  const lower = (name: string): string => (fold ? name.toLowerCase() : name);
  const pattern = compile([{ text: lower(glob), quoted: false }]);
  return (file) => matches(pattern, lower(text(file)));
}

function property(reader: Reader, word: string): Test {
  const { tree } = reader.process.system;
  switch (word) {
    case '-empty':
      return (file) => {
        if (file.entry.kind !== 'dir') return file.entry.kind === 'file' && file.entry.size === 0;
        const names = reader.process.files.list(file.path);
        return names.ok && names.value.length === 0 && !file.entry.bulk;
      };
    case '-size':
      return bySize(argument(reader, word));
    case '-perm':
      return byMode(argument(reader, word));
    case '-user':
    case '-uid': {
      const uid = findUser(tree, argument(reader, word))?.uid;
      return (file) => file.entry.uid === uid;
    }
    case '-group':
    case '-gid': {
      const gid = findGroup(tree, argument(reader, word));
      return (file) => file.entry.gid === gid;
    }
    case '-executable':
      return (file) => (file.entry.mode & 0o111) !== 0;
    case '-mtime':
    case '-mmin':
    case '-newer':
      reader.process.notSimulated(`${word} of find`);
      argument(reader, word);
      return always;
    default:
      return action(reader, word);
  }
}

function bySize(text: string): Test {
  const match = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(text);
  const unit = { c: 1, w: 2, k: 1024, M: 1_048_576, G: 1_073_741_824 }[match?.[3] ?? ''] ?? 512;
  const wanted = Number(match?.[2] ?? 0);
  return (file) => {
    const units = Math.ceil(file.entry.size / unit);
    return match?.[1] === '+' ? units > wanted : match?.[1] === '-' ? units < wanted : units === wanted;
  };
}

function byMode(text: string): Test {
  const bare = text.replace(/^[-/]/, '');
  const bits = /^[0-7]+$/.test(bare)
    ? Number.parseInt(bare, 8)
    : (symbolicMode(bare, { mode: 0, umask: 0, folder: false }) ?? 0);
  if (text.startsWith('-')) return (file) => (file.entry.mode & bits) === bits;
  if (text.startsWith('/')) return (file) => bits === 0 || (file.entry.mode & bits) !== 0;
  return (file) => file.entry.mode === bits;
}

function action(reader: Reader, word: string): Test {
  const { process } = reader;
  switch (word) {
    case '-print':
    case '-print0':
      reader.acts = true;
      return (file) => {
        process.out(`${file.name}${word === '-print' ? '\n' : '\0'}`);
        return true;
      };
    case '-prune':
      return (file) => {
        reader.pruned.add(file.path);
        return true;
      };
    case '-delete':
      reader.acts = true;
      reader.depthFirst = true;
      return (file) => {
        if (file.name === '.') return true;
        const removed = process.files.remove(file.path);
        if (!removed.ok)
          process.complain(
            `cannot delete '${file.name}': ${removed.errno === 'ENOTEMPTY' ? 'Directory not empty' : 'Permission denied'}`,
          );
        return removed.ok;
      };
    case '-quit':
    case '-ls':
    case '-printf':
    case '-regex':
      process.notSimulated(`${word} of find`);
      if (word === '-printf' || word === '-regex') argument(reader, word);
      reader.acts = word !== '-regex';
      return always;
    case '-exec':
    case '-ok':
    case '-execdir':
      return exec(reader);
    default:
      reader.error ??= word.startsWith('-')
        ? `unknown predicate \`${word}'`
        : `paths must precede expression: \`${word}'`;
      return always;
  }
}

function exec(reader: Reader): Test {
  const { process, words } = reader;
  const end = words.findIndex(
    (word, at) => at >= reader.at && (word === ';' || (word === '+' && words[at - 1] === '{}')),
  );
  if (end === -1) {
    reader.error ??= "missing argument to `-exec'";
    return always;
  }
  const argv = words.slice(reader.at, end);
  reader.at = end + 1;
  reader.acts = true;
  const run = (command: readonly string[]): Task =>
    process.exec(command, {
      failed: (errno) => {
        process.complain(
          `'${command[0] ?? ''}': ${errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied'}`,
        );
      },
    });
  if (words[end] === ';')
    return function* (file): Task<boolean> {
      return (yield* run(argv.map((word) => word.replaceAll('{}', file.name)))) === 0;
    };
  const collected: string[] = [];
  reader.finishers.push(function* (): Task {
    return collected.length > 0 ? yield* run([...argv.slice(0, -1), ...collected]) : 0;
  });
  return (file) => {
    collected.push(file.name);
    return true;
  };
}
