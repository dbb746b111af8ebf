import { formatBytes } from '../../base/bytes.ts';
import { number, object, optional } from '../../base/schema.ts';
import { fileCount } from '../../files/index.ts';
import { defineCheck } from '../check.ts';
import type { Evidence } from '../check.ts';
import { found } from '../image/image-search.ts';
import { bytesOf, globs, size } from '../params.ts';

export default defineCheck({
  summary: 'What is sent to the builder after .dockerignore.',
  withoutBuild: true,
  params: object({
    has: optional(globs),
    lacks: optional(globs),
    max: optional(size),
    files: optional(number({ min: 0 })),
  }),
  run({ has, lacks, max, files }, evidence) {
    const { sent } = evidence.build;
    const place = { file: evidence.attempt.files['.dockerignore'] ? '.dockerignore' : 'Dockerfile' };
    const leaked = lacks?.find((pattern) => sentMatches(evidence, pattern) > 0);
    if (leaked !== undefined)
      return {
        status: 'failed',
        message: `${leaked} is sent to the builder`,
        try: `Keep it out with a line in .dockerignore.`,
        why: `${sentMatches(evidence, leaked)} files match; the context has ${sent.files} files, ${formatBytes(sent.bytes)}.`,
        ...place,
      };
    const missing = has?.find((pattern) => sentMatches(evidence, pattern) === 0);
    if (missing !== undefined)
      return {
        status: 'failed',
        message: `${missing} is not sent to the builder`,
        try: 'Let it through with a narrower pattern or a line that begins with an exclamation mark in .dockerignore.',
        ...place,
      };
    const state = `The context has ${sent.files} files, ${formatBytes(sent.bytes)}`;
    if (max !== undefined && sent.bytes > bytesOf(max))
      return {
        status: 'failed',
        message: `${state}: more than ${formatBytes(bytesOf(max))}`,
        try: largestAdvice(evidence),
        ...place,
      };
    if (files !== undefined && sent.files > files)
      return {
        status: 'failed',
        message: `${state}: more than ${files} files`,
        try: largestAdvice(evidence),
        ...place,
      };
    return { status: 'passed', message: state };
  },
});

/** Number of files that match, those that a bulk folder stands for included. */
function sentMatches({ build }: Evidence, pattern: string): number {
  const path = `/${pattern.replace(/^\//, '')}`;
  const matches = [...found(build.sent.tree, path), ...found(build.sent.tree, `${path.replace(/\/$/, '')}/**`)];
  return matches.reduce((sum, { entry }) => sum + fileCount(entry), 0);
}

function largestAdvice({ build }: Evidence): string {
  let name = '';
  let bytes = -1;
  for (const [path, entry] of build.sent.tree.walk('/')) {
    const weight = entry.bulk?.size ?? entry.size;
    if (weight > bytes) [name, bytes] = [path.slice(1), weight];
  }
  return `Exclude what no step needs: the largest entry is ${name} with ${formatBytes(Math.max(0, bytes))}.`;
}
