import { formatBytes } from '../../engine/base/bytes.ts';
import { fullReference } from '../../engine/dockerfile/index.ts';
import type { PlanStage, PlanStep } from '../../engine/dockerfile/plan.ts';
import type { Node } from '../../engine/dockerfile/syntax.ts';
import type { Hover } from './answer.ts';
import { PLATFORM_ARGS, globalScope, scopeAt, valueOf } from './scope.ts';
import { stageAt } from './source.ts';
import type { Source } from './source.ts';
import { namedAt } from './symbol.ts';
import type { Named } from './symbol.ts';
import { INSTRUCTION_WORDS } from './words.ts';

/** What the step, image, stage or variable at `offset` is, with values worked out. Findings are not repeated: they are markers. */
export function hover(source: Source, offset: number): Hover | undefined {
  const named = namedAt(source, offset);
  const parts = named ? partsOf(source, named) : [];
  return named && parts.length > 0 ? { span: named.span, parts } : undefined;
}

function partsOf(source: Source, named: Named): string[] {
  switch (named.kind) {
    case 'variable':
      return variableParts(source, named.name, named.node);
    case 'stage':
      return stageParts(source, named.index);
    case 'image':
      return imageParts(source, named.reference);
    case 'instruction':
      return instructionParts(source, named.node);
  }
}

function variableParts(source: Source, name: string, node: Node): string[] {
  // Inside its own ARG or ENV the value is the one that the instruction gives.
  const declares = node.name === 'arg' || node.name === 'env';
  const variable =
    scopeAt(source, declares ? node.span.end + 1 : node.span.start).get(name) ??
    scopeAt(source, node.span.start).get(name);
  if (variable) {
    const { value, origin } = variable;
    const from =
      origin === 'platform' ? 'set by the builder' : `from ${origin === 'base image' ? 'the base image' : origin}`;
    return [value === undefined ? `\`${name}\` has no value (${from})` : `\`${name}\` = ${code(value)} (${from})`];
  }
  if (node.name === 'run') return [`\`${name}\` is no ARG or ENV here; the shell looks it up when the command runs.`];
  const declared = globalScope(source).has(name) || PLATFORM_ARGS.includes(name);
  return [
    declared
      ? `\`${name}\` is empty here: it is visible in this stage after \`ARG ${name}\`.`
      : `\`${name}\` is not set here and becomes an empty text.`,
  ];
}

function stageParts(source: Source, index: number): string[] {
  const stage = source.dockerfile.stages[index];
  if (!stage) return [];
  const plan = planOf(source, stage.from.node);
  const title = `Stage **${escaped(stage.from.alias?.value ?? String(index))}** from ${code(valueOf(stage.base, globalScope(source)))}`;
  return [title, ...(stage.doc ? [escaped(stage.doc)] : []), ...(plan ? [roleOf(source, plan)] : [])];
}

function planOf(source: Source, from: Node): PlanStage | undefined {
  return source.evaluation.stages.find((stage) => stage.from?.node === from);
}

function roleOf(source: Source, plan: PlanStage): string {
  if (plan.isTarget) return 'The target: what this stage holds at its end ships.';
  if (!plan.reachable) return 'Skipped: the target needs nothing of it.';
  const users = source.evaluation.stages.filter((stage) => stage.reachable && stage.deps.includes(plan.index));
  const names = users.slice(0, 5).map((stage) => (stage.isTarget ? 'the target' : stage.name));
  return names.length > 0 ? `Built: needed by ${names.join(', ')}.` : 'Built.';
}

function imageParts(source: Source, reference: string): string[] {
  if (reference.toLowerCase() === 'scratch')
    return ['**scratch**: an empty image. No files, no user database, no shell, no certificates.'];
  const full = fullReference(reference);
  if (full === undefined) return [];
  const facts = source.image(full, 'linux/amd64');
  if (!facts) return [code(full), 'Not in the catalogue: its contents are not simulated.'];
  const { config, size, assumed, shell, libc } = facts;
  const shellText = shell === null ? 'no shell' : `/bin/sh is ${shell}`;
  const details = [
    `user ${config.User ? code(config.User) : '`root`'}`,
    `working directory ${code(config.WorkingDir || '/')}`,
    shellText,
    ...(libc === null ? [] : [libc]),
  ];
  const start = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  return [
    `${code(full)} ${assumed ? '≈\u00a0' : ''}${formatBytes(size)}, linux/amd64`,
    details.join(' · '),
    ...(start.length > 0 ? [`Starts ${code(start.join(' '))}`] : []),
  ];
}

function instructionParts(source: Source, node: Node): string[] {
  const words = INSTRUCTION_WORDS[node.name];
  const does = words ? [words.does] : [];
  if (node.name === 'from') {
    const at = stageAt(source.dockerfile, node.span.start);
    return [...does, ...stageParts(source, at)];
  }
  const step = source.evaluation.steps.find((one) => one.instruction?.node === node);
  return [...does, ...(step ? stepParts(source, step) : resolvedParts(source, node))];
}

function stepParts(source: Source, step: PlanStep): string[] {
  const built = source.steps.find((one) => one.name === step.name && one.line === step.line);
  const outcome =
    built &&
    `Last build: ${OUTCOMES[built.status]}${built.status === 'ran' ? `, +\u00a0${formatBytes(built.size)}` : ''}.`;
  return [code(step.name), ...detailOf(source, step), ...(outcome ? [outcome] : [])];
}

const OUTCOMES = {
  ran: 'ran',
  cached: 'from the cache',
  failed: 'failed',
  canceled: 'stopped because another step failed',
};

function detailOf(source: Source, step: PlanStep): string[] {
  if (step.kind === 'run') {
    const mounts = step.mounts.map(
      (mount) => `- ${mount.type} at ${code(mount.target)}${sourceOf(source, mount.from)}`,
    );
    return [
      `Runs in ${code(step.cwd)} as ${code(step.user || 'root')}`,
      ...(mounts.length > 0 ? [mounts.join('\n')] : []),
    ];
  }
  if (step.kind === 'workdir') return [`Working directory from here on: ${code(step.path)}`];
  if (step.kind === 'from') return [];
  const what = [...step.sources, ...step.contents.map((content) => content.path)].slice(0, 8).map(code).join(', ');
  const origin = step.from === undefined ? ' from the context' : sourceOf(source, step.from);
  return [`Copies ${what}${origin} to ${code(step.dest)}${step.chown ? `, owner ${code(step.chown)}` : ''}`];
}

function sourceOf(source: Source, from: number | string | undefined): string {
  if (from === undefined) return '';
  if (typeof from === 'string') return ` from image ${code(from)}`;
  return ` from stage ${code(source.evaluation.stages[from]?.name || String(from))}`;
}

/** Instructions without a step of their own: the arguments with variables replaced. */
function resolvedParts(source: Source, node: Node): string[] {
  const text = node.original.replace(/^\s*\S+\s*/, '').slice(0, 500);
  if (!text.includes('$') || node.json) return [];
  return [`Here: ${code(valueOf(text, scopeAt(source, node.span.start)))}`];
}

function code(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 199)}…` : text;
  const line = short.replace(/[\r\n]+/g, ' ');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line || ' '}\``;
}

/** Text of the learner inside Markdown. */
function escaped(text: string): string {
  return text.slice(0, 300).replace(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&');
}
