import { array, object, optional, string } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';

const rules = array(string({ min: 1 }), { min: 1, description: 'ids of rules in kebab case' });

export default defineCheck({
  summary: 'Findings of build checks are cleared, or there (for hints).',
  withoutBuild: true,
  params: object({ absent: optional(rules), present: optional(rules) }),
  run({ absent, present }, { findings, dockerfile }) {
    if (dockerfile.error)
      return { status: 'error', message: 'BuildKit cannot read the Dockerfile', why: dockerfile.error.message };
    // notes without a rule are Drydock's own
    const wrong = findings.find(({ rule }) => rule && (absent?.includes('all') || absent?.includes(rule)));
    if (wrong)
      return {
        status: 'failed',
        message: `${wrong.rule ?? 'A build check'} reports line ${wrong.line}`,
        try: wrong.fixes?.[0] ? `${wrong.fixes[0].title}.` : 'Follow the advice of the finding.',
        why: wrong.message,
        file: wrong.file ?? 'Dockerfile',
        span: wrong.span,
      };
    const missing = present?.find((rule) => !findings.some((each) => each.rule === rule));
    return missing === undefined
      ? { status: 'passed', message: 'The findings are as asked' }
      : { status: 'failed', message: `${missing} reports nothing` };
  },
});
