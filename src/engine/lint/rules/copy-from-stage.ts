import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3022.hs; a number that is a stage, and a name with a tag or a slash (plainly an
// image, which BuildKit takes as well), are left alone.
export default defineRule({
  name: 'DL3022',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Let COPY --from name a stage that stands above it.',
  why: 'A name that is no stage is taken for an image: a misspelt stage makes the builder ask the registry for an image of that name.',
  *check({ dockerfile }) {
    const known = new Set<string>();
    for (const [index, { name, instructions }] of dockerfile.stages.entries()) {
      for (const instruction of instructions) {
        const from = instruction.kind === 'copy' ? instruction.from : undefined;
        const value = from?.value ?? '';
        if (!from || value === '' || known.has(value.toLowerCase()) || /[:/@$]/.test(value)) continue;
        if (/^\d+$/.test(value) && Number(value) < index) continue;
        yield at(
          instruction.node,
          `Name a stage that is defined above: no stage is called ${value}, so an image of that name is meant.`,
          {
            span: from.valueSpan ?? from.span,
          },
        );
      }
      if (name) known.add(name);
    }
  },
  bad: ['FROM golang:1.26 AS build\nFROM alpine:3.22\nCOPY --from=[|builder|] /app /app\n'],
  good: [
    'FROM golang:1.26 AS build\nFROM alpine:3.22\nCOPY --from=build /app /app\n',
    'FROM golang:1.26\nFROM alpine:3.22\nCOPY --from=0 /app /app\n',
    'FROM alpine:3.22\nCOPY --from=nginx:1.29 /etc/nginx /n\n',
  ],
});
