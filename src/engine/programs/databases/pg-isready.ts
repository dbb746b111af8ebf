import { networkOf } from '../../kernel/network/network.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Asks whether a PostgreSQL server accepts connections (-h, -p; who asks and for which database does not matter).',
  aliases: ['pg_isready'],
  example: `
$ pg_isready -h localhost
localhost:5432 - no response
$ pg_isready -h localhost -q; echo $?
2
`,
  run(process, args) {
    const given = (flag: string): string | undefined => {
      const at = args.indexOf(flag);
      return at === -1 ? undefined : args[at + 1];
    };
    const host = given('-h') ?? process.env.get('PGHOST');
    const port = Number(given('-p') ?? process.env.get('PGPORT') ?? 5432);
    const network = networkOf(process.system);
    const address = network.lookup(host ?? 'localhost');
    const made = address === undefined ? undefined : network.connect({ address, port });
    if (made?.ok) made.value.close();
    // without -h it is the socket in the file system that is asked
    const place = `${host ?? '/var/run/postgresql'}:${port}`;
    if (!args.includes('-q')) process.out(`${place} - ${made?.ok ? 'accepting connections' : 'no response'}\n`);
    return made?.ok ? 0 : 2;
  },
};
export default command;
