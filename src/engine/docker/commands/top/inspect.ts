import type { DockerCommand } from '../../cli/command.ts';
import {
  inspectAny,
  inspectContainer,
  inspectImage,
  inspectNetwork,
  inspectVolume,
  refuseKind,
} from '../../inspect/find.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { printObjects, type Found } from '../../inspect/print.ts';

const command: DockerCommand = {
  short: 'Return low-level information on Docker objects',
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  top: ['inspect'],
  flags: `${FORMAT_FLAG}  -s, --size            Display total file sizes if the type is container
      --type string     Return JSON for specified type
`,
  example: `
$ docker volume create notes
notes
$ docker inspect -f '{{.Name}} {{.Driver}}' notes
notes local
$ docker inspect nope
[]
! Error: No such object: nope
`,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const { daemon } = cli;
    const sized = given.on('size');
    const finders: Readonly<Record<string, (reference: string) => Found>> = {
      '': (reference) => inspectAny(daemon, reference, sized),
      container: (reference) => inspectContainer(daemon, reference, sized),
      image: (reference) => inspectImage(daemon, reference),
      network: (reference) => inspectNetwork(daemon, reference),
      volume: (reference) => inspectVolume(daemon, reference),
      ...Object.fromEntries(
        ['node', 'plugin', 'secret', 'service', 'task'].map((kind) => [
          kind,
          (reference: string) => refuseKind(kind, reference),
        ]),
      ),
    };
    const type = given.value('type') ?? '';
    const find = Object.hasOwn(finders, type) ? finders[type] : undefined;
    if (!find) {
      cli.err(`${JSON.stringify(type)} is not a valid value for --type\n`);
      return 1;
    }
    return printObjects(cli, given.args, { format: given.value('format') ?? '', find });
  },
};
export default command;
