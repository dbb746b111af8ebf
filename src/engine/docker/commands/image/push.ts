import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findImage } from '../../daemon/find-image.ts';
import { isLoggedIn, serverOf } from '../../images/transfer/credentials.ts';
import { pushImage } from '../../images/transfer/push.ts';
import {
  familiarName,
  familiarText,
  fullText,
  readReference,
  withTag,
  type Reference,
} from '../../images/reference.ts';

const command: DockerCommand = {
  short: 'Upload an image to a registry',
  usage: '[OPTIONS] NAME[:TAG]',
  top: ['push'],
  flags: `
  -a, --all-tags                Push all tags of an image to the repository
      --disable-content-trust   Skip image signing (default true)
  -q, --quiet                   Suppress verbose output
`,
  args: [1, 1],
  *run(cli, given): Task {
    const { daemon, process } = cli;
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    const read = readReference(given.args[0] ?? '');
    if (!read.ok) return fail(read.message);
    const typed = read.value;
    const all = given.on('all-tags');
    const quiet = given.on('quiet');
    if (all && typed.tag !== undefined) return fail("tag can't be used with --all-tags/-a");
    if (typed.digest !== undefined) return fail('cannot push a digest reference');
    const say = (text: string): void => {
      if (!quiet) cli.out(`${text}\n`);
    };
    if (!all && typed.tag === undefined) say('Using default tag: latest');
    say(`The push refers to repository [${fullText({ domain: typed.domain, path: typed.path })}]`);
    const name = familiarName(typed);
    const wanted: Reference[] = all
      ? [...daemon.store.images.values()]
          .flatMap(({ tags }) => tags)
          .flatMap((tag) => {
            const other = readReference(tag);
            return other.ok && familiarName(other.value) === name ? [other.value] : [];
          })
      : [withTag(typed)];
    const images = wanted.flatMap((reference) => {
      const image = findImage(daemon, familiarText(reference));
      return image ? [{ reference, image }] : [];
    });
    if (images.length === 0) return fail(`An image does not exist locally with the tag: ${name}`);
    for (const { reference, image } of images) {
      const loggedIn = isLoggedIn(process, serverOf(reference));
      const { begin, end, ms, failure } = pushImage(daemon, image, { reference, loggedIn });
      begin.forEach(say);
      yield* process.sleep(ms);
      end.forEach(say);
      if (failure !== undefined) return fail(failure);
    }
    if (quiet) for (const { reference } of images) cli.out(`${fullText(reference)}\n`);
    return 0;
  },
};
export default command;
