import type { PackageFacts, Process } from '../../kernel/system.ts';

/** A word of `apk add`: `curl`, `curl=8.14.1-r2`, `curl~8.14`, `curl>8`, `curl@edge`. */
export interface Wish {
  readonly text: string;
  readonly name: string;
  /** `=`, `~`, `>`, `<` and their forms; empty without a version. */
  readonly sign: string;
  readonly version: string;
  readonly tag: string | undefined;
}

/** Reads a word. Source: apk-world(5). */
export function readWish(text: string): Wish {
  const [, name = text, tag, sign = '', version = ''] =
    /^([^=~<>@]+)(?:@([^=~<>]+))?(?:([=~<>]+)(.*))?$/.exec(text) ?? [];
  return { text, name, tag, sign, version };
}

/** Names of Debian that Alpine does not have; assumed from its index of packages, which has others for the same. */
const ABSENT = new Set(
  (
    'build-essential apt-utils libpq5 python3-pip python3-venv dnsutils libssl-dev default-jdk default-jre-headless ' +
    'software-properties-common golang golang-go zlib1g-dev xz-utils libc6 libc6-dev libcurl4-openssl-dev openjdk-17-jdk ' +
    'openjdk-17-jre-headless default-mysql-client libmysqlclient-dev'
  ).split(' '),
);

/** Names of packages in aports. */
const NAME = /^[a-zA-Z0-9_.][a-zA-Z0-9+_.-]*$/;

/** What apk comes to: packages, or lines below "unable to select packages". */
export interface Selection {
  readonly facts: readonly PackageFacts[];
  readonly problems: readonly string[];
}

/**
 * Looks wishes up. A version that cannot be had is an error in apk's form (chatwoot/chatwoot#9782, puppetlabs/puppet-lint#42);
 * what is only not known here is not simulated. `by` is whose wish it is: `world`, or a virtual package.
 */
export function select(
  process: Process,
  wishes: readonly Wish[],
  { suite, by }: { suite: string; by: string },
): Selection {
  const facts: PackageFacts[] = [];
  const problems: string[] = [];
  for (const wish of wishes) {
    const { name, text } = wish;
    const found = process.system.packages.find('apk', suite, name);
    if (!found && (ABSENT.has(name) || !NAME.test(name)))
      problems.push(`  ${name} (no such package):\n    required by: ${by}[${text}]\n`);
    else if (!found) process.notSimulated(`package ${name} of apk`);
    else {
      facts.push(found);
      const fits = satisfies(found.version, wish);
      if (fits === false) problems.push(`  ${name}-${found.version}:\n    breaks: ${by}[${text}]\n`);
      else if (fits === undefined) process.notSimulated(`version ${wish.version} of ${name}`);
    }
  }
  return { facts, problems };
}

/** Whether the known release is one that was asked for; undefined when the part that matters is not known here. */
function satisfies(own: string, { sign, version }: Wish): boolean | undefined {
  if (sign === '') return true;
  const known = own.replace(/-r\d+$/, '');
  const wanted = version.replace(/-r\d+$/, '');
  if (!/^\d/.test(known)) return undefined;
  const parts = [known, wanted].map((text) => text.split('.').map(Number));
  const [mine = [], asked = []] = parts;
  const order = compare(mine, asked);
  if (/[<>]/.test(sign))
    return order === 0 ? (sign.includes('=') ? true : undefined) : sign.includes('>') === order > 0;
  if (sign.includes('~') && asked.every((part, index) => part === mine[index])) return true;
  if (own === version) return true;
  // the last number moves with fixes within a release of Alpine, the first two seldom do
  return asked.slice(0, 2).some((part, index) => part !== mine[index]) ? false : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0);
  return 0;
}

/** Tags that /etc/apk/repositories defines: `@edge https://…`. */
function definedTags(process: Process): ReadonlySet<string> {
  const found = process.files.read('/etc/apk/repositories');
  return new Set([...((found.ok ? found.value : undefined) ?? '').matchAll(/^@(\S+)\s/gm)].map(([, tag = '']) => tag));
}

/** What apk says of tags that no repository has. Source: apk-tools src/commit.c, apk_solver_commit_changeset. */
export function missingTags(process: Process, wishes: readonly Wish[]): string {
  const tags = definedTags(process);
  const missing = wishes.filter(({ tag }) => tag !== undefined && !tags.has(tag));
  if (missing.length === 0) return '';
  const lines = missing.map(
    ({ text }) => `WARNING: The repository tag for world dependency '${text}' does not exist\n`,
  );
  return `${lines.join('')}ERROR: Not committing changes due to missing repository tags. Use --force-broken-world to override.\n`;
}
