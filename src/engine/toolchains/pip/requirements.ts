import type { Process } from '../../kernel/system.ts';

/** One package as it was asked for. */
export interface Requirement {
  /** In lower case, dashes for underscores: PEP 503. */
  readonly name: string;
  readonly typed: string;
  /** The version behind `==`. */
  readonly version: string | undefined;
  /** A local project, an address or an archive. */
  readonly foreign: boolean;
  /** `-e`. */
  readonly editable?: boolean;
  /** Hashes stand beside it. */
  readonly hashed?: boolean;
  /** The file and line that it is from: `-r requirements.txt (line 2)`. */
  readonly from?: string;
}

/** What a requirements file holds, files that it names included. */
export interface RequirementFile {
  readonly requirements: readonly Requirement[];
  readonly constraints: readonly Requirement[];
  /** Options that change what is installed in ways that are left out. */
  readonly options: readonly string[];
}

/** Reads one word of the command line or a line of a file. */
export function requirement(typed: string): Requirement {
  const wheel = /(?:^|\/)([\w.]+?)-(\d[\w.]*)-[^/]*\.whl$/.exec(typed);
  const name = wheel?.[1] ?? /^[\w.-]+/.exec(typed)?.[0] ?? typed;
  return {
    name: name.toLowerCase().replaceAll('_', '-'),
    typed,
    version: wheel?.[2] ?? /==\s*([\w.]+)/.exec(typed)?.[1],
    foreign: wheel === null && /^[./]|:\/\/|\.(?:whl|zip|tar\.gz)$/.test(typed),
  };
}

/**
 * Reads a requirements file; an exit code when it or one that it names cannot be opened. Source: pip's documentation,
 * "Requirements File Format" (continued lines, comments, options, `-r` from the file's own folder).
 */
export function readRequirementFile(process: Process, typed: string, depth = 0): RequirementFile | number {
  const found = process.files.read(process.path(typed));
  if (!found.ok) {
    process.err(`ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${typed}'\n`);
    return 1;
  }
  const requirements: Requirement[] = [];
  const constraints: Requirement[] = [];
  const options: string[] = [];
  for (const { text, number } of logicalLines(found.value ?? '')) {
    const [, option, value = ''] = /^(--?[a-z-]+)(?:[=\s]+(.*))?$/.exec(text) ?? [];
    if (option === undefined) requirements.push({ ...lineOf(text), from: `-r ${typed} (line ${number})` });
    else if (/^(?:-e|--editable)$/.test(option)) requirements.push({ ...requirement(value), editable: true });
    else if (/^(?:-r|--requirement|-c|--constraint)$/.test(option)) {
      const folder = typed.includes('/') ? typed.slice(0, typed.lastIndexOf('/') + 1) : '';
      const inner =
        depth > 20 ? 1 : readRequirementFile(process, value.startsWith('/') ? value : `${folder}${value}`, depth + 1);
      if (typeof inner === 'number') return inner;
      if (option.startsWith('-r') || option === '--requirement') requirements.push(...inner.requirements);
      else constraints.push(...inner.requirements);
      constraints.push(...inner.constraints);
      options.push(...inner.options);
    } else options.push(text);
  }
  return { requirements, constraints, options };
}

function logicalLines(text: string): readonly { readonly text: string; readonly number: number }[] {
  const found: { text: string; number: number }[] = [];
  let open: { text: string; number: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const bare = line.replace(/(?:^|\s)#.*$/, '');
    const more = bare.endsWith('\\');
    const part = bare.replace(/\\$/, '').trim();
    const whole: { text: string; number: number } = open
      ? { text: `${open.text} ${part}`.trim(), number: open.number }
      : { text: part, number: index + 1 };
    open = more ? whole : undefined;
    if (!more && whole.text) found.push(whole);
  }
  return open?.text ? [...found, open] : found;
}

function lineOf(text: string): Requirement {
  const hashed = /\s--hash[=\s]/.test(text);
  const typed = text.replace(/\s--hash[=\s].*$/, '').trim();
  return { ...requirement(typed), ...(hashed ? { hashed } : {}) };
}
