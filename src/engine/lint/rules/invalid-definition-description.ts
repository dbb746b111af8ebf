import type { Node } from '../../dockerfile/syntax.ts';
import { parsedNodes } from '../visits.ts';
import { at, defineRule } from '../rule.ts';

/** Names that a comment above may describe: the keys of ARG, the name of a stage. */
function described({ name, args }: Node): string[] {
  if (name === 'arg') return args.map(({ value }) => value.split('=')[0] ?? '');
  return name === 'from' && args[2] ? [args[2].value.toLowerCase()] : [];
}

// moby/buildkit frontend/dockerfile/instructions/parse.go
export default defineRule({
  name: 'InvalidDefinitionDescription',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Begin a description with the name it describes.',
  why: '`docker build --call=outline` shows the comment above an ARG or a stage as its description, but only if it starts with the name.',
  experimental: true,
  *check(input) {
    for (const node of parsedNodes(input)) {
      const keys = described(node);
      const comment = node.comments.at(-1)?.text;
      if (keys.length === 0 || comment === undefined || keys.includes(comment.split(' ')[0] ?? '')) continue;
      const name = keys.length > 1 ? '<arg_key>' : keys[0];
      const message = `Comment for ${node.name.toUpperCase()} should follow the format: \`# ${name} <description>\``;
      yield at(node, message);
    }
  },
  bad: ['# check=experimental=InvalidDefinitionDescription\n# the version\n[|ARG|] VERSION=1\nFROM scratch\n'],
  good: [
    '# check=experimental=InvalidDefinitionDescription\n# VERSION of the tool\nARG VERSION=1\nFROM scratch\n',
    '# the version\nARG VERSION=1\nFROM scratch\n',
  ],
});
