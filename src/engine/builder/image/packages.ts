import type { PackageFacts, PackageSource } from '../../kernel/system.ts';

interface Install {
  readonly packages?: number;
  readonly download?: number;
  readonly installed?: number;
  readonly files?: number;
  readonly installed_assumed?: boolean;
}
interface PackageRecord {
  readonly version?: string;
  readonly version_seen?: Readonly<Record<string, string>>;
  readonly commands?: string;
  readonly plain?: Install;
  readonly slim?: Install;
  readonly recommends?: Install;
  readonly names?: string;
  readonly assumed?: boolean;
  readonly in_base?: boolean;
  readonly sdist_only?: boolean;
  readonly needs?: readonly string[];
}
/** One `content/packages/<manager>/<name>.yaml`. */
export interface PackageFile {
  readonly index?: { readonly bytes: number };
  readonly packages: Readonly<Record<string, PackageRecord>>;
}
/** By `<manager>/<name>`: `apt/trixie`, `npm/registry`. */
export type PackageFiles = Readonly<Record<string, PackageFile>>;

/** Suites without figures of their own take those of a near one, as assumed. */
const NEAR: Readonly<Record<string, string>> = {
  noble: 'trixie',
  '24.04': 'trixie',
  jammy: 'bookworm',
  '22.04': 'bookworm',
};
const ALL: Readonly<Record<string, string>> = { apk: 'alpine', npm: 'registry', go: 'modules', pip: 'index' };

/** The figures of content/packages as the models of the package managers ask for them. */
export function packageSource(files: PackageFiles): PackageSource {
  const fileOf = (manager: string, suite: string): { file: PackageFile | undefined; own: boolean } => {
    const name = ALL[manager];
    if (name) return { file: files[`${manager}/${name}`], own: true };
    const own = files[`${manager}/${suite}`];
    return own ? { file: own, own: true } : { file: files[`${manager}/${NEAR[suite] ?? 'trixie'}`], own: false };
  };
  return {
    find(manager, suite, name) {
      const { file, own } = fileOf(manager, suite);
      const record = file && Object.hasOwn(file.packages, name) ? file.packages[name] : undefined;
      return record && facts(name, { record, suite, own });
    },
    indexBytes: (manager, suite) => fileOf(manager, suite).file?.index?.bytes ?? 0,
  };
}

function facts(
  name: string,
  { record, suite, own }: { record: PackageRecord; suite: string; own: boolean },
): PackageFacts {
  const { plain = {}, slim, recommends } = record;
  return {
    name,
    version: record.version ?? record.version_seen?.[suite] ?? '',
    downloadBytes: plain.download ?? 0,
    installedBytes: plain.installed ?? 0,
    packages: plain.packages ?? 1,
    binaries: record.commands?.split(/\s+/) ?? [],
    assumed: !own || record.assumed === true || plain.installed_assumed === true,
    ...(plain.files === undefined ? {} : { files: plain.files }),
    ...(recommends
      ? {
          recommends: {
            downloadBytes: recommends.download ?? 0,
            installedBytes: recommends.installed ?? 0,
            packages: recommends.packages ?? 1,
          },
        }
      : {}),
    ...(slim?.installed === undefined ? {} : { slimBytes: slim.installed }),
    ...(record.names ? { names: record.names.split(/\s+/) } : {}),
    ...(record.in_base ? { inBase: true } : {}),
    ...(record.sdist_only ? { builds: record.needs ?? [] } : {}),
  };
}
