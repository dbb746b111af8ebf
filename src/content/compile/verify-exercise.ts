import { checkKinds, plugins } from '../../engine/grade/check-kinds.ts';
import { formatBytes, parseBytes } from '../../engine/base/bytes.ts';
import type { World } from '../../engine/builder/result.ts';
import type { Result } from '../../engine/grade/check.ts';
import { createMemo, examine, grade, hints } from '../../engine/grade/index.ts';
import type { Answer, ExerciseCase } from './case.ts';
import { DISTANCE } from './complaint.ts';
import type { Complaint, Graded } from './complaint.ts';
import { signature } from './signature.ts';
import { editComplaints, globComplaints, predictionComplaints, rightAnswer, timeComplaints } from './verify-checks.ts';

/**
 * Everything that is wrong with an exercise: a starter that passes, a solution that fails, a check nobody can fail, a hint that
 * nothing triggers. An empty list is the proof that it can be published. Deterministic; takes about a tenth of a second.
 */
export function verifyExercise(world: World, subject: ExerciseCase): readonly Complaint[] {
  const memo = createMemo();
  const judged = (answer: Answer): Graded => {
    const attempt = { files: answer.files, log: answer.log, answers: answer.answers };
    const evidence = examine(world, { exercise: answer.spec, attempt, kinds: checkKinds, plugins }, memo);
    return { answer, evidence, results: grade(answer.spec, evidence), hints: hints(answer.spec, evidence) };
  };
  const starter = judged(subject.starter);
  const solution = judged(subject.solution);
  const accepts = subject.accepts.map(judged);
  const rejects = subject.rejects.map(judged);
  const triggers = [starter, ...rejects, ...subject.hints.map(judged)];
  return [
    ...starterComplaints(starter),
    ...[solution, ...accepts].flatMap(rightComplaints),
    ...(changesNothing(subject) ? [] : sameComplaints([solution, ...accepts])),
    ...rejects.flatMap((reject) => rejectComplaints(reject)),
    ...proofComplaints(subject),
    ...hintComplaints(subject, { triggers, right: [solution, ...accepts] }),
    ...predictionComplaints(solution),
    ...[solution, ...accepts].flatMap(timeComplaints),
    ...[editComplaints, globComplaints].flatMap((find) => find([starter, solution, ...accepts, ...rejects])),
    ...wordingComplaints(subject),
  ];
}

/** True for an exercise that asks for predictions alone: there is one right answer to each. */
function changesNothing({ starter, solution }: ExerciseCase): boolean {
  return solution.log.length === 0 && JSON.stringify(starter.files) === JSON.stringify(solution.files);
}

/** True for the check of a prediction that waits for an answer. */
function isUnanswered({ answer }: Graded, { check, status }: Result): boolean {
  const spec = answer.spec.checks.find(({ id }) => id === check);
  return status === 'error' && spec?.kind === 'prediction';
}

/** True for the check of a machine on which its container is not there yet, or no longer. */
function isWaiting({ answer }: Graded, { check, status }: Result): boolean {
  const spec = answer.spec.checks.find(({ id }) => id === check);
  return status === 'error' && checkKinds.get(spec?.kind ?? '')?.machine === true;
}

function starterComplaints(graded: Graded): Complaint[] {
  const { results } = graded;
  const where = 'starter';
  if (results.every(({ status }) => status === 'passed'))
    return [{ where, message: 'is already solved: at least one check must fail on it' }];
  const open = (result: Result): boolean =>
    result.status === 'failed' || isUnanswered(graded, result) || isWaiting(graded, result);
  if (!results.some(open))
    return [{ where, message: `fails no check: ${list(results)}. At least one must be failed, not an error` }];
  return [];
}

function rightComplaints({ answer, results, evidence }: Graded): Complaint[] {
  const wrong = results.filter(({ status }) => status !== 'passed');
  const failing = wrong.map((result) => ({
    where: answer.path,
    message: `must pass ${result.check}, which is ${result.status}: ${result.message}${result.why ? ` (${result.why})` : ''}${rightAnswer({ answer, evidence }, result.check)}`,
  }));
  const { image } = evidence.build;
  const tight = answer.spec.checks.flatMap((check) => {
    const max = check.kind === 'image-size' ? parseBytes(String((check.with as { max?: string }).max)) : undefined;
    if (max === undefined || !image?.assumed || image.size <= max * (1 - DISTANCE)) return [];
    const message = `has ≈ ${formatBytes(image.size)}, within 15 % of the goal of ${check.id}: part of the size is assumed, so the goal needs more distance`;
    return [{ where: answer.path, message }];
  });
  return [...failing, ...tight];
}

function sameComplaints(right: readonly Graded[]): Complaint[] {
  const seen = new Map<string, string>();
  const complaints: Complaint[] = [];
  for (const { answer, evidence } of right) {
    const key = [signature(evidence.build), ...answer.log.map(({ text }) => text), ...played(answer)].join('\n');
    const other = seen.get(key);
    if (other !== undefined) {
      const message = `does the same as ${other}: only names, order or comments differ`;
      complaints.push({ where: answer.path, message });
    }
    seen.set(key, other ?? answer.path);
  }
  if (right.length < 3)
    complaints.push({ where: 'accepts', message: `holds ${right.length - 1} other right answers; two are needed` });
  return complaints;
}

/** Files that commands may read on a machine: compose files and scripts, which no build shows. */
function played({ files, log, spec }: Answer): readonly string[] {
  if (!spec.checks.some(({ kind }) => checkKinds.get(kind)?.machine)) return [];
  const edited = log.flatMap((entry) => Object.entries(entry.files ?? {}));
  return [...Object.entries(files), ...edited].flatMap(([path, file]) =>
    path.includes('Dockerfile') ? [] : [`${path}\n${file?.text ?? ''}`],
  );
}

/** `rejects/small--with-cache` is about the check `small`. */
function checkOf(answer: Answer): string {
  return answer.name.split('--')[0] ?? '';
}

function rejectComplaints(graded: Graded): Complaint[] {
  const { answer, results, evidence } = graded;
  const where = answer.path;
  const own = results.find(({ check }) => check === checkOf(answer));
  if (!own) return [{ where, message: `is named after no check of the exercise` }];
  if (own.status !== 'failed')
    return [
      {
        where,
        message: `must fail ${own.check}, which is ${own.status}: ${own.message}${own.why ? ` (${own.why})` : ''}`,
      },
    ];
  const implied = answer.spec.checks.find(({ id }) => id === own.check)?.implies ?? [];
  const others = results.filter((result) => {
    const { check, status } = result;
    if (check === own.check || status === 'passed' || implied.includes(check)) return false;
    return status !== 'error' || (evidence.build.ok && !isWaiting(graded, result));
  });
  return others.map((other) => ({
    where,
    message: `must fail ${own.check} alone, but ${other.check} is ${other.status} too: ${other.message} (or let ${own.check} imply it)`,
  }));
}

function proofComplaints({ exercise, rejects }: ExerciseCase): Complaint[] {
  return exercise.spec.checks
    .filter(({ id }) => !rejects.some((reject) => checkOf(reject) === id))
    .map(({ id }) => ({
      where: `checks.${id}`,
      message: `has no rejects/${id}/: nothing shows that the check can fail`,
    }));
}

function hintComplaints(
  { exercise, hints: own }: ExerciseCase,
  { triggers, right }: { triggers: readonly Graded[]; right: readonly Graded[] },
): Complaint[] {
  const unknown = own.filter(({ name }) => !exercise.spec.hints.some(({ id }) => id === name));
  return [
    ...unknown.map(({ path }) => ({ where: path, message: 'is named after no hint of the exercise' })),
    ...exercise.spec.hints.flatMap(({ id }): Complaint[] => {
      const where = `hints.${id}`;
      const wrong = right.find((graded) => graded.hints.includes(id));
      if (wrong) return [{ where, message: `fires on ${wrong.answer.path}, which is right` }];
      if (triggers.some((graded) => graded.hints.includes(id))) return [];
      return [{ where, message: `nothing triggers it: neither the starter nor a reject; add hints/${id}/` }];
    }),
  ];
}

function wordingComplaints({ exercise }: ExerciseCase): Complaint[] {
  return exercise.spec.checks.flatMap(({ id, title, try: advice = '' }) => {
    const text = `${title}\n${advice}`.replace(/`[^`]*`/g, '');
    const word = /\b(you|your|just|simply|please)\b|!/i.exec(text)?.[0];
    return word === undefined
      ? []
      : [{ where: `checks.${id}`, message: `is worded without “${word}” (content/README.md)` }];
  });
}

function list(results: readonly Result[]): string {
  return results.map(({ check, status }) => `${check} ${status}`).join(', ');
}
