import type { ReactNode } from 'react';
import type { CheckSpec } from '../../../engine/grade/check.ts';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import { CheckList } from '../../../ui/check-list/check-list.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Answers, Lead } from '../../../ui/headline/headline.tsx';
import { SizeBars } from '../../../ui/size-bars/size-bars.tsx';
import { Words } from '../../../ui/inline-code/text-with-code.tsx';
import type { ExamineAnswer } from '../../../worker/client.ts';
import { checkRows, sizeGoal, type Verdict, type Where } from './verdict.ts';
import styles from '../outcome/outcome.module.css';
import { StageSection } from './stage-section.tsx';

interface ChecksTabProps {
  checks: readonly CheckSpec[];
  answer: ExamineAnswer | undefined;
  verdict: Verdict | undefined;
  /** Leads when the text as it stands has no answer. */
  failed?: ReactNode;
  /** The verdict has become so in this session. */
  fresh?: boolean;
  /** False while the drawing of the stages would give an answer away. */
  stages?: boolean;
  /** True while the reasons of the checks would. */
  secret?: boolean;
  onGo(where: Where): void;
  /** What follows the leading verdict: the next step, or a way on. */
  after?: ReactNode;
  /** At the end: what to do in case of disagreement. */
  end?: ReactNode;
}

/** The leading verdict, size, all checks, stages. */
export function ChecksTab(props: ChecksTabProps) {
  const { checks, answer, verdict, failed, fresh = false, stages = true, secret = false, onGo, after, end } = props;
  return (
    <>
      {failed}
      {failed && answer && <p className="cap">What follows belongs to the text before.</p>}
      {verdict && !failed ? (
        <VerdictLead key={verdict.state} verdict={verdict} fresh={fresh} onGo={onGo}>
          {after}
        </VerdictLead>
      ) : failed ? null : (
        <>
          <p className={`${styles.waiting} needs-script`}>Checking begins as soon as the simulator is loaded.</p>
          <noscript>Building and checking run in this page and need JavaScript.</noscript>
        </>
      )}
      {answer && <SizeSection view={answer.view} checks={checks} />}
      <section aria-labelledby="checks-title">
        <h3 className={styles.section} id="checks-title">
          Checks
        </h3>
        <CheckList rows={checkRows(checks, answer, secret)} />
      </section>
      {answer && stages && <StageSection view={answer.view} />}
      {end}
    </>
  );
}

interface VerdictLeadProps {
  verdict: Verdict;
  fresh?: boolean;
  onGo(where: Where): void;
  children?: ReactNode;
}

/** What leads the pane, with Try, Why and a link to the place. */
export function VerdictLead({ verdict, fresh = false, onGo, children }: VerdictLeadProps) {
  const { where } = verdict;
  return (
    <Lead state={verdict.state} fresh={fresh} kind={verdict.kind} title={<Words text={verdict.title} />}>
      <Answers
        of={[
          ['Try', verdict.try && <Words key="try" text={verdict.try} />],
          ['Why', verdict.why && <Words key="why" text={verdict.why} />],
          [
            'Where',
            where && (
              <a
                key="where"
                href="#editor"
                onClick={(event) => {
                  event.preventDefault();
                  onGo(where);
                }}
              >
                {where.file}, line {where.line}
              </a>
            ),
          ],
        ]}
      />
      {children}
    </Lead>
  );
}

/** The image against the starter's, and the goal as a line on both bars. */
export function SizeSection({ view, checks }: { view: EvidenceView; checks: readonly CheckSpec[] }) {
  const { image, starter } = view;
  if (!image) return null;
  const goal = sizeGoal(checks, starter?.size);
  const met = goal !== undefined && image.size <= goal;
  const smaller = starter ? 100 * (1 - image.size / starter.size) : 0;
  const assumed = image.assumed || starter?.assumed === true;
  return (
    <section aria-labelledby="size-title">
      <h3 className={styles.section} id="size-title">
        Size <span>uncompressed{assumed && ', ≈ assumed'}</span>
      </h3>
      <SizeBars
        goal={goal}
        bars={[
          ...(starter ? [{ label: 'starter', size: starter.size, assumed: starter.assumed }] : []),
          { label: 'now', size: image.size, assumed: image.assumed, tone: met ? 'met' : 'now' },
        ]}
      />
      {goal === undefined ? (
        smaller >= 1 && <p className="cap">{percent(smaller)} smaller.</p>
      ) : (
        <p className={styles.goal}>
          goal: {formatBytes(goal)} at most
          {met
            ? `, met with ${formatBytes(goal - image.size)} to spare.`
            : `. ${formatBytes(image.size - goal)} to go.`}
          {smaller >= 1 && ` ${percent(smaller)} smaller.`}
        </p>
      )}
    </section>
  );
}

function percent(value: number): string {
  return `${value > 99 && value < 100 ? Math.floor(value * 10) / 10 : Math.round(value * 10) / 10}\u00a0%`;
}
