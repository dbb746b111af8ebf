import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { startProject } from '../run/start.ts';
import { createProject } from '../run/up.ts';

const command: ComposeCommand = {
  short: 'Scale services ',
  long: 'Scale services',
  usage: '[SERVICE=REPLICAS...]',
  flags: `
      --dry-run   Execute command in dry run mode
      --no-deps   Don't start linked services
`,
  args: { least: 1 },
  *run(cli, given): Task {
    const wanted: [string, number][] = [];
    for (const one of given.args) {
      const [name = '', number, ...others] = one.split('=');
      if (number === undefined || others.length > 0) return cli.fail(`invalid scale specifier: ${one}`);
      if (!/^[-+]?\d+$/.test(number))
        return cli.fail(`invalid scale specifier: can't parse replica value as int: ${one}`);
      wanted.push([name, Number(number)]);
    }
    const names = wanted.map(([name]) => name);
    const read = readProject(cli, names, given.on('no-deps') ? { dependencies: 'without' } : {});
    if (!read.ok) return cli.fail(read);
    const project = read.value;
    for (const [name, scale] of wanted) {
      const service = project.services[name];
      if (service)
        project.services[name] = {
          ...service,
          scale,
          ...(service.deploy ? { deploy: { ...service.deploy, replicas: scale } } : {}),
        };
    }
    const created = yield* createProject(cli, project, { given, services: names });
    if (!created.ok) return created.message === '' ? created.exit : cli.fail(created);
    const started = yield* startProject(cli, project);
    return started.ok ? 0 : cli.fail(started);
  },
};
export default command;
