import { contentError } from './front-matter.ts';

/** What a ` ```session ` block says, line by line; see content/README.md, "Sessions". */
export type SessionLine =
  | { readonly kind: 'remark'; readonly text: string }
  | {
      readonly kind: 'command';
      readonly text: string;
      /** Typed, and not shown. */
      readonly hidden: boolean;
      /** What it prints is not shown. */
      readonly quiet: boolean;
      /** Done to it while it runs. */
      readonly meanwhile: readonly Meanwhile[];
      /** All of this must be printed. */
      readonly prints: readonly string[];
      /** The exit code it must end with; `any`: another than 0. Undefined: nothing is said, which means 0. */
      readonly exit: number | 'any' | undefined;
    };
export type SessionCommand = Extract<SessionLine, { kind: 'command' }>;

/** Something typed while a command runs. */
export interface Meanwhile {
  readonly kind: 'input' | 'signal';
  readonly text: string;
  /** Virtual seconds after what stands before it. */
  readonly after: number;
}

const SIGNALS: Readonly<Record<string, string>> = { '^C': 'INT', '^\\': 'QUIT', '^D': 'EOF' };

type Draft = { -readonly [K in keyof SessionCommand]: SessionCommand[K] };

/**
 * Reads a session: `$` and `%` commands (a backslash at the end goes on in the next line), `<` and `^C` while they run, `?` and
 * `!` expectations, `…` for an output that is not shown, `#` remarks. Throws a content error; `place` stands before its line.
 */
export function readSession(code: string, place: { readonly file: string; readonly line: number }): SessionLine[] {
  const found: SessionLine[] = [];
  const lines = code.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const wrong = (message: string): Error => contentError(`${place.file}:${place.line + at}: ${message}`);
    const [mark = '', text] = split(line);
    if (line.trim() === '') continue;
    if (mark === '#') found.push({ kind: 'remark', text });
    else if (mark === '$' || mark === '%') {
      let command = text;
      while (command.endsWith('\\') && at + 1 < lines.length) command += `\n${lines[++at] ?? ''}`;
      found.push(newCommand(command, mark === '%'));
    } else {
      const last = found.at(-1);
      if (last?.kind !== 'command') throw wrong(`begin with “$ ” or “% ”, not with ${JSON.stringify(line)}`);
      const problem = add(last, mark, text);
      if (problem) throw wrong(`${problem}: ${JSON.stringify(line)}`);
    }
  }
  if (!found.some(({ kind }) => kind === 'command'))
    throw contentError(`${place.file}:${place.line}: a session has a line that begins with “$ ”`);
  return found;
}

function split(line: string): [string, string] {
  const blank = line.indexOf(' ');
  return blank === -1 ? [line, ''] : [line.slice(0, blank), line.slice(blank + 1)];
}

function newCommand(text: string, hidden: boolean): SessionCommand {
  return { kind: 'command', text, hidden, quiet: false, meanwhile: [], prints: [], exit: undefined };
}

/** What a line says of the command above it; answers with a problem. */
function add(command: Draft, mark: string, text: string): string | undefined {
  const signal = SIGNALS[mark];
  if (mark === '?' && text !== '') command.prints = [...command.prints, text];
  else if (mark === '!' && /^\d*$/.test(text)) command.exit = text === '' ? 'any' : Number(text);
  else if (mark === '…' && text === '') command.quiet = true;
  else if (mark === '<') command.meanwhile = [...command.meanwhile, { kind: 'input', text, after: 1 }];
  else if (signal !== undefined && /^(\d+s)?$/.test(text))
    command.meanwhile = [...command.meanwhile, { kind: 'signal', text: signal, after: Number.parseInt(text, 10) || 1 }];
  else return 'a line of a session begins with $, %, #, ?, !, …, <, ^C, ^D or ^\\';
  return undefined;
}

/** The commands of a question. Throws a content error. */
export function readCommands(code: string): readonly SessionLine[] {
  return readSession(code.trimEnd(), { file: 'commands', line: 1 });
}

/** Commands of a question about a machine, as they are shown with it; empty for a question that has none. */
export function commandsShown(code: string | undefined): string {
  const shown = (code === undefined ? [] : readCommands(code)).flatMap((line) =>
    line.kind === 'remark' ? [`# ${line.text}`] : line.hidden ? [] : [`$ ${line.text}`],
  );
  return shown.join('\n');
}
