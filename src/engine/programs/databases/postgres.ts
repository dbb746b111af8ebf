import { calendar, wallSeconds } from '../../kernel/time/clock.ts';
import { networkOf, type Endpoint } from '../../kernel/network/network.ts';
import { ownerOf } from '../../kernel/network/socket-owner.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/** Source: PostgreSQL's server/main/main.c, check_root. */
const ROOT = `"root" execution of the PostgreSQL server is not permitted.
The server must be started under an unprivileged user ID to prevent
possible system security compromise.  See the documentation for
more information on how to properly start the server.
`;

const command: Command = {
  summary:
    'The PostgreSQL server as a model: it needs a data directory and a user other than root, listens on its port and ends as asked; SQL and its protocol are left out.',
  example: `
$ mkdir /tmp/pg && cd /tmp/pg && su-exec 70:70 postgres -D /tmp/pg
! postgres: could not access the server configuration file "/tmp/pg/postgresql.conf": No such file or directory
`,
  *run(process, args): Task {
    if (process.credentials.uid === 0) {
      process.err(ROOT);
      return 1;
    }
    const folder = valueOf(args, '-D') ?? process.env.get('PGDATA');
    if (folder === undefined) {
      process.err(
        'postgres does not know where to find the server configuration file.\nYou must specify the --config-file or -D invocation option or set the PGDATA environment variable.\n',
      );
      return 2;
    }
    const config = `${folder}/postgresql.conf`;
    const text = process.files.read(process.path(config));
    if (!text.ok) {
      const why = text.errno === 'EACCES' ? 'Permission denied' : 'No such file or directory';
      process.err(`postgres: could not access the server configuration file "${config}": ${why}\n`);
      return 2;
    }
    const port = Number(valueOf(args, '-p') ?? /^\s*port\s*=\s*(\d+)/m.exec(text.value ?? '')?.[1] ?? 5432);
    return yield* serve(process, port);
  },
};
export default command;

/** Signals and what the server says to them. Source: PostgreSQL documentation, 18.5 "Shutting Down the Server". */
const SHUTDOWNS: Readonly<Record<string, string>> = { TERM: 'smart', INT: 'fast', QUIT: 'immediate' };

/** Until a server listens (assumed). */
const BOOT_MS = 60;

function* serve(process: Process, port: number): Task {
  const log = (text: string): void =>
    process.err(`${stamp(wallSeconds(process))} UTC [${process.pid}] LOG:  ${text}\n`);
  yield* process.sleep(BOOT_MS);
  log(`starting PostgreSQL ${String(process.program?.facts?.['version'] ?? '')}`.trimEnd());
  const clients: Endpoint[] = [];
  const opened = networkOf(process.system).listen(
    { address: '0.0.0.0', port },
    ownerOf(process),
    (end) => void clients.push(end),
  );
  if (!opened.ok) {
    log(`could not bind IPv4 address "0.0.0.0": Address already in use`);
    return 1;
  }
  log(`listening on IPv4 address "0.0.0.0", port ${port}`);
  log('database system is ready to accept connections');
  const stop: { mode?: string } = {};
  for (const [signal, mode] of Object.entries(SHUTDOWNS))
    process.onSignal(signal, () => {
      stop.mode ??= mode;
      process.keepRunning(undefined);
    });
  process.keepRunning({ listens: [port] });
  yield* talk(process, clients, () => stop.mode !== undefined);
  log(`received ${stop.mode ?? ''} shutdown request`);
  if (stop.mode !== 'immediate') log('shutting down');
  log('database system is shut down');
  return 0;
}

/** Takes connections until `over`; whoever sends something else than the end of his own is told that it is not modelled. */
function* talk(process: Process, clients: Endpoint[], over: () => boolean): Task<void> {
  while (!over()) {
    yield { ready: () => over() || clients.some((end) => end.ready) };
    for (const end of clients.filter(({ ready }) => ready)) {
      if (end.take() !== '') process.notSimulated('the protocol of PostgreSQL');
      end.close();
      clients.splice(clients.indexOf(end), 1);
    }
  }
}

function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? args.find((arg) => arg.startsWith(flag))?.slice(flag.length) : args[at + 1];
}

/** `2026-11-24 08:00:00.000`, from seconds since 1970. */
function stamp(seconds: number): string {
  const { year, month, day, hour, minute, second } = calendar(seconds);
  const thousandths = String(Math.floor((seconds % 1) * 1000)).padStart(3, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${thousandths}`;
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}
