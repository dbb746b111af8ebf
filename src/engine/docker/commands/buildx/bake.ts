import { byteLength } from '../../../files/index.ts';
import type { Task } from '../../../kernel/index.ts';
import type { Cli, DockerCommand } from '../../cli/command.ts';
import { readArgs, readFlags, type Given } from '../../cli/flags.ts';
import { readBake, targetOf, targetsOf, type BakeFile, type BakeValue } from '../../images/buildx/bake-file.ts';
import { runBuild } from '../../images/build/run-build.ts';
import build from './build.ts';

/** Files that are looked for, in this order. Source: docker/buildx bake/bake.go DefaultConfigFiles; compose files are not read. */
const FILES = ['docker-bake.json', 'docker-bake.override.json', 'docker-bake.hcl', 'docker-bake.override.hcl'];

const command: DockerCommand = {
  short: 'Build from a file',
  usage: '[OPTIONS] [TARGET...]',
  plugin: 'buildx',
  aliases: ['f'],
  flags: `
      --builder string         Override the configured builder instance
  -f, --file stringArray       Build definition file
      --load                   Shorthand for "--set=*.output=type=docker"
      --metadata-file string   Write build result metadata to the file
      --no-cache               Do not use cache when building the image
      --print                  Print the options without building
      --progress string        Set type of progress output ("auto",
                               "plain", "tty"). Use plain to show
                               container output (default "auto")
      --provenance string      Shorthand for "--set=*.attest=type=provenance"
      --pull                   Always attempt to pull all referenced images
      --push                   Shorthand for "--set=*.output=type=registry"
      --sbom string            Shorthand for "--set=*.attest=type=sbom"
      --set stringArray        Override target value (e.g.,
                               "targetpattern.key=value")
`,
  args: [0, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const fail = (why: string): number => {
      cli.err(`ERROR: ${why}\n`);
      return 1;
    };
    const file = given.value('file') ?? FILES.find((name) => cli.process.files.stat(cli.process.path(name)).ok);
    if (file === undefined) return fail("couldn't find a bake definition");
    if (given.values('file').length > 1) cli.notSimulated('docker buildx bake with several files');
    const text = cli.process.files.read(cli.process.path(file));
    if (!text.ok || text.value === undefined) {
      if (!given.on('print')) cli.err('#0 building with "default" instance using docker driver\n\n');
      cli.err(`${reading(file)} done\n#1 DONE 0.0s\n`);
      return fail(`open ${file}: no such file or directory`);
    }
    const length = byteLength(text.value);
    if (given.on('print')) cli.err(`${reading(file)} ${length}B / ${length}B done\n#1 DONE 0.0s\n`);
    if (/\.ya?ml$/.test(file)) {
      cli.notSimulated('docker buildx bake of a compose file');
      return fail('not simulated: docker buildx bake of a compose file');
    }
    const read = readBake(text.value, cli.process.env);
    if (!read.ok) return fail(`failed to parse ${file}: ${read.message}`);
    const wanted = given.args.length > 0 ? given.args : ['default'];
    const missing = wanted.find((name) => targetsOf(read.value, name).length === 0);
    if (missing !== undefined) return fail(`failed to find target ${missing}`);
    const names = [...new Set(wanted.flatMap((name) => targetsOf(read.value, name)))];
    const targets = new Map<string, Record<string, BakeValue>>();
    for (const name of names) {
      const target = overridden(name, targetOf(read.value, name), given.values('set'));
      if (typeof target === 'string') return fail(target);
      targets.set(name, target);
    }
    if (given.on('print')) return print(cli, read.value, { wanted, targets });
    for (const target of targets.values()) {
      const flags = flagsOf(target, given);
      const status = yield* one(cli, flags);
      if (status !== 0) return status;
    }
    return 0;
  },
};
export default command;

const BUILD_FLAGS = readFlags(build.flags ?? '');

function* one(cli: Cli, argv: readonly string[]): Task {
  const read = readArgs(BUILD_FLAGS, argv, { interspersed: true });
  if (!read.ok) {
    cli.err(`ERROR: ${read.message}\n`);
    return 1;
  }
  return (yield* runBuild(cli, read.given)).exit;
}

function list(value: BakeValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

function map(value: BakeValue | undefined): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, text]) => [key, String(text)]);
}

/** A target as the flags of `docker buildx build`. */
function flagsOf(target: Record<string, BakeValue>, given: Given): string[] {
  const context = String(target['context'] ?? '.');
  const dockerfile = target['dockerfile'] === undefined ? [] : ['--file', `${context}/${String(target['dockerfile'])}`];
  const repeated: readonly (readonly [string, readonly string[]])[] = [
    ['tag', list(target['tags'])],
    ['platform', list(target['platforms'])],
    ['output', list(target['output'])],
    ['cache-from', list(target['cache-from'])],
    ['cache-to', list(target['cache-to'])],
    ['secret', list(target['secret'])],
    ['ssh', list(target['ssh'])],
    ['build-arg', map(target['args']).map(([key, value]) => `${key}=${value}`)],
    ['label', map(target['labels']).map(([key, value]) => `${key}=${value}`)],
    ['build-context', map(target['contexts']).map(([key, value]) => `${key}=${value}`)],
    ['target', list(target['target'])],
  ];
  const plain = ['load', 'push', 'pull', 'no-cache'].filter((name) => given.on(name)).map((name) => `--${name}`);
  const builder = given.value('builder');
  return [
    ...dockerfile,
    ...repeated.flatMap(([name, values]) => values.map((value) => `--${name}=${value}`)),
    ...plain,
    ...(builder === undefined ? [] : [`--builder=${builder}`]),
    context,
  ];
}

/** What BuildKit's log says of a file that is read. */
function reading(file: string): string {
  return `#1 [internal] load local bake definitions\n#1 reading ${file}`;
}

/** Fields in the order in which they are printed. Source: docker/buildx 0.13 bake/bake.go Target. */
const ORDER =
  'annotations attest context contexts dockerfile dockerfile-inline args labels tags cache-from cache-to target secret ssh platforms output pull no-cache network no-cache-filter shm-size ulimits'.split(
    ' ',
  );

/** `--print`: the targets with everything that is known of them, as JSON. */
function print(
  cli: Cli,
  file: BakeFile,
  { wanted, targets }: { wanted: readonly string[]; targets: ReadonlyMap<string, Record<string, BakeValue>> },
): number {
  const target = Object.fromEntries(
    [...targets].map(([name, own]) => {
      const whole: Record<string, BakeValue> = { context: '.', dockerfile: 'Dockerfile', ...own };
      const shown = [...ORDER, ...Object.keys(whole).filter((key) => !ORDER.includes(key))];
      return [name, Object.fromEntries(shown.filter((key) => key in whole).map((key) => [key, whole[key]]))];
    }),
  );
  const group = { default: { targets: wanted.flatMap((name) => targetsOf(file, name)) } };
  cli.out(`${JSON.stringify({ group, target }, null, 2)}\n`);
  return 0;
}

/** Keys of `--set` that have another name in a target, and those whose values are lists. */
const RENAMED: Readonly<Record<string, string>> = { platform: 'platforms', secrets: 'secret', outputs: 'output' };
const LISTS = new Set(['tags', 'cache-from', 'cache-to', 'secret', 'ssh', 'platforms', 'output', 'no-cache-filter']);

/** A target after every `--set PATTERN.KEY=VALUE` that means it; a text says what is wrong with one. Source: docker/buildx bake/bake.go newOverrides, AddOverrides. */
function overridden(
  name: string,
  target: Record<string, BakeValue>,
  values: readonly string[],
): Record<string, BakeValue> | string {
  const made = { ...target };
  const set = new Set<string>();
  for (const override of values) {
    const [path = '', value] = override.split(/=(.*)/s);
    const [pattern = '', key = '', ...rest] = path.split('.');
    if (key === '') return `invalid override key ${path}, expected target.name`;
    if (value === undefined && key !== 'args') return `invalid override ${override}, expected target.name=value`;
    if (!matchesName(pattern, name)) continue;
    const field = RENAMED[key] ?? key;
    const before = set.has(field) ? made[field] : undefined;
    if (rest.length > 0) made[field] = { ...Object.fromEntries(map(made[field])), [rest.join('.')]: value ?? '' };
    else if (LISTS.has(field)) made[field] = [...list(before), value ?? ''];
    else made[field] = value === 'true' || value === 'false' ? value === 'true' : (value ?? '');
    set.add(field);
  }
  return made;
}

/** `*` stands for anything; one star is what patterns here have. */
function matchesName(pattern: string, name: string): boolean {
  const [before = '', after] = pattern.split(/\*(.*)/s);
  if (after === undefined) return pattern === name;
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}
