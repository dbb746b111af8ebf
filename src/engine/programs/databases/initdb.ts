import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Makes a PostgreSQL data directory: version, configuration and empty folders; the catalogues themselves are left out.',
  example: `
$ mkdir /tmp/new && chown 70:70 /tmp/new && su-exec 70:70 initdb -D /tmp/new > /dev/null && ls /tmp/new/PG_VERSION
/tmp/new/PG_VERSION
$ touch /tmp/new/more; su-exec 70:70 initdb -D /tmp/new > /dev/null
! initdb: error: directory "/tmp/new" exists but is not empty
! initdb: hint: If you want to create a new database system, either remove or empty the directory "/tmp/new" or run initdb with an argument other than "/tmp/new".
`,
  *run(process, args): Task {
    const at = args.indexOf('-D');
    const folder = (at === -1 ? undefined : args[at + 1]) ?? process.env.get('PGDATA');
    if (process.credentials.uid === 0) {
      process.err(
        'initdb: error: cannot be run as root\ninitdb: hint: Please log in (using, e.g., "su") as the (unprivileged) user that will own the server process.\n',
      );
      return 1;
    }
    if (folder === undefined) {
      process.err('initdb: error: no data directory specified\n');
      return 1;
    }
    const path = process.path(folder);
    const listed = process.files.list(path);
    if (listed.ok && listed.value.length > 0) {
      process.err(
        `initdb: error: directory "${folder}" exists but is not empty\ninitdb: hint: If you want to create a new database system, either remove or empty the directory "${folder}" or run initdb with an argument other than "${folder}".\n`,
      );
      return 1;
    }
    if (!make(process, path)) {
      process.err(`initdb: error: could not change permissions of directory "${folder}": Operation not permitted\n`);
      return 1;
    }
    yield* process.sleep(INIT_MS);
    process.out('The files belonging to this database system will be owned by this user.\n\nSuccess.\n');
    return 0;
  },
};
export default command;

/** How long it takes on an ordinary machine (assumed). */
const INIT_MS = 900;

/** Source: PostgreSQL documentation, 65.1 "Database File Layout". False when the folder cannot be written. */
function make(process: Process, path: string): boolean {
  const { files } = process;
  if (!files.stat(path).ok && !files.mkdir(path).ok) return false;
  // initdb.c, create_data_directory: "fixing permissions on existing directory"
  if (!files.chmod(path, 0o700).ok) return false;
  const version = String(process.program?.facts?.['version'] ?? '17').split('.')[0] ?? '';
  if (!files.write(`${path}/PG_VERSION`, { content: `${version}\n` }).ok) return false;
  files.write(`${path}/postgresql.conf`, { content: "listen_addresses = '*'\n#port = 5432\n" });
  files.write(`${path}/pg_hba.conf`, { content: 'host all all all scram-sha-256\n' });
  for (const folder of ['base', 'global', 'pg_wal']) files.mkdir(`${path}/${folder}`);
  files.write(`${path}/global/pg_control`, { content: 'state: in production\n' });
  return true;
}
