import { imageReference } from '../image-reference.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3007.hs
export default defineRule({
  name: 'DL3007',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Pin a version instead of latest.',
  why: '`latest` is a tag like any other and moves without notice; a build that worked yesterday can fail today with no change in the file.',
  *check({ dockerfile }) {
    for (const { from } of dockerfile.stages) {
      const image = imageReference(from.base.value);
      if (image?.tag === 'latest' && !image.digest) {
        yield at(from.node, `Name a version of ${image.name}: "latest" moves without notice.`, {
          span: from.base.span,
        });
      }
    }
  },
  bad: ['FROM [|debian:latest|]\n'],
  good: [
    'FROM debian:13\n',
    'FROM debian:latest@sha256:0123456789012345678901234567890123456789012345678901234567890123\n',
  ],
});
