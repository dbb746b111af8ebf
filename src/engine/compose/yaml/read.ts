import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, type Document, type Node } from 'yaml';
import { lineStarts, position } from '../../base/span.ts';
import { invalid, isMapping, mapping, type Loaded, type Mapping, type Refused, type Value } from '../value.ts';
import { plainScalar } from './scalar.ts';
import { syntaxError } from './syntax-error.ts';

/** One document of a compose file. */
export interface Read {
  readonly value: Value;
  /** Paths that carry `!reset` or `!override`: what came before is dropped there. */
  readonly resets: readonly (readonly string[])[];
}

/** Most nodes that aliases may unfold to; beyond it a file is a bomb. */
const MOST_NODES = 50_000;
/** Deepest nesting that go-yaml reads. Source: yaml.v3 scannerc.go max_flow_level, max_indents. */
const DEEPEST = 1000;

/**
 * The documents of a YAML text as gopkg.in/yaml.v3 and compose's ResetProcessor read them: anchors, merge keys, duplicate keys
 * refused, aliases that contain themselves refused. Source: compose-go loader/reset.go, yaml.v3 decode.go.
 */
export function readYaml(source: string): Loaded<readonly Read[]> {
  const documents = parseAllDocuments(source, {
    uniqueKeys: false,
    schema: 'failsafe',
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return { ok: true, value: [] };
  const read: Read[] = [];
  for (const document of documents as readonly Document.Parsed[]) {
    const broken = syntaxError(source, document);
    if (broken !== undefined) return invalid(broken);
    if (document.contents === null) continue;
    if (isScalar(document.contents) && document.contents.source === '' && !document.directives.docStart) continue;
    const reader = createReader(source);
    const value = reader.value(document.contents, []);
    const refused = reader.refused();
    if (refused) return refused;
    read.push({ value, resets: reader.resets });
  }
  return { ok: true, value: read };
}

interface Reader {
  readonly resets: (readonly string[])[];
  value(node: unknown, path: readonly string[]): Value;
  refused(): Refused | undefined;
}

interface Reading {
  /** Where lines begin. */
  readonly starts: readonly number[];
  readonly anchors: Map<string, Node>;
  /** Nodes that aliases unfold to at this moment, with the place of the alias. */
  readonly unfolding: Map<Node, string>;
  readonly resets: (readonly string[])[];
  readonly problems: string[];
  readonly unmarshal: string[];
  nodes: number;
}

function createReader(source: string): Reader {
  const reading: Reading = {
    starts: lineStarts(source),
    anchors: new Map(),
    unfolding: new Map(),
    resets: [],
    problems: [],
    unmarshal: [],
    nodes: 0,
  };
  return {
    resets: reading.resets,
    value: (node, path) => valueOf(reading, node, path),
    refused() {
      const [first] = reading.problems;
      if (first !== undefined) return invalid(first);
      return reading.unmarshal.length > 0
        ? invalid(['yaml: unmarshal errors:', ...reading.unmarshal.map((line) => `  ${line}`)].join('\n'))
        : undefined;
    },
  };
}

function lineOf({ starts }: Reading, node: unknown): number {
  const range = (node as { range?: readonly number[] | null }).range ?? [0];
  return position(starts, range[0] ?? 0).line;
}

/** The value of a node; undefined nodes (`!reset`) are left out by the caller. */
function valueOf(reading: Reading, node: unknown, path: readonly string[]): Value {
  reading.nodes++;
  if (reading.problems.length > 0) return null;
  if (reading.nodes > MOST_NODES || path.length > DEEPEST) {
    reading.problems.push('yaml: document contains excessive aliasing');
    return null;
  }
  if (isAlias(node)) return aliasOf(reading, node.source, path);
  if (isScalar(node) || isMap(node) || isSeq(node)) {
    if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
    if (node.tag === '!override') reading.resets.push(path);
  }
  if (isScalar(node)) return scalarOf(node);
  if (isSeq(node))
    return node.items.flatMap((item, at) =>
      isReset(reading, item, [...path, String(at)]) ? [] : [valueOf(reading, item, [...path, String(at)])],
    );
  return isMap(node) ? mapOf(reading, node.items, path) : null;
}

function isReset(reading: Reading, node: unknown, path: readonly string[]): boolean {
  const reset = (isScalar(node) || isMap(node) || isSeq(node)) && node.tag === '!reset';
  if (reset) reading.resets.push(path);
  return reset;
}

function aliasOf(reading: Reading, name: string, path: readonly string[]): Value {
  const target = reading.anchors.get(name);
  if (!target) {
    reading.problems.push(`yaml: unknown anchor '${name}' referenced`);
    return null;
  }
  const here = path.filter((part) => part !== '<<').join('.');
  const outer = reading.unfolding.get(target);
  if (outer !== undefined) {
    reading.problems.push(`cycle detected: node at path ${here} references node at path ${outer}`);
    return null;
  }
  reading.unfolding.set(target, here);
  const value = valueOf(reading, target, path);
  reading.unfolding.delete(target);
  return value;
}

function scalarOf(node: { value: unknown; source?: string; type?: string; tag?: string }): Value {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (node.tag === 'tag:yaml.org,2002:str' || node.tag === '!!str') return text;
  if (node.type !== undefined && node.type !== 'PLAIN') return text;
  return plainScalar(text);
}

/** A mapping with its merge keys: what it says itself goes first, then what it merges, the first of a list wins. */
function mapOf(reading: Reading, items: readonly unknown[], path: readonly string[]): Value {
  const own = mapping();
  const merged: Mapping[] = [];
  const lines = new Map<string, number>();
  for (const pair of items) {
    if (!isPair(pair)) continue;
    const key = keyOf(reading, pair.key, path);
    if (key === undefined) continue;
    const line = lineOf(reading, pair.key);
    if (lines.has(key))
      reading.unmarshal.push(
        `line ${line}: mapping key ${JSON.stringify(key)} already defined at line ${lines.get(key) ?? 0}`,
      );
    else lines.set(key, line);
    if (key === '<<' && isScalar(pair.key) && (pair.key.type === undefined || pair.key.type === 'PLAIN')) {
      merged.push(...mergedBy(reading, pair.value, path));
      continue;
    }
    if (!isReset(reading, pair.value, [...path, key])) own[key] = valueOf(reading, pair.value, [...path, key]);
  }
  for (const other of merged) for (const [key, value] of Object.entries(other)) if (!(key in own)) own[key] = value;
  return own;
}

function keyOf(reading: Reading, node: unknown, path: readonly string[]): string | undefined {
  const value = valueOf(reading, node, path);
  if (typeof value === 'string') return value;
  if (isMapping(value) || Array.isArray(value)) {
    reading.problems.push(`yaml: invalid map key: ${goSyntax(value)}`);
    return undefined;
  }
  const shown = value === null ? '<nil>' : String(value);
  reading.problems.push(`Non-string key ${path.length === 0 ? 'at top level' : `in ${path.join('.')}`}: ${shown}`);
  return undefined;
}

function mergedBy(reading: Reading, node: unknown, path: readonly string[]): Mapping[] {
  const value = valueOf(reading, node, [...path, '<<']);
  const all = Array.isArray(value) ? value : [value];
  if (all.every(isMapping)) return all;
  if (reading.problems.length === 0)
    reading.problems.push('yaml: map merge requires map or sequence of maps as the value');
  return [];
}

/** Go's `%#v` of a value. */
function goSyntax(value: Value): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isMapping(value)) return String(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${goSyntax(one)}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}
