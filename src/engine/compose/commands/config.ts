import type { Given } from '../../docker/cli/flags.ts';
import type { ComposeCli, ComposeCommand } from '../cli/command.ts';
import { placeProject, readProject, type Wanted } from '../cli/project.ts';
import { loadRaw } from '../load/project.ts';
import { configHash } from '../model/hash.ts';
import { projectMapping } from '../model/mapping.ts';
import type { Project } from '../model/project.ts';
import { jsonText } from '../print/json.ts';
import { plainShape, projectShape, type Shapes } from '../print/shape.ts';
import { yamlText } from '../print/yaml.ts';
import { failure, type Loaded } from '../value.ts';

function wantedOf(given: Given): Wanted {
  return {
    interpolates: !given.on('no-interpolate'),
    normalizes: !given.on('no-normalize'),
    resolvesPaths: !given.on('no-path-resolution'),
    checks: !given.on('no-consistency'),
  };
}

function lines(all: readonly string[]): string {
  return all.map((one) => `${one}\n`).join('');
}

/** Services by name, each after what it depends on. Source: compose-go types/project.go ForEachService. */
function inOrder({ services }: Project): string[] {
  const listed = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name) || !(name in services)) return;
    visited.add(name);
    for (const other of Object.keys(services[name]?.depends_on ?? {})) visit(other);
    listed.add(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return [...listed];
}

/** What `config` with one of the flags that list names prints. */
function names(given: Given, project: Project): string | undefined {
  if (given.on('services')) return lines(inOrder(project));
  if (given.on('volumes')) return lines(Object.keys(project.volumes));
  const hashed = given.value('hash');
  if (hashed !== undefined && hashed !== '') {
    const chosen = hashed === '*' ? Object.keys(project.services) : hashed.split(',');
    return lines(
      chosen.toSorted().map((name) => {
        const service = project.services[name];
        return service ? `${name} ${configHash(name, service)}` : '';
      }),
    );
  }
  if (given.on('profiles')) {
    const all = [...Object.values(project.services), ...Object.values(project.disabled)];
    return lines([...new Set(all.flatMap(({ profiles }) => profiles ?? []))].toSorted());
  }
  if (given.on('images'))
    return lines(Object.entries(project.services).map(([name, { image }]) => image ?? `${project.name}-${name}`));
  return undefined;
}

function rendered(shape: Shapes, format: string): Loaded<string> {
  if (format === 'json') return { ok: true, value: jsonText(shape) };
  if (format === 'yaml') return { ok: true, value: yamlText(shape) };
  return failure(`unsupported format "${format}"`);
}

/** The model as printed: dollar signs doubled unless variables were left in. */
function model(cli: ComposeCli, given: Given): Loaded<string> {
  const format = given.value('format') ?? 'yaml';
  const wanted = wantedOf(given);
  if (!(wanted.interpolates ?? true)) {
    const placed = placeProject(cli, wanted);
    if (!placed.ok) return placed;
    const raw = loadRaw(placed.value);
    if (!raw.ok) return raw;
    return rendered(plainShape(raw.value.model) as Shapes, format);
  }
  const read = readProject(cli, given.args, wanted);
  if (!read.ok) return read;
  const text = rendered(projectShape(projectMapping(read.value), format === 'json' ? 'json' : 'yaml'), format);
  return text.ok ? { ok: true, value: text.value.replaceAll('$', '$$$$') } : text;
}

const command: ComposeCommand = {
  short: 'Parse, resolve and render compose file in canonical format',
  usage: '[OPTIONS] [SERVICE...]',
  aliases: ['convert'],
  flags: `
      --dry-run                 Execute command in dry run mode
      --format string           Format the output. Values: [yaml | json]
                                (default "yaml")
      --hash string             Print the service config hash, one per line.
      --images                  Print the image names, one per line.
      --no-consistency          Don't check model consistency - warning:
                                may produce invalid Compose output
      --no-interpolate          Don't interpolate environment variables
      --no-normalize            Don't normalize compose model
      --no-path-resolution      Don't resolve file paths
  -o, --output string           Save to file (default to stdout)
      --profiles                Print the profile names, one per line.
  -q, --quiet                   Only validate the configuration, don't
                                print anything
      --resolve-image-digests   Pin image tags to digests
      --services                Print the service names, one per line.
      --variables               Print model variables and default values.
      --volumes                 Print the volume names, one per line.
`,
  run(cli, given) {
    if (given.on('resolve-image-digests')) cli.notSimulated('docker compose config --resolve-image-digests');
    if (given.on('variables')) cli.notSimulated('docker compose config --variables');
    const lists = ['services', 'volumes', 'profiles', 'images'].some((flag) => given.on(flag)) || given.has('hash');
    if (lists) {
      const read = readProject(cli, given.args, given.on('images') ? {} : { checks: wantedOf(given).checks ?? true });
      if (!read.ok) return cli.fail(read);
      const text = names(given, read.value);
      if (text !== undefined) {
        cli.out(text);
        return 0;
      }
    }
    const text = model(cli, given);
    if (!text.ok) return cli.fail(text);
    if (given.on('quiet')) return 0;
    const output = given.value('output') ?? '';
    if (output !== '') {
      const written = cli.process.files.write(cli.process.path(output), { content: text.value });
      return written.ok ? 0 : cli.fail(`open ${output}: ${written.errno}`);
    }
    cli.out(text.value);
    return 0;
  },
};
export default command;
