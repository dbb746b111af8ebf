import type { Span, Token } from '../../engine/base/span.ts';
import { expand, fullReference } from '../../engine/dockerfile/index.ts';
import type { Instruction } from '../../engine/dockerfile/syntax.ts';
import { stageAt } from './source.ts';
import type { Source } from './source.ts';

/** A variable as it stands at one place of the file. */
export interface Variable {
  readonly name: string;
  /** Undefined: declared without a value. */
  readonly value: string | undefined;
  readonly origin: 'ARG' | 'ENV' | 'base image' | 'platform';
  /** Where it was set last; undefined for images and platform arguments. */
  readonly span: Span | undefined;
}

export type Scope = Map<string, Variable>;

const PLATFORM: Readonly<Record<string, string>> = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
  TARGETVARIANT: '',
};

/** Names of the arguments that the builder sets by itself, once a stage declares them. */
export const PLATFORM_ARGS: readonly string[] = Object.keys(PLATFORM);

/** The arguments that FROM lines may use: those declared before the first FROM, and the platform's. */
export function globalScope(source: Source): Scope {
  const scope: Scope = new Map();
  for (const name of PLATFORM_ARGS) set(scope, name, { value: PLATFORM[name], origin: 'platform', span: undefined });
  for (const instruction of source.dockerfile.metaArgs)
    for (const { key, value, token } of instruction.args)
      set(scope, key, {
        value: value === undefined ? undefined : valueOf(value, scope),
        origin: 'ARG',
        span: token.span,
      });
  return scope;
}

/** The variables that an instruction at `offset` sees; those of FROM lines are the global ones. */
export function scopeAt(source: Source, offset: number): Scope {
  const globals = globalScope(source);
  const at = stageAt(source.dockerfile, offset);
  const from = source.dockerfile.stages[at]?.from.node;
  if (!from || offset <= from.span.end) return globals;
  const scope: Scope = new Map();
  const chain = baseChain(source, at, globals);
  const root = source.dockerfile.stages[chain[0] ?? at];
  if (root) addImage(scope, source, valueOf(root.base, globals));
  for (const index of chain) {
    for (const instruction of source.dockerfile.stages[index]?.instructions ?? []) {
      if (instruction.node.span.start >= offset || (index === at && instruction.node.span.end >= offset)) break;
      declare(scope, instruction, globals);
    }
  }
  return scope;
}

/** Stage indexes from the one that starts from an image to `at`. */
function baseChain(source: Source, at: number, globals: Scope): number[] {
  const names = new Map<string, number>();
  const bases: number[] = [];
  for (const [index, stage] of source.dockerfile.stages.slice(0, at + 1).entries()) {
    bases.push(names.get(valueOf(stage.base, globals).toLowerCase()) ?? -1);
    if (stage.name) names.set(stage.name, index);
  }
  const chain: number[] = [];
  for (let index = at; index !== -1; index = bases[index] ?? -1) chain.push(index);
  return chain.toReversed();
}

function addImage(scope: Scope, source: Source, base: string): void {
  const full = fullReference(base);
  const config = full === undefined ? undefined : source.image(full, 'linux/amd64')?.config;
  for (const entry of config?.Env ?? []) {
    const equals = entry.indexOf('=');
    set(scope, entry.slice(0, equals), { value: entry.slice(equals + 1), origin: 'base image', span: undefined });
  }
}

function declare(scope: Scope, instruction: Instruction, globals: Scope): void {
  if (instruction.kind === 'arg') {
    for (const { key, value, token } of instruction.args) {
      // An argument never hides what ENV has set.
      if (scope.get(key)?.origin === 'ENV') continue;
      const known = value === undefined ? globals.get(key)?.value : valueOf(value, scope);
      set(scope, key, { value: known, origin: 'ARG', span: keySpan(token, key) });
    }
  }
  if (instruction.kind !== 'env') return;
  // Every value of one ENV is expanded with what was set before it.
  const values = instruction.pairs.map((pair) => valueOf(pair.value.value, scope));
  for (const [at, pair] of instruction.pairs.entries())
    set(scope, pair.key.value, { value: values[at], origin: 'ENV', span: pair.key.span });
}

function keySpan(token: Token, key: string): Span {
  return { start: token.span.start, end: Math.min(token.span.end, token.span.start + key.length) };
}

function set(scope: Scope, name: string, variable: Omit<Variable, 'name'>): void {
  // Moved to the end, so that what was set last is listed last.
  scope.delete(name);
  scope.set(name, { name, ...variable });
}

/** Longest value that is worked out: `ENV A=$A$A` doubles it with every line. */
const LONGEST = 4096;

/** A word with its variables replaced; the word as written when that fails or grows too long. */
export function valueOf(word: string, scope: Scope): string {
  const { result, error } = expand(word, (name) => scope.get(name)?.value);
  return error === undefined && result.length <= LONGEST ? result : word;
}
