import { formatMegabytes } from '../dpkg/dpkg.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

/** Bytes of an installation. */
interface Sums {
  readonly download: number;
  /** Bytes of `download` that are not in the archives yet. */
  readonly missing: number;
  readonly bytes: number;
}

/** What will be installed. */
export function announce(process: Process, { fresh, count }: { fresh: readonly PackageFacts[]; count: number }): void {
  if (fresh.length)
    process.out(
      `The following NEW packages will be installed:\n  ${[...new Set(fresh.flatMap(({ names, name }) => (names?.length ? names : [name])))].toSorted().join(' ')}\n`,
    );
  process.out(`0 upgraded, ${count} newly installed, 0 to remove and 0 not upgraded.\n`);
}

/** Said once the archives are locked (apt-private/private-install.cc `InstallPackages`). */
export function announceSizes(process: Process, { download, missing, bytes }: Sums): void {
  process.out(
    `Need to get ${missing === download ? '' : `${missing === 0 ? '0 B' : formatMegabytes(missing)}/`}${formatMegabytes(download)} of archives.\nAfter this operation, ${formatMegabytes(bytes)} of additional disk space will be used.\n`,
  );
}
