import { clean, dirname } from '../../../files/index.ts';
import { packTar } from '../../../files/tar-archive.ts';
import { membersOf } from '../../archive/members.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { describe } from '../../daemon/event-attributes.ts';
import { findContainer } from '../../daemon/daemon.ts';

const command: DockerCommand = {
  short: "Export a container's filesystem as a tar archive",
  usage: '[OPTIONS] CONTAINER',
  top: ['export'],
  flags: `
  -o, --output string   Write to a file, instead of STDOUT
`,
  args: [1],
  run(cli, given) {
    const { process, daemon } = cli;
    const output = given.value('output') ?? '';
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    if (output === '' && daemon.profile.tty && process.screen?.())
      return fail('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    const path = clean(process.path(output));
    const parent = dirname(path);
    if (output !== '' && !process.files.stat(parent).ok)
      return fail(
        `failed to export container: invalid output path: directory ${JSON.stringify(dirname(output) || '.')} does not exist`,
      );
    const found = findContainer(daemon, given.args[0] ?? '');
    if (!found.ok) return cli.refuse(found.message);
    const { tree, id } = found.value;
    const members = membersOf(tree, '/', '')
      .filter(({ name }) => name !== './')
      .map(({ name, entry }) => ({ name: name.replace(/^\.\//, ''), entry }));
    const text = packTar(members);
    daemon.emit({ type: 'container', action: 'export', id, attributes: describe(found.value) });
    if (output === '') cli.out(text);
    else {
      const written = process.files.write(path, { content: text, mode: 0o600 });
      if (!written.ok) return fail(`open ${output}: permission denied`);
    }
    return 0;
  },
};
export default command;
