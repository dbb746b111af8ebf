import type { Token } from '../../base/span.ts';
import { quote } from '../../dockerfile/index.ts';
import { atVisit } from '../visits.ts';
import { defineRule } from '../rule.ts';

const WORDS = 'apikey|auth|credential|credentials|key|password|pword|passwd|secret|token';
const SECRET = new RegExp(`(?:_|^)(?:${WORDS})(?:_|$)`, 'i');
const PUBLIC = /(?:_|^)(?:public|file|version)(?:_|$)/i;

/** The name of an ARG; its token is `name` or `name=value`. */
function named({ key, token }: { readonly key: string; readonly token: Token }): Token {
  return { value: key, span: { start: token.span.start, end: token.span.start + key.length } };
}

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'SecretsUsedInArgOrEnv',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Pass secrets with RUN --mount=type=secret.',
  why: 'ARG and ENV values stand in the history or the config of the image, where everyone who pulls it can read them.',
  *check({ evaluation }) {
    for (const visit of evaluation.visits) {
      const { instruction } = visit;
      if (instruction.kind !== 'env' && instruction.kind !== 'arg') continue;
      const words = instruction.kind === 'env' ? instruction.pairs.map(({ key }) => key) : instruction.args.map(named);
      for (const [index, key] of (visit.expanded['keys'] ?? []).entries()) {
        if (!SECRET.test(key) || PUBLIC.test(key)) continue;
        const word = instruction.kind.toUpperCase();
        const message = `Do not use ARG or ENV instructions for sensitive data (${word} ${quote(key)})`;
        const span = visit.onBuild ? undefined : words[index]?.span;
        yield atVisit(visit, message, span ? { span } : {});
      }
    }
  },
  bad: ['FROM scratch\nARG [|AWS_SECRET_ACCESS_KEY|]\n', 'FROM scratch\nENV [|API_TOKEN|]=abc\n'],
  good: [
    'FROM scratch\nARG TOKEN_FILE\n',
    'FROM alpine:3.22\nRUN --mount=type=secret,id=token cat /run/secrets/token\n',
  ],
});
