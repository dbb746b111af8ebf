import { checkKinds, plugins } from '../check-kinds.ts';
import { createWorld } from '../../builder/index.ts';
import type { Catalogue, PackageFiles, World } from '../../builder/index.ts';
import type {
  BuildOptions,
  ContextFact,
  Evidence,
  ExerciseSpec,
  Files,
  Finding,
  LogEntry,
  PredictionSpec,
} from '../check.ts';
import { createMemo, examine } from '../examine.ts';
import { judge } from '../judge.ts';
import { shell } from '../../everything.ts';

/** An attempt as tests write it; only `*.test.ts` files import this module. */
export interface Written {
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly context?: readonly ContextFact[];
  readonly build?: BuildOptions;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly starter?: string;
  readonly predictions?: readonly PredictionSpec[];
  readonly answers?: Readonly<Record<string, readonly string[]>>;
  /** Commands typed before the learner's, and those of the learner. */
  readonly setup?: readonly string[];
  readonly typed?: readonly string[];
}

const memo = createMemo();

/** Builds a world from the catalogue that tests import; one world for all tests of a file. */
export function worldOf(images: Catalogue, packages: PackageFiles): World {
  return createWorld(images, packages, shell);
}

/** The evidence of an attempt. */
export function evidenceOf(world: World, written: Written): Evidence {
  const { dockerfile, files = {}, context = [], build = {}, secrets = {}, starter, predictions = [] } = written;
  const exercise: ExerciseSpec = {
    id: 'test/test',
    context,
    build,
    secrets,
    checks: [],
    hints: [],
    predictions,
    starter: starter === undefined ? {} : workspace({ Dockerfile: starter, ...files }),
    setup: (written.setup ?? []).map(command),
  };
  const attempt = {
    files: workspace({ Dockerfile: dockerfile, ...files }),
    log: (written.typed ?? []).map(command),
    answers: written.answers ?? {},
  };
  return examine(world, { exercise, attempt, kinds: checkKinds, plugins }, memo);
}

function command(text: string): LogEntry {
  return { at: 0, terminal: 0, kind: 'command', text };
}

function workspace(texts: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, { text, mode: 0o644 }]));
}

/** What a check of one kind says of an attempt. */
export function judged(
  world: World,
  written: Written,
  check: { readonly kind: string; readonly with?: unknown },
): Finding {
  return judge(check.kind, check.with ?? {}, evidenceOf(world, written));
}
