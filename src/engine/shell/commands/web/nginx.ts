import type { Command, Process, Running } from '../../system.ts';

const command: Command = {
  summary: 'The nginx server as a model: -v, -t, and a process that stays and listens where its configuration says.',
  example: `
$ nginx -v
! nginx version: nginx
$ nginx -g 'daemon off'
! nginx: [emerg] unexpected end of parameter, expecting ";" in command line
`,
  run(process, args) {
    const version = process.program?.facts?.['version'];
    if (args.includes('-v')) {
      process.err(`nginx version: nginx${version === undefined ? '' : `/${String(version)}`}\n`);
      return 0;
    }
    const directives = args[args.indexOf('-g') + 1] ?? '';
    if (args.includes('-g') && !/[;}]\s*$/.test(directives)) {
      process.err('nginx: [emerg] unexpected end of parameter, expecting ";" in command line\n');
      return 1;
    }
    const named = args.indexOf('-c');
    const main = named === -1 ? '/etc/nginx/nginx.conf' : (args[named + 1] ?? '');
    const known = process.files.stat(process.path(main));
    if (!known.ok) {
      process.err(`nginx: [emerg] open() "${main}" failed (2: No such file or directory)\n`);
      return 1;
    }
    const ports = listens(process, main);
    const bad = process.credentials.uid === 0 ? undefined : unwritable(process);
    if (bad !== undefined) {
      process.err(`nginx: [emerg] mkdir() "${bad}" failed (13: Permission denied)\n`);
      return 1;
    }
    if (args.includes('-t')) {
      process.err(
        `nginx: the configuration file ${main} syntax is ok\nnginx: configuration file ${main} test is successful\n`,
      );
      return 0;
    }
    if (!args.some((arg) => /daemon\s+off/.test(arg)) && !/daemon\s+off/.test(textOf(process, main))) return 0;
    return process.keepRunning(ports);
  },
};
export default command;

function textOf(process: Process, path: string): string {
  const text = process.files.read(process.path(path));
  return text.ok ? (text.value ?? '') : '';
}

/** Ports of every `listen` in the main file and in conf.d, which the packaged main file includes; 80 when none is known. */
function listens(process: Process, main: string): Running {
  const names = process.files.list('/etc/nginx/conf.d');
  const files = (names.ok ? names.value : []).filter((name) => name.endsWith('.conf'));
  const texts = [main, ...files.map((name) => `/etc/nginx/conf.d/${name}`)].map((path) => textOf(process, path));
  const ports = new Set<number>();
  const local = new Set<number>();
  for (const text of texts)
    for (const [, address = '', port] of text.replaceAll(/#.*/g, '').matchAll(/\blisten\s+([^;\s]*:)?(\d+)/g))
      (/^(127\.|localhost:|\[::1\]:)/.test(address) ? local : ports).add(Number(port));
  if (local.size === 0) return { listens: ports.size > 0 ? sorted(ports) : [80] };
  return { listens: sorted(ports), local: sorted([...local].filter((port) => !ports.has(port))) };
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].toSorted((a, b) => a - b);
}

/** nginx makes its temporary folders at start; not root, it needs a writable cache folder for that. */
function unwritable(process: Process): string | undefined {
  const folder = '/var/cache/nginx';
  const made = process.files.stat(folder);
  if (!made.ok) return undefined;
  const path = `${folder}/client_temp`;
  if (process.files.stat(path).ok) return undefined;
  return process.files.mkdir(path).ok ? undefined : path;
}
