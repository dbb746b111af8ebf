import { runDocker } from '../../docker/cli/dispatch.ts';
import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { containersOf, ofServices } from '../run/containers.ts';
import { findOne } from '../run/find-one.ts';

interface Side {
  readonly service: string;
  readonly path: string;
}

/** A side of the copying that is a service; undefined: one of this host. Source: compose pkg/compose/cp.go splitCpArg. */
function sideOf(word: string): Side | undefined {
  const at = word.indexOf(':');
  return at <= 0 || /^[./]/.test(word) ? undefined : { service: word.slice(0, at), path: word.slice(at + 1) };
}

function named(side: Side | undefined, word: string, container: string): string {
  return side ? `${container}:${side.path}` : word;
}

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
    const [from = '', to = ''] = given.args;
    const [source, target] = [sideOf(from), sideOf(to)];
    const service = source?.service ?? target?.service;
    if (source && target) return cli.fail('copying between services is not supported');
    if (service === undefined) return cli.fail('unknown copy direction');
    const index = Number(given.value('index') ?? 0);
    const one = findOne(cli, read.value.name, { service, index, stopped: true });
    if (!one.ok) return cli.fail(index > 0 ? one : `no container found for service "${service}"`);
    // what is copied into a service goes to all of its containers. Source: compose pkg/compose/cp.go listContainersTargetedForCopy; recorded
    const all = target && index <= 0 ? ofServices(containersOf(cli.daemon, read.value.name), [service]) : [one.value];
    const title = ({ name }: Container): string =>
      ` ${name} copy ${named(source, from, name)} to ${named(target, to, name)}`;
    for (const container of all) cli.err(`${title(container)} Copying\n`);
    let status = 0;
    for (const container of all) {
      const done = yield* runDocker(cli.daemon, cli.process, [
        'cp',
        '-q',
        ...(given.on('archive') ? ['-a'] : []),
        ...(given.on('follow-link') ? ['-L'] : []),
        named(source, from, container.id),
        named(target, to, container.id),
      ]);
      if (done === 0) cli.err(`${title(container)} Copied\n`);
      else status = done;
    }
    return status;
  },
};
export default command;
