import { findGroup, findUser } from '../../../files/accounts.ts';
import { START, timeOf } from '../../../kernel/time/clock.ts';
import { newMode } from '../../../files/mode-text.ts';
import { isBusybox } from '../../lib/flavor.ts';
import { compile, matches } from '../../../base/shell-pattern.ts';
import { compileRegex } from '../../lib/regex/index.ts';
import { permits } from '../../../files/index.ts';
import { always, argument, refuse, type Candidate, type Reader, type Test } from './reader.ts';

const TYPES: Readonly<Record<string, string>> = { f: 'file', d: 'dir', l: 'symlink', p: 'fifo', c: 'char' };

/** Predicates that look at a file; undefined when the word is none of them. */
export function fileTest(reader: Reader, word: string): Test | undefined {
  switch (word) {
    case '-name':
    case '-iname':
      return byName(argument(reader, word), word === '-iname', (file) => lastPart(file.name));
    case '-path':
    case '-wholename':
    case '-ipath':
    case '-iwholename':
      return byName(argument(reader, word), word.startsWith('-i'), (file) => file.name);
    case '-lname':
    case '-ilname':
      return byName(argument(reader, word), word === '-ilname', (file) => file.entry.target ?? '\0');
    case '-regex':
    case '-iregex':
      return byRegex(reader, argument(reader, word), word === '-iregex');
    case '-type':
      return byType(reader, argument(reader, word));
    case '-xtype':
      return targetType(reader, argument(reader, word));
    case '-empty':
      return (file) => isEmpty(reader, file);
    case '-size':
      return bySize(reader, argument(reader, word));
    case '-perm':
      return byMode(reader, argument(reader, word));
    case '-newer':
      return byAge(reader, argument(reader, word));
    case '-mtime':
    case '-ctime':
    case '-atime':
      return byTime(reader, { word, unit: 86_400 });
    case '-mmin':
    case '-cmin':
    case '-amin':
      return byTime(reader, { word, unit: 60 });
    default:
      return ownerTest(reader, word);
  }
}

/** `-xtype`: what a link leads to; one that leads nowhere is a link. */
function targetType(reader: Reader, letters: string): Test {
  const test = byType(reader, letters);
  return (file) => {
    const entry = reader.process.files.stat(reader.process.path(file.name));
    return test(entry.ok ? { ...file, entry: entry.value } : file);
  };
}

function ownerTest(reader: Reader, word: string): Test | undefined {
  const { process } = reader;
  const { tree } = process.system;
  switch (word) {
    case '-user':
    case '-uid': {
      const text = argument(reader, word);
      const uid = findUser(tree, text)?.uid;
      if (uid === undefined) return refuse(reader, `'${text}' is not the name of a known user`, `unknown user ${text}`);
      return (file) => file.entry.uid === uid;
    }
    case '-group':
    case '-gid': {
      const text = argument(reader, word);
      const gid = findGroup(tree, text);
      if (gid === undefined)
        return refuse(reader, `'${text}' is not the name of an existing group`, `unknown group ${text}`);
      return (file) => file.entry.gid === gid;
    }
    case '-nouser':
      return (file) => findUser(tree, String(file.entry.uid))?.user === undefined;
    case '-executable':
    case '-readable':
    case '-writable': {
      const right = ({ '-executable': 'execute', '-readable': 'read', '-writable': 'write' } as const)[word];
      return (file) => permits(file.entry, process.credentials, right);
    }
    case '-links': {
      const wanted = counted(argument(reader, word));
      return (file) => wanted?.(file.entry.kind === 'dir' ? 2 : 1) === true;
    }
    default:
      return undefined;
  }
}

function lastPart(name: string): string {
  const bare = name.replace(/\/+$/, '');
  return bare.slice(bare.lastIndexOf('/') + 1) || name;
}

function byName(glob: string, fold: boolean, text: (file: Candidate) => string): Test {
  const lower = (name: string): string => (fold ? name.toLowerCase() : name);
  const pattern = compile([{ text: lower(glob), quoted: false }]);
  return (file) => matches(pattern, lower(text(file)));
}

/** GNU's default is the syntax of Emacs, which agrees with basic expressions in what is used: the whole path must match. */
function byRegex(reader: Reader, text: string, ignoreCase: boolean): Test {
  const made = compileRegex(`^\\(${text.replaceAll(/(?<!\\)([+?])/g, String.raw`\$1`)}\\)$`, { ignoreCase });
  if (made.ok) return (file) => made.regex.test(file.name);
  return refuse(
    reader,
    `failed to compile regular expression '${text}': ${made.error}`,
    `bad regex '${text}': ${made.error}`,
  );
}

function byType(reader: Reader, text: string): Test {
  const letters = text.split(',');
  const wrong = letters.find((letter) => TYPES[letter] === undefined && !/^[bsD]$/.test(letter));
  if (wrong !== undefined)
    return refuse(reader, `Unknown argument to -type: ${wrong.slice(0, 1)}`, `invalid argument '${text}' to '-type'`);
  const kinds = new Set(letters.map((letter) => TYPES[letter] ?? ''));
  return (file) => kinds.has(file.entry.kind);
}

function isEmpty(reader: Reader, file: Candidate): boolean {
  if (file.entry.kind !== 'dir') return file.entry.kind === 'file' && file.entry.size === 0;
  const names = reader.process.files.list(file.path);
  return names.ok && names.value.length === 0 && !file.entry.bulk;
}

/** `+3`, `-3`, `3`. */
function counted(text: string): ((value: number) => boolean) | undefined {
  const match = /^([-+]?)(\d+)$/.exec(text);
  if (!match) return undefined;
  const wanted = Number(match[2]);
  if (match[1] === '+') return (value) => value > wanted;
  return match[1] === '-' ? (value) => value < wanted : (value) => value === wanted;
}

function bySize(reader: Reader, text: string): Test {
  const match = /^([-+]?\d+)([bcwkMG]?)$/.exec(text);
  const holds = counted(match?.[1] ?? '');
  if (!match || !holds) return refuse(reader, `Invalid argument \`${text}' to -size`, `invalid number '${text}'`);
  const unit = { c: 1, w: 2, k: 1024, M: 1_048_576, G: 1_073_741_824 }[match[2] ?? ''] ?? 512;
  // GNU counts begun units, BusyBox whole ones (findutils/find.c).
  const whole = isBusybox(reader.process);
  return (file) => {
    const size = file.entry.kind === 'dir' ? 4096 : file.entry.size;
    return holds(whole ? Math.floor((size + unit - 1) / unit) : Math.ceil(size / unit));
  };
}

function byMode(reader: Reader, text: string): Test {
  const bare = text.replace(/^[-/]/, '');
  const bits = newMode(bare, false);
  if (bits === undefined) return refuse(reader, `invalid mode '${text}'`, `invalid mode '${text}'`);
  if (text.startsWith('-')) return (file) => (file.entry.mode & bits) === bits;
  if (text.startsWith('/')) return (file) => bits === 0 || (file.entry.mode & bits) !== 0;
  return (file) => file.entry.mode === bits;
}

function byAge(reader: Reader, name: string): Test {
  const known = reader.process.files.stat(reader.process.path(name));
  if (!known.ok) return refuse(reader, `'${name}': No such file or directory`, `${name}: No such file or directory`);
  const time = timeOf(known.value);
  return (file) => timeOf(file.entry) > time;
}

function byTime(reader: Reader, how: { word: string; unit: number }): Test {
  const text = argument(reader, how.word);
  const holds = counted(text);
  if (!holds) return refuse(reader, `invalid argument \`${text}' to \`${how.word}'`, `invalid number '${text}'`);
  const now = START + Math.floor(reader.process.now / 1000);
  return (file) => holds(Math.floor((now - timeOf(file.entry)) / how.unit));
}

/** Words that hold for the whole walk. */
export function globalOption(reader: Reader, word: string): Test | undefined {
  switch (word) {
    case '-maxdepth':
    case '-mindepth': {
      const text = argument(reader, word);
      if (reader.error !== undefined) return always;
      if (!/^\d+$/.test(text))
        return refuse(
          reader,
          `Expected a positive decimal integer argument to ${word}, but got '${text}'`,
          `invalid number '${text}'`,
        );
      reader[word === '-maxdepth' ? 'maxDepth' : 'minDepth'] = Number(text);
      return always;
    }
    case '-depth':
    case '-d':
      reader.depthFirst = true;
      return always;
    case '-follow':
      reader.follow = true;
      return always;
    case '-xdev':
    case '-mount':
    case '-noleaf':
    case '-true':
    case '-daystart':
    case '-ignore_readdir_race':
    case '-noignore_readdir_race':
      return always;
    case '-regextype':
      reader.process.notSimulated('-regextype of find');
      argument(reader, word);
      return always;
    case '-false':
      return () => false;
    default:
      return undefined;
  }
}
