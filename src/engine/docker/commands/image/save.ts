import { dirname } from '../../../files/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { saveImages } from '../../images/transfer/save-load.ts';

const command: DockerCommand = {
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  top: ['save'],
  flags: `
  -o, --output string   Write to a file, instead of STDOUT
`,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const { files, path } = cli.process;
    const output = given.value('output') ?? '';
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    // source: docker/cli cli/command/image/save.go RunSave
    if (output === '' && cli.daemon.profile.tty && cli.process.screen?.())
      return fail('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    const target = path(output);
    if (output !== '') {
      // source: docker/cli command/utils.go ValidateOutputPath
      const folder = files.stat(dirname(target));
      if (!folder.ok)
        return fail(
          `failed to save image: invalid output path: directory ${JSON.stringify(folderText(output))} does not exist`,
        );
    }
    const saved = saveImages(cli.daemon, given.args);
    if (!saved.ok) return cli.refuse(saved.message);
    const there = output === '' ? undefined : files.stat(target);
    if (there?.ok && there.value.kind === 'dir') {
      const folder = output.endsWith('/') ? target : dirname(target);
      const temporary = `.docker_temp_${cli.daemon.next('save', 1_329_584_728)}`;
      return fail(`rename ${folder === '/' ? '' : folder}/${temporary} ${output}: file exists`);
    }
    if (output === '') cli.out(saved.value);
    else files.write(target, { content: saved.value, mode: 0o600 });
    return 0;
  },
};
export default command;

/** `a/b` → `a`, `b` → `.`: Go's filepath.Dir. */
function folderText(path: string): string {
  const at = path.lastIndexOf('/');
  return at === -1 ? '.' : at === 0 ? '/' : path.slice(0, at);
}
