import { cleanPath, isExcluded, quote } from '../../dockerfile/index.ts';
import { atVisit } from '../visits.ts';
import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'CopyIgnoredFile',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Copy no file that .dockerignore keeps out.',
  why: 'The builder never gets the file: COPY fails with "not found", or a folder arrives without it.',
  *check({ evaluation, ignore }) {
    // with a `!` pattern the verdict on a folder is not the verdict on its files, so BuildKit keeps silent
    if (!ignore || ignore.error !== undefined || ignore.patterns.some((pattern) => pattern.startsWith('!'))) return;
    const everything = ignore.patterns.some((pattern) => pattern === '*' || pattern === '**' || pattern === '**/*');
    for (const visit of evaluation.visits) {
      const { instruction } = visit;
      if (instruction.kind !== 'copy' && instruction.kind !== 'add') continue;
      const verb = instruction.kind === 'copy' ? 'Copy' : 'Add';
      const sources = visit.expanded['contextSources'] ?? [];
      // Addresses of ADD are not among them; then it is open which word stands where.
      const hasTokens = !visit.onBuild && sources.length === instruction.sources.length;
      for (const [index, written] of sources.entries()) {
        const source = cleanPath(written);
        if ((source === '.' || source === '/') && !everything) continue;
        if (!isExcluded(ignore, source)) continue;
        const span = hasTokens ? instruction.sources[index]?.span : undefined;
        yield atVisit(
          visit,
          `Attempting to ${verb} file ${quote(source)} that is excluded by .dockerignore`,
          span ? { span } : {},
        );
      }
    }
  },
  bad: [{ text: 'FROM scratch\nCOPY [|./tmp/Dockerfile|] /\n', dockerignore: '*/tmp/*\ntmp\n' }],
  good: [
    { text: 'FROM scratch\nCOPY forever.txt /\n', dockerignore: 'tmp\n' },
    { text: 'FROM scratch\nCOPY tmp/a /\n', dockerignore: 'tmp\n!tmp/a\n' },
  ],
});
