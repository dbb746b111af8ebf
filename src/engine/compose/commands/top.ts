import { alignTabs } from '../../docker/format/table.ts';
import { processTable } from '../../docker/limits/process-table.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices } from '../run/containers.ts';
import { byText } from '../value.ts';

const command: ComposeCommand = {
  short: 'Display the running processes',
  usage: '[SERVICES...]',
  flags: `
      --dry-run   Execute command in dry run mode
`,
  run(cli, given) {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const all = ofServices(containersOf(cli.daemon, read.value.name), given.args).toSorted((one, other) =>
      byText(one.name, other.name),
    );
    for (const one of all) {
      const live = cli.daemon.live.get(one.id);
      if (!live) continue;
      const table = processTable(cli.daemon, one, { processes: live.machine.processes.processes(), options: [] });
      if (!table.ok) return cli.refuse(table.message);
      const text = table.value.rows.map((row) => `${row.join('\t')}\n`).join('');
      cli.out(`${one.name}\n${alignTabs(text, { narrowest: 5, padding: 3 })}\n`);
    }
    return 0;
  },
};
export default command;
