import type { Process } from '../../kernel/index.ts';
import { readArgs, readFlags, type Given } from '../cli/flags.ts';
import { rfc3339Seconds } from '../format/times.ts';
import { obtainImage } from '../images/transfer/pull-or-find.ts';
import type { Plugin } from '../plugins.ts';
import { SEVERITIES, type Found, type Severity, type Target } from './trivy/finding.ts';
import { KNOWN, scan } from './trivy/scan.ts';
import { frame } from './trivy/table.ts';

const FLAGS = readFlags(`
      --exit-code int          specify exit code when any security issues are found
  -f, --format string          format (table,json,template,sarif,cyclonedx,spdx,spdx-json,github,cosign-vuln) (default "table")
  -h, --help                   help for image
      --ignore-unfixed         display only fixed vulnerabilities
      --ignorefile string      specify .trivyignore file (default ".trivyignore")
      --no-progress            suppress progress bar
      --pkg-types strings      list of package types (os,library) (default [os,library])
  -q, --quiet                  suppress progress bar and log output
      --scanners strings       comma-separated list of what security issues to detect (vuln,misconfig,secret,license) (default [vuln,secret])
  -s, --severity strings       severities of security issues to be displayed
      --skip-db-update         skip updating vulnerability database
      --timeout duration       timeout (default 5m0s)
`);

const USAGE = `Scan a container image

Usage:
  trivy image [flags] IMAGE_NAME

Examples:
  # Scan a container image
  $ trivy image alpine:3.22

  # Fail a build on what is grave and can be mended
  $ trivy image --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1 shop:1

Flags:
${FLAGS.map(({ short, name, type, usage }) => `  ${short === '' ? '    ' : `-${short}, `}--${`${name}${type === 'bool' ? '' : ` ${type}`}`.padEnd(22)} ${usage}\n`).join('')}`;

function refuse(process: Process, message: string): number {
  process.err(`${message}\n`);
  return 1;
}

function listed(given: Given, name: string): readonly string[] {
  return given
    .values(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
}

/** What of the findings is shown. */
function chosen(process: Process, given: Given, targets: readonly Target[]): readonly Target[] {
  const severities = listed(given, 'severity').map((text) => text.toUpperCase());
  const types = listed(given, 'pkg-types');
  const file = process.files.read(process.path(given.value('ignorefile') ?? '.trivyignore'));
  const ignored = new Set((file.ok ? (file.value ?? '') : '').split('\n').map((line) => line.split('#')[0]?.trim()));
  const shown = ({ id, severity, fixed }: Found): boolean =>
    (severities.length === 0 || severities.includes(severity)) &&
    (!given.on('ignore-unfixed') || fixed !== undefined) &&
    !ignored.has(id);
  return targets
    .filter(({ type }) => types.length === 0 || types.includes(type.endsWith('-pkg') ? 'library' : 'os'))
    .map((target) => ({ ...target, found: target.found.filter(shown) }));
}

/** Source: aquasecurity/trivy pkg/report/table/summary.go. */
function summary(targets: readonly Target[]): string {
  const rows = targets.map(({ name, type, found }) => [name, type, String(found.length)]);
  const legend = "Legend:\n- '-': Not scanned\n- '0': Clean (no security findings detected)\n";
  return `\nReport Summary\n\n${frame(['Target', 'Type', 'Vulnerabilities'], rows, { centre: [1, 2] })}\n${legend}\n`;
}

/** Twelve words of a title, then where it is published. Source: pkg/report/table/vulnerability.go. */
function titled({ title, id }: Found): string {
  const words = title.split(' ');
  const short = words.length > 12 ? `${words.slice(0, 12).join(' ')}...` : title;
  return `${short}\nhttps://avd.aquasec.com/nvd/${id.toLowerCase()}`;
}

function table({ name, found }: Target, severities: readonly string[]): string {
  if (found.length === 0) return '';
  const counted = SEVERITIES.filter((severity) => severities.length === 0 || severities.includes(severity)).map(
    (severity: Severity) => `${severity}: ${found.filter((one) => one.severity === severity).length}`,
  );
  const rows = found.map((one) => [
    one.library,
    one.id,
    one.severity,
    one.fixed === undefined ? (one.status ?? 'affected') : 'fixed',
    one.installed,
    one.fixed ?? '',
    titled(one),
  ]);
  const headings = ['Library', 'Vulnerability', 'Severity', 'Status', 'Installed Version', 'Fixed Version', 'Title'];
  return `\n${name}\n${'='.repeat(name.length)}\nTotal: ${found.length} (${counted.join(', ')})\n\n${frame(headings, rows, { merges: [0, 2, 3, 4, 5] })}\n`;
}

/** Milliseconds of a scan, assumed. */
const SCAN = 900;

/**
 * trivy: a model of `trivy image`, over a small list of published findings (trivy/debian.ts, trivy/libraries.ts). Left out: its
 * database, packages of Alpine and Ubuntu, Go and Java, secrets and misconfiguration, other formats than the table, other commands.
 */
const trivy: Plugin = {
  beside: true,
  *run(daemon, process, argv) {
    const [command, ...rest] = argv;
    if (command !== 'image' && command !== 'i') {
      process.notSimulated(`trivy ${command ?? ''}`.trim());
      return refuse(process, 'Type trivy image IMAGE: other commands of trivy are not simulated.');
    }
    const read = readArgs(FLAGS, rest, { interspersed: true });
    if (!read.ok) return refuse(process, `Error: ${read.message}`);
    const { given } = read;
    if (given.on('help')) {
      process.out(USAGE);
      return 0;
    }
    const [name = ''] = given.args;
    if (given.args.length !== 1) return refuse(process, 'FATAL\tFatal error\taccepts 1 arg: the name of an image');
    const severities = listed(given, 'severity').map((text) => text.toUpperCase());
    const unknown = severities.find((text) => !(SEVERITIES as readonly string[]).includes(text));
    if (unknown !== undefined) return refuse(process, `FATAL\tFatal error\tflag error: unknown severity: ${unknown}`);
    const found = obtainImage(daemon, name);
    if (typeof found === 'string') return refuse(process, `FATAL\tFatal error\timage scan error: ${found}`);
    yield* process.sleep(found.ms);
    const image = found.arrive();
    yield* process.sleep(SCAN);
    const info = (text: string): void => {
      if (!given.on('quiet')) process.err(`${rfc3339Seconds(daemon.now)}\tINFO\t${text}\n`);
    };
    info('[vuln] Vulnerability scanning is enabled');
    info(`[model] Not a scan: ${KNOWN} published findings stand for a database`);
    const unscanned = listed(given, 'scanners').filter((scanner) => scanner !== 'vuln');
    for (const scanner of unscanned) process.notSimulated(`trivy --scanners ${scanner}`);
    const format = given.value('format') ?? 'table';
    if (format !== 'table') process.notSimulated(`trivy --format ${format}`);
    const targets = chosen(process, given, scan(image, name));
    const [first] = targets;
    if (first) info(`Detected OS\tfamily="${image.os.family}" version="${image.os.version ?? ''}"`);
    info(`Number of language-specific files\tnum=${targets.filter(({ type }) => type.endsWith('-pkg')).length}`);
    process.out(`${summary(targets)}${targets.map((target) => table(target, severities)).join('')}`);
    const issues = targets.some((target) => target.found.length > 0);
    return issues ? Number(given.value('exit-code') ?? 0) : 0;
  },
};
export default trivy;
