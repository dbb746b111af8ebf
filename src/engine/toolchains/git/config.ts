import type { Process } from '../../kernel/system.ts';

/** `git config [--global|--system] NAME VALUE`: a line in the file. Answers the exit code. */
export function gitConfig(process: Process, args: readonly string[]): number {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const strange = args.find((arg) => arg.startsWith('-') && !/^--(?:global|system|local|add|replace-all)$/.test(arg));
  const [name, value] = words[0] === 'set' ? words.slice(1) : words;
  if (strange !== undefined || name === undefined || value === undefined) {
    process.notSimulated(`git config ${args.join(' ')}`);
    return 0;
  }
  const path = args.includes('--system')
    ? '/etc/gitconfig'
    : args.includes('--global')
      ? globalFile(process)
      : localFile(process);
  if (path === undefined) {
    process.err('fatal: not in a git directory\n');
    return 128;
  }
  const line = asLine(name, value);
  if (line === undefined) {
    process.err(`error: key does not contain a section: ${name}\n`);
    return 2;
  }
  const known = process.files.read(path);
  const text = `${(known.ok ? known.value : undefined) ?? ''}${line}`;
  if (process.files.write(path, { content: text }).ok) return 0;
  process.err(`error: could not lock config file ${path}: Permission denied\n`);
  return 255;
}

function globalFile(process: Process): string {
  return `${process.env.get('HOME') ?? '/root'}/.gitconfig`;
}

function localFile(process: Process): string | undefined {
  const folder = workTree(process);
  return folder === undefined ? undefined : `${folder}/.git/config`;
}

/** The folder above with a `.git`. */
export function workTree(process: Process): string | undefined {
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const path = folder === '/' ? '' : folder;
    if (process.files.stat(`${path}/.git`).ok) return path || '/';
    if (path === '') return undefined;
  }
}

/** All settings as git writes them, the nearest last. */
function settings(process: Process): string {
  const files = ['/etc/gitconfig', globalFile(process), localFile(process)].map((path) => {
    const found = path === undefined ? undefined : process.files.read(path);
    return (found?.ok ? found.value : undefined) ?? '';
  });
  return [...files, ...variables(process)].join('\n');
}

/** Settings of `git -c NAME=VALUE`, as git hands them on, and of GIT_CONFIG_COUNT: git-config(1), "Environment". */
function variables(process: Process): string[] {
  const given = [...(process.env.get('GIT_CONFIG_PARAMETERS') ?? '').matchAll(/'([^'=]+)=([^']*)'/g)];
  const pairs = given.map(([, name = '', value = '']) => [name, value] as const);
  const count = Number(process.env.get('GIT_CONFIG_COUNT') ?? 0);
  for (let at = 0; at < Math.min(count, 50); at++)
    pairs.push([process.env.get(`GIT_CONFIG_KEY_${at}`) ?? '', process.env.get(`GIT_CONFIG_VALUE_${at}`) ?? '']);
  return pairs.map(([name, value]) => asLine(name, value) ?? '');
}

/** `url.git@host:.insteadOf` as a section and a line of a configuration file. */
function asLine(name: string, value: string): string | undefined {
  const [, section, sub, key = ''] = /^([\w-]+)(?:\.(.*))?\.([\w-]+)$/.exec(name) ?? [];
  if (section === undefined) return undefined;
  return `[${section}${sub === undefined ? '' : ` "${sub}"`}]\n\t${key} = ${value}\n`;
}

/** An address after `url.<base>.insteadOf`: the longest prefix wins, as git-config(1) says. */
export function rewritten(process: Process, address: string): string {
  const rules = [...settings(process).matchAll(/\[url "([^"]*)"\]\s*\n\s*insteadOf = (\S+)/gi)].map(
    ([, base = '', prefix = '']) => ({
      base,
      prefix,
    }),
  );
  const fitting = rules
    .filter(({ prefix }) => address.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length);
  const [best] = fitting;
  return best ? best.base + address.slice(best.prefix.length) : address;
}

/** `core.sshCommand`. */
export function sshCommand(process: Process): string | undefined {
  return /\[core\]\s*\n\s*sshCommand = (.+)/i.exec(settings(process))?.[1];
}
