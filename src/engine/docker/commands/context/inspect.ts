import type { DockerCommand } from '../../cli/command.ts';
import { missingContext } from '../../cli/missing-context.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { plain } from '../../inspect/plain.ts';
import { printObjects } from '../../inspect/print.ts';

const MEMORY = { MetadataPath: '<IN MEMORY>', TLSPath: '<IN MEMORY>' };

const command: DockerCommand = {
  short: 'Display detailed information on one or more contexts',
  usage: '[OPTIONS] [CONTEXT] [CONTEXT...]',
  flags: FORMAT_FLAG,
  example: `
$ docker context inspect -f '{{.Name}} {{.Endpoints.docker.Host}}'
default unix:///var/run/docker.sock
`,
  args: [0, Number.POSITIVE_INFINITY],
  run: (cli, given) =>
    printObjects(cli, given.args.length > 0 ? given.args : ['default'], {
      format: given.value('format') ?? '',
      find: (name) =>
        name === 'default'
          ? {
              ok: true,
              value: plain({
                Name: 'default',
                Metadata: {},
                Endpoints: { docker: { Host: 'unix:///var/run/docker.sock', SkipTLSVerify: false } },
                TLSMaterial: {},
                Storage: MEMORY,
              }),
              escaped: true,
            }
          : { ok: false, message: missingContext(name) },
    }),
};
export default command;
