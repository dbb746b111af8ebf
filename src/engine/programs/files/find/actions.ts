import { groupName, userName } from '../../../files/accounts.ts';
import { timeOf } from '../../../kernel/time/clock.ts';
import { errorText } from '../../../kernel/errno.ts';
import { unescape } from '../../../base/escapes.ts';
import { modeText } from '../../../files/mode-text.ts';
import { isBusybox } from '../../lib/flavor.ts';
import type { Task } from '../../../kernel/system.ts';
import { always, argument, refuse, type Candidate, type Reader, type Test } from './reader.ts';

/** Predicates that do something; undefined when the word is none of them. */
export function action(reader: Reader, word: string): Test | undefined {
  const { process } = reader;
  switch (word) {
    case '-print':
    case '-print0':
      reader.acts = true;
      return (file) => {
        process.out(`${file.name}${word === '-print' ? '\n' : '\0'}`);
        return true;
      };
    case '-printf': {
      if (isBusybox(process)) return undefined;
      const format = argument(reader, word);
      reader.acts = true;
      return (file) => {
        process.out(formatted(reader, format, file));
        return true;
      };
    }
    case '-ls':
      reader.acts = true;
      process.notSimulated('-ls of find');
      return always;
    case '-prune':
      return (file) => {
        if (!reader.depthFirst) reader.pruned.add(file.path);
        return true;
      };
    case '-quit':
      reader.acts = true;
      return () => {
        reader.stopped = true;
        return true;
      };
    case '-delete':
      reader.acts = true;
      reader.depthFirst = true;
      return (file) => remove(reader, file);
    case '-exec':
    case '-ok':
    case '-execdir':
    case '-okdir':
      return isBusybox(process) && word.endsWith('dir') ? undefined : exec(reader, word);
    default:
      return undefined;
  }
}

function remove(reader: Reader, file: Candidate): boolean {
  const { process } = reader;
  if (file.name === '.') return true;
  const removed = process.files.remove(file.path);
  if (removed.ok) return true;
  const text = errorText(removed.errno);
  process.complain(isBusybox(process) ? `${file.name}: ${text}` : `cannot delete '${file.name}': ${text}`);
  reader.failed = true;
  return false;
}

function exec(reader: Reader, word: string): Test {
  const { process, words } = reader;
  const end = words.findIndex(
    (each, at) => at >= reader.at && (each === ';' || (each === '+' && words[at - 1] === '{}')),
  );
  if (end <= reader.at) return refuse(reader, `missing argument to \`${word}'`, `option requires an argument: ${word}`);
  const argv = words.slice(reader.at, end);
  reader.at = end + 1;
  reader.acts = true;
  function* run(command: readonly string[], cwd?: string): Task {
    return yield* process.exec(command, {
      ...(cwd === undefined ? {} : { cwd }),
      failed(errno) {
        const [name = ''] = command;
        const text = errno === 'ENOENT' ? errorText('ENOENT') : errorText('EACCES');
        process.complain(isBusybox(process) ? `${name}: ${text}` : `'${name}': ${text}`);
      },
    });
  }
  if (words[end] === '+') return together(reader, argv, run);
  return function* (file): Task<boolean> {
    const dir = word.endsWith('dir');
    const shown = dir ? `./${file.path.slice(file.path.lastIndexOf('/') + 1)}` : file.name;
    const command = argv.map((each) => each.replaceAll('{}', shown));
    if (word.startsWith('-ok')) {
      process.err(isBusybox(process) ? `${command.join(' ')} ?` : `< ${argv[0] ?? ''} ... ${file.name} > ? `);
      if (!/^[yY]/.test((yield* process.read()) ?? '')) return false;
    }
    return (yield* run(command, dir ? file.path.slice(0, file.path.lastIndexOf('/')) || '/' : undefined)) === 0;
  };
}

/** `-exec … {} +`: one command for all files, at the end. */
function together(reader: Reader, argv: readonly string[], run: (command: readonly string[]) => Task): Test {
  const collected: string[] = [];
  reader.finishers.push(function* (): Task {
    if (collected.length === 0) return 0;
    return yield* run([...argv.slice(0, -1), ...collected]);
  });
  return (file) => {
    collected.push(file.name);
    return true;
  };
}

function formatted(reader: Reader, format: string, file: Candidate): string {
  const parts = format.split(/(%(?:[-+ #0]*\d*(?:\.\d+)?)(?:[ACT]?.))/s);
  return parts
    .map((part, at) => (at % 2 === 0 ? unescape(part, 'printf').text : directive(reader, part, file)))
    .join('');
}

function directive(reader: Reader, text: string, file: Candidate): string {
  const { tree } = reader.process.system;
  const { name, entry, path, start } = file;
  const base = name.slice(name.lastIndexOf('/') + 1) || name;
  const letter = text.replace(/^%[-+ #0]*\d*(?:\.\d+)?/, '');
  const width = /^%(-?)0?(\d+)/.exec(text);
  const type = { file: 'f', dir: 'd', symlink: 'l', fifo: 'p', char: 'c' }[entry.kind];
  const size = entry.kind === 'dir' ? 4096 : entry.size;
  const values: Readonly<Record<string, string>> = {
    p: name,
    f: base,
    h: name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.',
    P: name.slice(start.length).replace(/^\//, ''),
    H: start,
    s: String(size),
    k: String(Math.ceil(size / 1024)),
    b: String(Math.ceil(size / 4096) * 8),
    m: entry.mode.toString(8),
    M: modeText(entry.kind, entry.mode),
    u: userName(tree, entry.uid) ?? String(entry.uid),
    U: String(entry.uid),
    g: groupName(tree, entry.gid) ?? String(entry.gid),
    G: String(entry.gid),
    y: type,
    Y: type,
    d: String(file.depth),
    l: entry.target ?? '',
    n: entry.kind === 'dir' ? '2' : '1',
    'T@': `${timeOf(entry)}.0000000000`,
    '%': '%',
  };
  const value = values[letter];
  if (value === undefined) {
    reader.process.notSimulated(`%${letter} of find -printf (${path})`);
    return text;
  }
  if (!width) return value;
  return width[1] === '-' ? value.padEnd(Number(width[2])) : value.padStart(Number(width[2]));
}
