import { suggestion } from '../suggestion.ts';
import { at, defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'UndefinedArgInFrom',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Declare the variables of FROM with ARG above the first FROM.',
  why: 'FROM sees only arguments declared before the first stage. An undeclared one is empty, and `alpine:` is no image name.',
  *check({ evaluation }) {
    for (const { instruction, undefinedVars } of evaluation.fromVisits) {
      for (const { name, known } of undefinedVars) {
        const { base, platform, node } = instruction;
        const span = platform?.value?.includes(name) ? (platform.valueSpan ?? platform.span) : base.span;
        yield at(node, `FROM argument '${name}' is not declared${suggestion(name, known)}`, { span });
      }
    }
  },
  bad: ['ARG VERSION=3.22\nFROM alpine:${VERSION}\nFROM [|alpine:${VERSIO:-3.22}|]\n'],
  good: ['ARG VERSION=3.22\nFROM alpine:${VERSION}\n', 'FROM --platform=$BUILDPLATFORM alpine:3.22\n'],
});
