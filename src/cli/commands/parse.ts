import { parse } from '../../engine/dockerfile/index.ts';
import type { Dockerfile, Node } from '../../engine/dockerfile/syntax.ts';
import type { Command } from '../command.ts';
import { place } from '../dockerfile-input.ts';
import { readFlags } from '../flags.ts';
import { parseAnswer } from '../oracle/parse.ts';

const OPTIONS = { json: { type: 'boolean' } } as const;

export default {
  summary: 'show the instructions and stages of a Dockerfile',
  usage: `parse FILE [--json]

  FILE    a Dockerfile; - is standard input
  --json  everything the parser knows, in the format of the golden data

Status 0: it can be read, 1: it cannot.`,
  async run(args, io) {
    const { values, positionals } = readFlags(args, OPTIONS, ['FILE']);
    const file = positionals[0] ?? '-';
    const text = await io.read(file);
    const dockerfile = parse(text);
    if (values.json) await io.out(`${JSON.stringify(parseAnswer({ text }), undefined, 2)}\n`);
    else await io.out(listing(dockerfile, file));
    return dockerfile.error ? 1 : 0;
  },
} satisfies Command;

function listing(dockerfile: Dockerfile, file: string): string {
  const width = String(dockerfile.nodes.at(-1)?.endLine ?? 0).length;
  const stages = new Map(dockerfile.stages.map((stage, index) => [stage.line, stage.name ?? `stage-${index}`]));
  const lines = dockerfile.nodes.map((node) => {
    const stage = stages.get(node.line);
    const head = stage === undefined ? '' : `\nstage ${stage}\n`;
    return `${head}${String(node.line).padStart(width)}  ${describe(node)}`;
  });
  const directives = dockerfile.directives.map(({ name, value }) => `# ${name}=${value}`);
  const errors = dockerfile.errors.map(({ message, line }) => `${place(file, line)}${message}`);
  return `${[...directives, ...lines, ...(errors.length > 0 ? ['', ...errors] : [])].join('\n').trimStart()}\n`;
}

/** Keyword, flags and arguments, each argument quoted as it was understood. */
function describe(node: Node): string {
  const form = node.json ? ' (exec form)' : '';
  const heredocs = node.heredocs.map(({ name, content }) => `<<${name}: ${content.split('\n').length - 1} lines`);
  const words = [...node.flags.map(({ text }) => text), ...argumentsOf(node), ...heredocs];
  return `${node.keyword.value}${form} ${words.join(' ')}`.trimEnd();
}

function argumentsOf(node: Node): string[] {
  const texts = node.args.map(({ value }) => JSON.stringify(value));
  if (node.name !== 'env' && node.name !== 'label') return texts;
  // Name, value and `=` (or nothing) in turn.
  return texts.flatMap((text, at) => (at % 3 === 0 ? [`${text}=${texts[at + 1] ?? ''}`] : []));
}
