import { array, boolean, choice, either, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { clean, isWithin } from '../../files/index.ts';
import type { Container } from '../../docker/index.ts';
import { mountsOf } from '../../docker/volumes/mounted.ts';
import type { Mounted } from '../../docker/volumes/mounted.ts';
import { amountLimit, printAmount, wrongLimit } from '../memory-amounts.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { octal } from '../host/folder-contents.ts';
import { plainName } from '../host/find-container.ts';
import { mode, modeOf } from '../params.ts';
import { about, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { differing } from '../messages.ts';

const KINDS = ['volume', 'bind', 'tmpfs', 'image'] as const;
const kind = choice(KINDS, 'image: nothing is mounted there');
const mount = object({
  from: optional(kind),
  volume: optional(string({ min: 1, description: 'name of the volume' })),
  named: optional(boolean('Whether the volume has a name.')),
  source: optional(string({ min: 1, description: 'path on the host; without a slash below the workspace' })),
  readOnly: optional(boolean()),
  noexec: optional(boolean()),
  nosuid: optional(boolean()),
  size: optional(amountLimit),
  mode: optional(mode),
});
const params = object({
  ...subjectShape,
  at: optional(record(either(mount, kind), 'path in the container → where it comes from')),
  without: optional(array(string({ min: 1 }), { description: 'paths of the host that no mount shows' })),
});
type Params = Infer<typeof params>;
type Wanted = Infer<typeof mount>;

export default defineCheck({
  summary:
    'Where paths of a container come from: a volume, the host, memory or the image; read-only or not, which options.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    return about(evidence, { subject: wanted, question: `mounts ${JSON.stringify(wanted)}` }, (found) =>
      judged(found, wanted),
    );
  },
});

function judged({ host, container, called }: Found, { at = {}, without = [] }: Params): Finding {
  const { cwd } = host.daemon.profile;
  const wrong = Object.entries(at).flatMap(([path, asked]) => {
    const wanted = typeof asked === 'string' ? { from: asked } : asked;
    const found = mountAt(container, clean(path));
    const volume = host.daemon.store.volumes.get(found.mount?.Name ?? '');
    const name = volume && plainName(volume, 'volume');
    return differences({ ...found, path, name }, absolute(wanted, cwd));
  });
  const shown = without.flatMap((path) => {
    const by = container.mounts.find(({ Type, Source }) => Type === 'bind' && isWithin(clean(Source), clean(path)));
    return by ? [`shows ${path} of the host at ${by.Destination}`] : [];
  });
  const all = [...wrong, ...shown];
  if (all.length === 0) return { status: 'passed', message: `${called} has its mounts as it should` };
  return { status: 'failed', ...differing(called, all) };
}

function absolute(wanted: Wanted, cwd: string): Wanted {
  const { source } = wanted;
  return source === undefined || source.startsWith('/') ? wanted : { ...wanted, source: clean(`${cwd}/${source}`) };
}

/** What lies at a path. */
interface At {
  readonly path: string;
  readonly from: (typeof KINDS)[number];
  readonly mount?: Container['mounts'][number] | undefined;
  /** Once it has been started. */
  readonly mounted?: Mounted | undefined;
  /** What compose calls the volume, or its name. */
  readonly name?: string | undefined;
}

/** The innermost mount that a path lies in. */
function mountAt(container: Container, path: string): At {
  const memory = Object.keys(container.hostConfig.Tmpfs ?? {}).map((each) => clean(each));
  const places = [...container.mounts.map(({ Destination }) => Destination), ...memory];
  const place = places.filter((one) => isWithin(one, path)).toSorted((one, other) => other.length - one.length)[0];
  if (place === undefined) return { path, from: 'image' };
  const own = memory.includes(place) ? undefined : container.mounts.find(({ Destination }) => Destination === place);
  const mounted = mountsOf(container)?.mounts.find((one) => one.path === place);
  return { path, from: own?.Type ?? 'tmpfs', mount: own, mounted };
}

const SAYS: Readonly<Record<At['from'], string>> = {
  volume: 'a volume',
  bind: 'a folder of the host',
  tmpfs: 'memory (a tmpfs)',
  image: 'its own layer over the image',
};

function differences(found: At, wanted: Wanted): string[] {
  const { path, from, mount: own } = found;
  const wrong: string[] = [];
  if (wanted.from !== undefined && from !== wanted.from)
    return [`has ${path} from ${SAYS[from]}, not from ${SAYS[wanted.from]}`];
  const needed = wanted.volume !== undefined || wanted.named !== undefined ? 'volume' : undefined;
  if (needed !== undefined && from !== needed) return [`has ${path} from ${SAYS[from]}, not from ${SAYS[needed]}`];
  if (wanted.volume !== undefined && own?.Name !== wanted.volume && found.name !== wanted.volume)
    wrong.push(`has ${path} from the volume ${short(own?.Name)}, not from ${wanted.volume}`);
  const named = own?.Name !== undefined && !isAnonymous(own.Name);
  if (wanted.named !== undefined && named !== wanted.named)
    wrong.push(named ? `has ${path} from the volume ${own.Name ?? ''}` : `has ${path} from a volume without a name`);
  if (wanted.source !== undefined && own?.Source !== wanted.source)
    wrong.push(`has ${path} from ${own?.Source ?? SAYS[from]}, not from ${wanted.source}`);
  return [...wrong, ...options(found, wanted)];
}

function options({ path, from, mount: own, mounted }: At, wanted: Wanted): string[] {
  const wrong: string[] = [];
  const readOnly = mounted?.readonly ?? own?.RW === false;
  if (wanted.readOnly !== undefined && from === 'image') return [`has ${path} from ${SAYS.image}, which is no mount`];
  if (wanted.readOnly !== undefined && readOnly !== wanted.readOnly)
    wrong.push(readOnly ? `may only read ${path}` : `may write to ${path}`);
  const asked = wanted.size !== undefined || wanted.mode !== undefined || wanted.noexec !== undefined;
  if (asked && !mounted) return [...wrong, `has not been started, so that nothing is mounted at ${path}`];
  if (wanted.noexec !== undefined && mounted?.noexec !== wanted.noexec)
    wrong.push(mounted?.noexec ? `may not run programs that lie in ${path}` : `may run programs that lie in ${path}`);
  if (wanted.nosuid !== undefined && mounted?.nosuid !== wanted.nosuid)
    wrong.push(mounted?.nosuid ? `ignores setuid bits in ${path}` : `honours setuid bits in ${path}`);
  const bytes = mounted?.memory?.bytes ?? Number.POSITIVE_INFINITY;
  const size = wanted.size === undefined ? undefined : wrongLimit(bytes, wanted.size, printAmount);
  if (size !== undefined) wrong.push(`has a ${path} whose size ${size}`);
  const bits = mounted?.memory?.mode ?? 0o1777;
  if (wanted.mode !== undefined && bits !== modeOf(wanted.mode))
    wrong.push(`has ${path} with mode ${octal(bits)}, not ${octal(modeOf(wanted.mode))}`);
  return wrong;
}

function isAnonymous(name: string): boolean {
  return /^[\da-f]{64}$/.test(name);
}

function short(name: string | undefined): string {
  return name === undefined ? 'without a name' : isAnonymous(name) ? name.slice(0, 12) : name;
}
