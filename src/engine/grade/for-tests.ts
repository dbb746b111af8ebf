import { createWorld } from '../build/index.ts';
import type { Catalogue, PackageFiles, World } from '../build/index.ts';
import type { BuildOptions, ContextFact, Evidence, ExerciseSpec, Finding } from './check.ts';
import { createMemo, examine } from './examine.ts';
import { judge } from './judge.ts';
import { shell } from '../shell/index.ts';

/** An attempt as tests write it; only `*.test.ts` files import this module. */
export interface Written {
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly context?: readonly ContextFact[];
  readonly build?: BuildOptions;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly starter?: string;
}

const memo = createMemo();

/** Builds a world from the catalogue that tests import; one world for all tests of a file. */
export function worldOf(images: Catalogue, packages: PackageFiles): World {
  return createWorld(images, packages, shell);
}

/** The evidence of an attempt. */
export function evidenceOf(world: World, written: Written): Evidence {
  const { dockerfile, files = {}, context = [], build = {}, secrets = {}, starter } = written;
  const exercise: ExerciseSpec = {
    id: 'test/test',
    context,
    build,
    secrets,
    checks: [],
    hints: [],
    starter: starter === undefined ? {} : { Dockerfile: { text: starter, mode: 0o644 } },
  };
  const all = { Dockerfile: dockerfile, ...files };
  const attempt = {
    files: Object.fromEntries(Object.entries(all).map(([path, text]) => [path, { text, mode: 0o644 }])),
    log: [],
  };
  return examine(world, { exercise, attempt }, memo);
}

/** What a check of one kind says of an attempt. */
export function judged(
  world: World,
  written: Written,
  check: { readonly kind: string; readonly with?: unknown },
): Finding {
  return judge(check.kind, check.with ?? {}, evidenceOf(world, written));
}
