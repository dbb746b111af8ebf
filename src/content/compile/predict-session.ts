import { checkKinds, plugins } from '../../engine/grade/check-kinds.ts';
import type { Evidence, ExerciseSpec } from '../../engine/grade/check.ts';
import { examine } from '../../engine/grade/index.ts';
import type { PredictOption, SessionFigure } from '../model.ts';
import type { PredictSpec } from './computed.ts';
import { contentError } from './front-matter.ts';
import { machineFigure } from './machine-figure.ts';
import type { Fence } from './markdown.ts';
import type { Building } from './place.ts';
import { playSession } from './play-session.ts';
import type { PlayedSession, SessionStory } from './play-session.ts';
import { factOptions } from './predict.ts';
import { stepsOf, unexpectedIn } from './session-figure.ts';
import { filesAbove, sessionAbove, storyOf } from './session-place.ts';
import { readCommands } from './session-text.ts';
import type { SessionLine } from './session-text.ts';

/** A question about a machine: what was typed there, and what of it belongs to the question. */
interface Asked {
  readonly story: SessionStory;
  readonly lines: readonly SessionLine[];
}

/** True for a question about a machine: it has commands of its own, or the nearest block above that runs is a session. */
export function asksMachine({ fences }: Pick<Building, 'fences'>, fence: Fence, spec: PredictSpec): boolean {
  if (spec.session !== undefined || spec.after !== undefined || spec.kind === 'prints') return true;
  if (spec.kind !== 'facts' || spec.dockerfile !== undefined || spec.demo !== undefined || spec.with) return false;
  return fences.findLast((other) => other.line < fence.line && runs(other))?.language === 'session';
}

function runs({ language, attributes }: Fence): boolean {
  return language === 'session' || (language === 'dockerfile' && !attributes.fragment);
}

/** The options of such a question with the machine's answer, and the session that gives it. Throws a content error when there is none to be had. */
export function machineAnswer(
  building: Building,
  fence: Fence,
  spec: PredictSpec,
): { readonly options: readonly PredictOption[]; readonly drawn: readonly SessionFigure[] } {
  const { story, lines } = askedOf(building, fence, spec);
  const played = playSession(building.world, story);
  if (played.notSimulated.length > 0)
    throw contentError(`rests on something not simulated: ${played.notSimulated.join('; ')}`);
  // What is printed is asked for failures, too; statements about a machine rest on commands that worked.
  const asked = lines.length > 0 ? (played.parts.at(-1) ?? []) : [];
  const unexpected = unexpectedIn(asked, spec.kind === 'prints');
  if (unexpected) throw contentError(unexpected);
  const options =
    spec.kind === 'facts'
      ? factOptions(spec, evidenceOf(building, story, played))
      : printOptions(spec, lines.length > 0 ? played : undefined);
  const right = options.filter((option) => option.right).length;
  if (right === 0 || right === options.length)
    throw contentError(`has ${right === 0 ? 'no option' : 'every option'} in its answer: nothing is to be told apart`);
  const drawn = shown(building, fence, { story, lines, played, spec });
  return { options, drawn: drawn.steps.length > 0 || drawn.machine ? [drawn] : [] };
}

function askedOf(building: Building, fence: Fence, spec: PredictSpec): Asked {
  if (spec.session !== undefined) {
    const lines = [...readCommands(spec.session), ...(spec.after === undefined ? [] : readCommands(spec.after))];
    const files = filesAbove(building, fence, spec.demo);
    return { story: { files, parts: [{ lines, edits: {} }], pulls: false }, lines };
  }
  const above = sessionAbove(building.fences, fence);
  if (!above) throw contentError('asks about a machine: it has no session of its own and none above');
  const story = storyOf(building, above);
  if (spec.after === undefined) return { story, lines: [] };
  const lines = readCommands(spec.after);
  return { story: { ...story, parts: [...story.parts, { lines, edits: {} }] }, lines };
}

function evidenceOf({ world, memo }: Building, { files }: SessionStory, { log }: PlayedSession): Evidence {
  const exercise: ExerciseSpec = {
    id: 'lesson',
    context: [],
    build: {},
    secrets: {},
    checks: [],
    hints: [],
    starter: files,
  };
  // No files of an editor: the machine's own stay as the commands left them.
  return examine(world, { exercise, attempt: { files: {}, log }, kinds: checkKinds, plugins }, memo);
}

function printOptions({ options }: PredictSpec, played: PlayedSession | undefined): readonly PredictOption[] {
  if (!played) throw contentError('of kind prints needs commands: session or after');
  const answers = played.parts.at(-1) ?? [];
  return (options?.list ?? []).map((label) => {
    const by = answers.find(({ output }) => output.includes(label))?.command;
    const why = by ? `It is printed${by.hidden ? '' : ` by \`${by.text}\``}.` : 'It is not printed.';
    return { label: `\`${label}\``, right: by !== undefined, why };
  });
}

interface Shown extends Asked {
  readonly played: PlayedSession;
  readonly spec: PredictSpec;
}

function shown({ fences }: Building, fence: Fence, { story, lines, played, spec }: Shown): SessionFigure {
  return {
    kind: 'session',
    title: 'What the machine answers',
    place: fences.indexOf(fence),
    steps: stepsOf(lines, played.parts.at(-1) ?? [], Number.POSITIVE_INFINITY),
    machine: machineFigure(played.host, { map: spec.draws?.includes('map') === true, signals: spec.signals }),
    workspace: { files: story.files, context: [], build: {}, log: played.log, left: played.files },
  };
}
