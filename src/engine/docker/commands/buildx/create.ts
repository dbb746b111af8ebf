import type { DockerCommand } from '../../cli/command.ts';
import { newName } from '../../daemon/containers/random-name.ts';
import { buildersOf } from '../../images/buildx/builders.ts';

const command: DockerCommand = {
  short: 'Create a new builder instance',
  usage: '[OPTIONS] [CONTEXT|ENDPOINT]',
  plugin: 'buildx',
  flags: `
      --append                    Append a node to builder instead of
                                  changing it
      --bootstrap                 Boot builder after creation
      --buildkitd-config string   BuildKit daemon config file
      --buildkitd-flags string    BuildKit daemon flags
      --driver string             Driver to use (available:
                                  "docker-container", "kubernetes", "remote")
      --driver-opt stringArray    Options for the driver
      --leave                     Remove a node from builder instead of
                                  changing it
      --name string               Builder instance name
      --node string               Create/modify node with given name
      --platform stringArray      Fixed platforms for current node
      --use                       Set the current builder instance
`,
  args: [0, 1],
  run(cli, given) {
    const { daemon } = cli;
    const builders = buildersOf(daemon);
    const fail = (why: string): number => {
      cli.err(`ERROR: ${why}\n`);
      return 1;
    };
    const driver = given.value('driver') ?? 'docker-container';
    if (driver === 'docker') return fail('additional instances of driver "docker" cannot be created');
    if (driver === 'kubernetes' || driver === 'remote') {
      cli.notSimulated(`builders with the driver ${driver}`);
      return fail(`not simulated: builders with the driver ${driver}`);
    }
    if (driver !== 'docker-container') return fail(`failed to find driver ${JSON.stringify(driver)}`);
    for (const flag of ['append', 'leave', 'node', 'buildkitd-config', 'buildkitd-flags'])
      if (given.has(flag)) cli.notSimulated(`docker buildx create --${flag}`);
    const name = given.value('name') ?? newName(daemon);
    if (!/^[a-zA-Z][a-zA-Z0-9._-]*$/.test(name))
      return fail(`invalid name ${name}, name needs to start with a letter and may not contain symbols, except ._-`);
    if (name === 'default') return fail('default is a reserved name and cannot be used to identify builder instance');
    if (builders.made.has(name) && !given.on('append'))
      return fail(
        `existing instance for ${JSON.stringify(name)} but no append mode, specify the node name to make changes for existing instances`,
      );
    builders.made.set(name, {
      name,
      driver: 'docker-container',
      node: `${name}0`,
      options: given.values('driver-opt').flatMap((text) => text.split(',')),
      platforms: given.values('platform').flatMap((text) => text.split(',')),
      lastActivity: daemon.now,
      running: given.on('bootstrap'),
      cache: { steps: new Map(), mounts: new Map() },
    });
    if (given.on('use')) builders.current = name;
    cli.out(`${name}\n`);
    return 0;
  },
};
export default command;
