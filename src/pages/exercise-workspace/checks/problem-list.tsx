import { Link } from '../../links.tsx';
import type { Diagnostic } from '../../../engine/base/diagnostic.ts';
import type { Files } from '../../../engine/grade/check.ts';
import { CheckList } from '../../../ui/check-list/check-list.tsx';
import { whereOf, type Where } from './verdict.ts';
import styles from '../outcome/outcome.module.css';

const LISTED = 40;
const STATES = { error: 'fail', warning: 'error', info: 'wait', 'not-simulated': 'unsim' } as const;
const WORDS = { error: 'error', warning: 'warning', info: 'note', 'not-simulated': 'not simulated' } as const;

interface ProblemListProps {
  problems: readonly Diagnostic[];
  files: Files;
  onGo(where: Where): void;
}

/** Errors of the text and findings of build checks, with links to their places and to the pages of the checks. */
export function ProblemList({ problems, files, onGo }: ProblemListProps) {
  if (problems.length === 0) return null;
  const rows = problems.slice(0, LISTED).map((problem, at) => {
    const where = whereOf(problem, files);
    return {
      id: `${problem.rule ?? ''} ${problem.span.start} ${at}`,
      state: STATES[problem.severity],
      word: WORDS[problem.severity],
      title: problem.message,
      why: (
        <>
          {where && (
            <a
              href="#editor"
              onClick={(event) => {
                event.preventDefault();
                onGo(where);
              }}
            >
              {where.file}, line {where.line}
            </a>
          )}
          {where && problem.rule && ' · '}
          {problem.rule && <Link to={`/rules/${problem.rule}/`}>why</Link>}
        </>
      ),
    };
  });
  return (
    <section aria-labelledby="problems-title">
      <h3 className={styles.section} id="problems-title">
        Problems <span>{problems.length}</span>
      </h3>
      <CheckList rows={rows} />
    </section>
  );
}
