import type { ProcessView } from '../../kernel/index.ts';
import type { Daemon, Result } from '../daemon/daemon.ts';
import { refused } from '../daemon/daemon.ts';
import { rfc3339 } from '../daemon/wall-clock.ts';
import type { Container } from '../model.ts';

/** Rows of `ps` on the host, the heading first, and the columns asked for that are not modelled. */
export interface ProcessTable {
  readonly rows: readonly (readonly string[])[];
  readonly unknown: readonly string[];
}

interface Row {
  readonly view: ProcessView;
  readonly daemon: Daemon;
  readonly container: Container;
}

interface Column {
  readonly title: string;
  readonly show: (row: Row) => string;
}

/** Pid on the host: the first process has the container's, others follow. */
function hostPid({ state }: Container, pid: number): number {
  return state.pid + pid - 1;
}

/** The parent of a container's first process is its shim, which was started just before. */
function hostParent(container: Container, { ppid }: ProcessView): number {
  return ppid === 0 ? container.state.pid - 23 : hostPid(container, ppid);
}

/** Names are those of the host's /etc/passwd, not of the container's. */
function userOf({ daemon, view }: Row): string {
  const passwd = daemon.hostTree.read('/etc/passwd');
  const lines = ((passwd.ok ? passwd.value : undefined) ?? '').split('\n').map((line) => line.split(':'));
  const name = lines.find((line) => line[2] === String(view.uid))?.[0] ?? String(view.uid);
  return name.length > 8 ? `${name.slice(0, 7)}+` : name;
}

function startOf({ daemon, container }: Row): string {
  return rfc3339(container.state.startedAt ?? daemon.now).slice(11, 16);
}

const STATES = { running: 'S', stopped: 'T', zombie: 'Z' } as const;

/** The command line; a zombie has none. Source: procps ps/output.c. */
function commandOf({ view }: Row): string {
  return view.state === 'zombie' ? `[${nameOf(view)}] <defunct>` : view.command;
}

function nameOf({ argv }: ProcessView): string {
  const name = argv[0] ?? '';
  return name.slice(name.lastIndexOf('/') + 1).slice(0, 15);
}

function column(title: string, show: Column['show']): Column {
  return { title, show };
}

/** Columns of procps by the name after -o, with their headings. Source: ps(1), STANDARD FORMAT SPECIFIERS. */
const COLUMNS: Readonly<Record<string, Column>> = {
  pid: column('PID', ({ container, view }) => String(hostPid(container, view.pid))),
  ppid: column('PPID', ({ container, view }) => String(hostParent(container, view))),
  pgid: column('PGID', ({ container, view }) => String(hostPid(container, view.pgid))),
  sid: column('SID', ({ container, view }) => String(hostPid(container, view.sid))),
  uid: column('UID', ({ view }) => String(view.uid)),
  user: column('USER', userOf),
  euser: column('EUSER', userOf),
  uname: column('USER', userOf),
  comm: column('COMMAND', ({ view }) => (view.state === 'zombie' ? `${nameOf(view)} <defunct>` : nameOf(view))),
  args: column('COMMAND', commandOf),
  command: column('COMMAND', commandOf),
  cmd: column('CMD', commandOf),
  c: column('C', () => '0'),
  stime: column('STIME', startOf),
  start: column('START', startOf),
  start_time: column('START', startOf),
  tty: column('TTY', tty),
  tt: column('TT', tty),
  time: column('TIME', () => '00:00:00'),
  stat: column('STAT', ({ view }) => `${STATES[view.state]}${view.pid === 1 ? 's' : ''}`),
  s: column('S', ({ view }) => STATES[view.state]),
  state: column('S', ({ view }) => STATES[view.state]),
  ni: column('NI', () => '0'),
  nice: column('NI', () => '0'),
  '%cpu': column('%CPU', () => '0.0'),
  pcpu: column('%CPU', () => '0.0'),
  '%mem': column('%MEM', () => '0.0'),
  pmem: column('%MEM', () => '0.0'),
};

function tty({ container }: Row): string {
  return container.config.Tty ? 'pts/0' : '?';
}

/** Columns that `docker top` asks for, by what is typed after the container's name; `user=UID` renames one. */
function wanted(options: readonly string[]): readonly string[] {
  const listed: string[] = [];
  let bundle = options.length === 0 ? 'ef' : '';
  for (let at = 0; at < options.length; at++) {
    const word = options[at] ?? '';
    const cut = /^-?([a-zA-Z]*?)o(.*)$/.exec(word);
    if (cut && !word.startsWith('--')) {
      bundle += cut[1] ?? '';
      listed.push(...(cut[2] || (options[++at] ?? '')).split(/[ ,]/));
    } else if (word.startsWith('--format=')) listed.push(...word.slice('--format='.length).split(','));
    else bundle += word.replace(/^-/, '');
  }
  if (listed.length > 0) return listed.filter((name) => name !== '');
  if (bundle.includes('u') && !bundle.includes('f'))
    return ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tty=TTY', 'stat', 'start', 'time', 'command'];
  if (bundle.includes('f')) return ['user=UID', 'pid', 'ppid', 'c', 'stime', 'tty', 'time', 'cmd'];
  if (bundle.includes('x')) return ['pid', 'tty', 'stat', 'time', 'command'];
  return ['pid', 'tty', 'time', 'comm=CMD'];
}

/**
 * What `ps` of the host says of the processes of a container, as `docker top` hands it on. Refused without a PID column. Source: moby
 * daemon/top_unix.go; recorded, run-lifecycle.
 */
export function processTable(
  daemon: Daemon,
  container: Container,
  { processes, options }: { processes: readonly ProcessView[]; options: readonly string[] },
): Result<ProcessTable> {
  const columns: Column[] = [];
  const unknown: string[] = [];
  for (const word of wanted(options)) {
    const [name = '', title] = word.split(/=(.*)/s);
    const known = COLUMNS[name.toLowerCase()];
    if (!known) unknown.push(name);
    const shown = known ?? column(name.toUpperCase(), () => '0');
    columns.push(title === undefined ? shown : column(title, shown.show));
  }
  // letters without a dash are options of BSD, not all of them there. Source: procps ps/parser.c
  if (
    options.some(
      (word) =>
        /^[acefghjlmnrsuvwxLNSTVXZ]*[^-acefghjlmnrsuvwxLNSTVXZkopqtUO\d]/.test(word) && /^[a-zA-Z]+$/.test(word),
    )
  )
    return refused('ps: error: unsupported option (BSD syntax)');
  if (!columns.some(({ title }) => title === 'PID')) return refused(`Couldn't find PID field in ps output`);
  const rows = processes.map((view) => columns.map(({ show }) => show({ view, daemon, container })));
  return { ok: true, value: { rows: [columns.map(({ title }) => title), ...rows], unknown } };
}
