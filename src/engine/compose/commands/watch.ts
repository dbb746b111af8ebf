import type { Task } from '../../docker/plugins.ts';
import type { ComposeCommand } from '../cli/command.ts';
import { readProject } from '../cli/project.ts';
import { startProject } from '../run/start.ts';
import { createProject } from '../run/up.ts';
import { watchRules } from '../run/watch-rules.ts';
import { watchFiles } from '../run/watch.ts';

const command: ComposeCommand = {
  short: 'Watch build context for service and rebuild/refresh containers when files are updated',
  usage: '[SERVICE...]',
  flags: `
      --dry-run   Execute command in dry run mode
      --no-up     Do not build & start services before watching
      --quiet     hide build output
`,
  *run(cli, given): Task {
    const read = readProject(cli, given.args);
    if (!read.ok) return cli.fail(read);
    const project = read.value;
    if (!given.on('no-up')) {
      // what is watched is built anew. Source: compose cmd/compose/watch.go runWatch
      for (const [name, service] of Object.entries(project.services))
        if (service.build && service.develop) project.services[name] = { ...service, pull_policy: 'build' };
      const made = yield* createProject(cli, project, { given, services: given.args });
      if (!made.ok) return cli.fail(made);
      const started = yield* startProject(cli, project);
      if (!started.ok) return cli.fail(started);
    }
    const rules = watchRules(cli, project, given.args);
    if (!rules.ok) return cli.fail(rules);
    return yield* watchFiles(cli, project, rules.value);
  },
};
export default command;
