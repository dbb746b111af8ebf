/** How bad a finding is, as scanners grade it; worst last. */
export const SEVERITIES = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A published weakness of a package. */
export interface Finding {
  readonly id: string;
  /** Name of the package, as its package manager writes it. */
  readonly library: string;
  readonly severity: Severity;
  /** First version without it; left out: there was none in the release. */
  readonly fixed?: string;
  /** What a distribution says of one that is not fixed. */
  readonly status?: 'affected' | 'will_not_fix' | 'fix_deferred';
  readonly title: string;
}

/** A finding in a package of an image. */
export interface Found extends Finding {
  readonly installed: string;
}

/** What one target of a report holds: the system's packages, or those of a language. */
export interface Target {
  /** `alpine:3.22 (alpine 3.22.6)`, `Node.js (node-pkg)` */
  readonly name: string;
  readonly type: string;
  readonly packages: number;
  readonly found: readonly Found[];
}
