import { waste, type Waste } from '../../builder/index.ts';
import type { Process } from '../../kernel/index.ts';
import { readArgs, readFlags, type Given } from '../cli/flags.ts';
import { humanBytes } from '../format/sizes.ts';
import { obtainImage } from '../images/transfer/pull-or-find.ts';
import type { Image } from '../model.ts';
import { readRules, ruleResults, type RuleResult } from './dive/rules.ts';
import type { Plugin } from '../plugins.ts';

const FLAGS = readFlags(`
      --ci                                 skip the interactive TUI and validate against CI rules (same as env var CI=true)
      --ci-config string                   if CI=true in the environment, use the given yaml to drive validation rules.
  -c, --config string                      dive configuration file(s) to use
  -h, --help                               help for dive
      --highestUserWastedPercent string    (only valid with --ci given) highest allowable percentage of bytes wasted (as a ratio between 0-1), otherwise CI validation will fail.
      --highestWastedBytes string          (only valid with --ci given) highest allowable bytes wasted, otherwise CI validation will fail.
  -i, --ignore-errors                      ignore image parsing errors and run the analysis anyway
  -j, --json string                        Skip the interactive TUI and write the layer analysis statistics to a given file.
      --lowestEfficiency string            (only valid with --ci given) lowest allowable image efficiency (as a ratio between 0-1), otherwise CI validation will fail.
  -q, --quiet                              suppress all logging output
      --source string                      The container engine to fetch the image from. Allowed values: docker, podman, docker-archive
`);

/** What dive works out of an image. Source: wagoodman/dive dive/image/analysis.go. */
export interface Analysis extends Waste {
  /** Bytes of all copies of paths that are stored more than once. */
  readonly wastedBytes: number;
  /** Those bytes as a share of what the image adds to its first layer. */
  readonly userWasted: number;
}

/** The figures that rules are about. */
export function analyse(image: Image): Analysis {
  const found = waste(image.tree.layers);
  const wastedBytes = found.files.reduce((sum, { size }) => sum + size, 0);
  const own = image.tree.layers.slice(1).reduce((sum, { size }) => sum + size, 0);
  return { ...found, wastedBytes, userWasted: own === 0 ? 0 : wastedBytes / own };
}

/** Source: cmd/dive/cli/internal/command/ci/evaluator.go (v0.13), without colours. */
function report(analysis: Analysis, results: readonly RuleResult[]): string {
  const { efficiency, wastedBytes, userWasted, files } = analysis;
  const rows: readonly (readonly [string, string])[] = [
    ['efficiency', `${(efficiency * 100).toFixed(2)} %`],
    ['wastedBytes', `${wastedBytes} bytes ${wastedBytes > 0 ? `(${humanBytes(wastedBytes)})` : ''}`],
    ['userWastedPercent', wastedBytes > 0 ? `${(userWasted * 100).toFixed(2)} %` : '0 %'],
  ];
  const table = files.map(({ copies, deleted, size, path }) => {
    const count = String(copies + (deleted ? 1 : 0));
    return `  ${count.padEnd(5)}  ${humanBytes(size).padEnd(12)}  ${path}`;
  });
  const tally = (['pass', 'fail', 'skip'] as const)
    .map((name) => [name, results.filter(({ status }) => status === name.toUpperCase()).length] as const)
    .filter(([, many]) => many > 0)
    .map(([name, many]) => `${name}:${many}`);
  const failed = results.some(({ status }) => status === 'FAIL');
  return [
    `Analysis:\n${rows.map(([key, value]) => `  ${`${key}:`.padEnd(18)} ${value}`).join('\n')}`,
    files.length === 0
      ? 'Inefficient Files: (None)'
      : `Inefficient Files:\n  Count  Wasted Space  File Path\n${table.join('\n')}`,
    `Evaluation:\n${results.map(({ status, name, message }) => `  ${status}  ${name} (${message})`).join('\n')}`,
    `${failed ? 'FAIL' : 'PASS'} [${tally.join(' ')}]\n`,
  ].join('\n\n');
}

function task(process: Process, title: string, context = ''): void {
  process.err(`${title.padEnd(30)}${context}\n`);
}

function refuse(process: Process, message: string): number {
  process.err(`${message}\n`);
  return 1;
}

/** `CI=true` and its like, or `--ci`. Source: cmd/dive/cli/internal/options/ci.go. */
function isCi(process: Process, given: Given): boolean {
  return given.on('ci') || ['true', '1', 'yes'].includes(process.env.get('CI') ?? '');
}

/**
 * dive: how much of an image's layers is stored in vain, and whether that keeps the rules of a CI job. Left out: its interactive view,
 * JSON, other sources than the engine; paths without bytes are not listed.
 */
const dive: Plugin = {
  beside: true,
  *run(daemon, process, argv) {
    const read = readArgs(FLAGS, argv, { interspersed: true });
    if (!read.ok) return refuse(process, read.message);
    const { given } = read;
    if (given.on('help')) {
      process.out(
        `This tool provides a way to discover and explore the contents of a docker image. Additionally the tool estimates\nthe amount of wasted space and identifies the offending files from the image.\n\nUsage:\n  dive [IMAGE] [flags]\n\nFlags:\n${FLAGS.map(({ short, name, type, usage }) => `  ${short === '' ? '    ' : `-${short}, `}--${`${name}${type === 'bool' ? '' : ` ${type}`}`.padEnd(34)} ${usage}\n`).join('')}`,
      );
      return 0;
    }
    const [name = ''] = given.args;
    if (given.args.length !== 1) return refuse(process, 'exactly one argument is required');
    const rules = readRules(process, given);
    if (!rules.ok) return refuse(process, rules.message);
    task(process, 'Loading image', name);
    const found = obtainImage(daemon, name);
    if (typeof found === 'string') return refuse(process, `cannot fetch image: ${found}`);
    yield* process.sleep(found.ms);
    const image = found.arrive();
    task(process, 'Analyzing image', `[layers:${image.tree.layers.length} files:${[...image.tree.walk('/')].length}]`);
    if (!isCi(process, given) || given.has('json')) {
      process.notSimulated(given.has('json') ? 'dive --json' : 'the interactive view of dive');
      return refuse(
        process,
        'Type dive --ci IMAGE for the figures: the interactive view and --json of dive are not simulated.',
      );
    }
    task(process, 'Evaluating image', '[rules: 3]');
    const analysis = analyse(image);
    const results = ruleResults(rules.value, analysis);
    process.err('\n');
    process.out(report(analysis, results));
    return results.some(({ status }) => status === 'FAIL') ? refuse(process, 'evaluation failed') : 0;
  },
};
export default dive;
