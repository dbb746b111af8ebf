import { clean, dirname } from '../../../files/index.ts';
import { errorText, type Task } from '../../../kernel/index.ts';
import { packTar, unpackTar } from '../../../files/tar-archive.ts';
import { copyIn, copyOut, pack, place, standing, type Packed } from '../../archive/copy.ts';
import { archiveBytes, extract, rebase } from '../../archive/members.ts';
import { openFiles } from '../../archive/open-files.ts';
import { absolute, followed, inContainer, readPlace } from '../../archive/paths.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { humanSize } from '../../format/sizes.ts';
import type { Container } from '../../model.ts';

const command: DockerCommand = {
  short: 'Copy files/folders between a container and the local filesystem',
  long: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  top: ['cp'],
  flags: `
  -a, --archive       Archive mode (copy all uid/gid information)
  -L, --follow-link   Always follow symbol link in SRC_PATH
  -q, --quiet         Suppress progress output during copy. Progress
                      output is automatically suppressed if no terminal
                      is attached
`,
  args: [2],
  *run(cli, given): Task {
    const [from = '', to = ''] = given.args;
    if (from === '') return say(cli, 'source can not be empty');
    if (to === '') return say(cli, 'destination can not be empty');
    const source = readPlace(from);
    const target = readPlace(to);
    if (source.container !== undefined && target.container !== undefined)
      return say(cli, 'copying between containers is not supported');
    if (source.container !== undefined)
      return yield* fromContainer(cli, given, { name: source.container, path: source.path, to });
    if (target.container !== undefined)
      return yield* toContainer(cli, given, { name: target.container, path: target.path, from });
    return say(cli, 'must specify at least one container source');
  },
};
export default command;

function say(cli: Cli, text: string): number {
  cli.err(`${text}\n`);
  return 1;
}

function* report(cli: Cli, given: Given, what: { packed: Packed; to: string }): Task {
  yield* cli.process.sleep(20);
  if (!given.on('quiet') && cli.daemon.profile.tty)
    cli.err(`Successfully copied ${humanSize(archiveBytes(what.packed.members), 3)} to ${what.to}\n`);
  return 0;
}

function* fromContainer(cli: Cli, given: Given, what: { name: string; path: string; to: string }): Task {
  const { process, daemon } = cli;
  const path = what.to === '-' ? '-' : absolute(what.to, process.cwd);
  const parent = dirname(clean(path));
  if (path !== '-' && !process.files.stat(parent).ok)
    return say(cli, `invalid output path: directory ${JSON.stringify(parent)} does not exist`);
  const found = findContainer(daemon, what.name);
  if (!found.ok) return cli.refuse(found.message);
  const files = given.on('follow-link') ? openFiles(daemon, found.value) : undefined;
  const linked = files?.ok ? followed(files.value, inContainer(what.path)) : undefined;
  const followedTo = linked !== undefined && linked !== clean(inContainer(what.path)) ? linked : what.path;
  const out = copyOut(daemon, found.value, { path: followedTo, named: what.name });
  if (!out.ok) return cli.refuse(out.message);
  const packed = followedTo === what.path ? out.value : renamed(out.value, clean(inContainer(what.path)));
  if (path === '-') {
    cli.out(packTar(packed.members));
    return 0;
  }
  const local = followedLocally(cli, path);
  const placed = place(packed, local, standing(process.files, local));
  if (!placed.ok) return say(cli, placed.message);
  const { uid, gid } = process.credentials;
  const extracted = extract(process.files, placed.value.folder, { members: placed.value.members, owner: { uid, gid } });
  if (!extracted.ok) return say(cli, extracted.message);
  return yield* report(cli, given, { packed, to: path });
}

/** What a link led to, under the name of the link. */
function renamed(packed: Packed, path: string): Packed {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return { ...packed, base, members: rebase(packed.members, packed.base, base) };
}

/** A local destination with the links at its end followed, its `/` or `/.` kept. */
function followedLocally(cli: Cli, path: string): string {
  const real = followed(cli.process.files, path);
  return real === clean(path) ? path : real;
}

function* toContainer(cli: Cli, given: Given, what: { name: string; path: string; from: string }): Task {
  const { process, daemon } = cli;
  const found = findContainer(daemon, what.name);
  const files = found.ok ? openFiles(daemon, found.value) : undefined;
  const wanted = inContainer(what.path);
  const link = files?.ok ? followed(files.value, wanted) : wanted;
  const target = link === clean(wanted) ? wanted : link;
  const there = files?.ok && what.path !== '' ? standing(files.value, target) : undefined;
  const named = { name: what.name, archive: given.on('archive') };
  if (what.from === '-') {
    if (there !== 'folder') return say(cli, `destination "${what.name}:${what.path}" must be a directory`);
    const text = yield* process.readAll();
    const members = text === '' ? [] : unpackTar(text);
    if (!members) return cli.refuse('unexpected EOF');
    if (!found.ok) return cli.refuse(found.message);
    return deliver(cli, found.value, { ...named, folder: clean(target), members });
  }
  const path = absolute(what.from, process.cwd);
  const source = given.on('follow-link') ? followed(process.files, path) : path;
  const packed = pack(process.files, source);
  if (!packed) {
    const stat = process.files.stat(path, { follow: false });
    const why = stat.ok ? 'no such file or directory' : errorText(stat.errno).toLowerCase();
    return say(cli, `lstat ${path.replace(/\/\.?$/, '')}: ${why}`);
  }
  const own = source === path ? packed : renamed(packed, clean(path));
  const placed = place(own, target, there);
  if (!placed.ok) return say(cli, placed.message);
  if (!found.ok) return cli.refuse(found.message);
  const status = deliver(cli, found.value, { ...named, ...placed.value });
  return status === 0 ? yield* report(cli, given, { packed: own, to: `${what.name}:${what.path}` }) : status;
}

function deliver(
  cli: Cli,
  container: Container,
  what: Parameters<typeof copyIn>[2]['placed'] & { readonly name: string; readonly archive: boolean },
): number {
  const { folder, members, name, archive } = what;
  const copied = copyIn(cli.daemon, container, { placed: { folder, members }, named: name, archive });
  return copied.ok ? 0 : cli.refuse(copied.message);
}
