import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { findOne } from '../run/find-one.ts';

const command: ComposeCommand = {
  short: 'Copy files/folders between a service container and the local filesystem',
  usage: `[OPTIONS] SERVICE:SRC_PATH DEST_PATH|-
	docker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH`,
  flags: `
  -a, --archive       Archive mode (copy all uid/gid information)
      --dry-run       Execute command in dry run mode
  -L, --follow-link   Always follow symbol link in SRC_PATH
      --index int     Index of the container if service has multiple replicas
`,
  args: { least: 2, most: 2, docker: true },
  *run(cli, given): Task {
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const words: string[] = [];
    const shown: string[] = [];
    let container = '';
    for (const word of given.args) {
      const at = word.indexOf(':');
      if (at <= 0 || /^[./]/.test(word)) {
        words.push(word);
        shown.push(word);
        continue;
      }
      const found = findOne(cli, read.value.name, {
        service: word.slice(0, at),
        index: Number(given.value('index') ?? 0),
        stopped: true,
      });
      if (!found.ok)
        return cli.fail(
          found.message.endsWith('is not running') ? `no container found for service "${word.slice(0, at)}"` : found,
        );
      container = found.value.name;
      shown.push(`${found.value.name}:${word.slice(at + 1)}`);
      words.push(`${found.value.id}:${word.slice(at + 1)}`);
    }
    const title = ` ${container} copy ${shown.join(' to ')}`;
    if (container !== '') cli.err(`${title} Copying\n`);
    const status = yield* runDocker(cli.daemon, cli.process, [
      'cp',
      '-q',
      ...(given.on('archive') ? ['-a'] : []),
      ...(given.on('follow-link') ? ['-L'] : []),
      ...words,
    ]);
    if (container !== '' && status === 0) cli.err(`${title} Copied\n`);
    return status;
  },
};
export default command;
