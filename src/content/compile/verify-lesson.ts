import type { Diagnostic } from '../../engine/base/diagnostic.ts';
import type { World, BuildResult } from '../../engine/builder/result.ts';
import type { Evidence } from '../../engine/grade/check.ts';
import { createMemo } from '../../engine/grade/index.ts';
import type { Lesson, Workspace } from '../model.ts';
import { buildDemo, fenceOptions } from './demo-build.ts';
import type { DemoBuild } from './demo-build.ts';
import { computedFigure } from './computed-figure.ts';
import type { Computed } from './computed.ts';
import { readDockerBuild } from './docker-command.ts';
import type { Fence, Page } from './markdown.ts';
import type { Building } from './place.ts';
import { runInImage } from './run-in-image.ts';
import type { Complaint } from './complaint.ts';

/** What the fenced blocks of a lesson are run with. */
export interface LessonCase {
  readonly world: World;
  readonly lesson: Omit<Lesson, 'exercises'>;
  readonly page: Page;
}

const EMPTY: Workspace = { files: {}, context: [], build: {} };

/** Every fenced block of a lesson that does not do what it shows. `where` is the line. */
export function verifyLesson({ world, lesson, page }: LessonCase): readonly Complaint[] {
  const memo = createMemo();
  const dockerfiles = new Map<string, string>();
  return page.fences.flatMap((fence) => {
    const complain = (message: string): Complaint => ({ where: `line ${fence.line}`, message });
    if (fence.computed) {
      const building = { world, memo, demos: lesson.demos, fences: page.fences };
      return verifyComputed(building, fence, fence.computed).map(complain);
    }
    const { demo } = fence.attributes;
    const workspace = demo === undefined ? EMPTY : lesson.demos[demo];
    if (!workspace) return [complain(`there is no demos/${demo}/`)];
    const running: Running = { world, memo, fence, workspace };
    if (fence.language === 'dockerfile') {
      if (demo !== undefined) dockerfiles.set(demo, fence.code);
      return verifyDockerfile(running).map(complain);
    }
    if (fence.language !== 'console' && fence.language !== 'sh') return [];
    return verifySession(running, demo === undefined ? undefined : dockerfiles.get(demo)).map(complain);
  });
}

function verifyComputed(building: Building, fence: Fence, computed: Computed): string[] {
  try {
    computedFigure(building, fence, computed);
    return [];
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') return [`${fence.language} ${error.message}`];
    throw error;
  }
}

interface Running extends DemoBuild {
  readonly fence: Fence;
}

function verifyDockerfile(running: Running): string[] {
  const { code, attributes } = running.fence;
  const { demo, fragment, fails, shows, recorded } = attributes;
  if (recorded !== undefined) return [];
  const text = fragment ? `FROM scratch\n${code}\n` : `${code}\n`;
  const evidence = buildDemo(running, text, fenceOptions(running.fence.attributes));
  // Without its files only reading and planning can be judged: a COPY has nothing to copy.
  const error = demo === undefined ? planError(evidence) : evidence.build.error?.message;
  const findings = evidence.findings.map(findingText);
  const shown = [error ?? '', ...findings, ...(demo === undefined ? [] : [evidence.build.log])].join('\n');
  return [
    ...(fails && error === undefined ? ['is said to fail and does not'] : []),
    ...(!fails && error !== undefined && shows === undefined ? [`does not build: ${error}`] : []),
    ...(shows !== undefined && !shown.includes(shows) ? [`does not show “${shows}” but: ${shown.slice(-600)}`] : []),
    ...(demo === undefined ? [] : notSimulated(evidence.build)),
    ...evidence.findings
      .filter(({ severity, rule }) => severity === 'error' && !shows?.includes(rule ?? ''))
      .map(({ message }) => `has a finding: ${message}`),
  ];
}

/** A finding under our id and under BuildKit's or hadolint's name. */
function findingText(finding: Diagnostic & { readonly name?: string }): string {
  return `${finding.rule} ${finding.name ?? ''}: ${finding.message}`;
}

function planError({ dockerfile, build }: Evidence): string | undefined {
  return dockerfile.error?.message ?? build.evaluation.error?.message;
}

function notSimulated(build: BuildResult): string[] {
  return build.notSimulated.map(({ what }) => `rests on something not simulated: ${what}`);
}

/** A command of a session and what is printed below it. */
interface Typed {
  readonly command: string;
  readonly printed: readonly string[];
}

/** `$ command` lines with the output between them; lines that end in a backslash go on. */
export function readSession(code: string): Typed[] {
  const typed: { command: string; printed: string[] }[] = [];
  for (const line of code.split('\n')) {
    const last = typed.at(-1);
    if (last?.command.endsWith('\\')) last.command = `${last.command.slice(0, -1)}${line.replace(/^>\s?/, '').trim()}`;
    else if (line.startsWith('$ ')) typed.push({ command: line.slice(2), printed: [] });
    else last?.printed.push(line);
  }
  return typed;
}

function verifySession(running: Running, dockerfile: string | undefined): string[] {
  const { fence, workspace } = running;
  const { recorded, image, shows, fails } = fence.attributes;
  if (recorded !== undefined) return [];
  const session =
    fence.language === 'sh' && image !== undefined && !/^\$ /m.test(fence.code)
      ? [{ command: fence.code, printed: [] }]
      : readSession(fence.code);
  if (session.length === 0) return ['has no line that begins with “$ ”; mark output of a real tool recorded="…"'];
  let everything = '';
  let failures = 0;
  const complaints: string[] = [];
  for (const { command, printed } of session) {
    const docker = readDockerBuild(command);
    if (docker && 'problem' in docker) return [docker.problem];
    const text = dockerfile ?? workspace.files['Dockerfile']?.text;
    if (docker && text === undefined) return [`“${command}” needs a demo with a Dockerfile`];
    if (!docker && image === undefined) return [`“${command}” needs image="…", or the block recorded="…"`];
    const outcome = docker
      ? buildOutcome(buildDemo(running, text ?? '', docker.build))
      : runInImage(running.world, image ?? '', command);
    everything += outcome.text;
    if (!outcome.ok) failures++;
    complaints.push(...outcome.notSimulated.map((what) => `“${command}” rests on something not simulated: ${what}`));
    const absent = printed.find((line) => !isEllipsis(line) && !outcome.text.includes(line.trim()));
    if (absent !== undefined)
      complaints.push(`“${command}” does not print “${absent.trim()}” but:\n${outcome.text.slice(-600)}`);
    if (!outcome.ok && !fails && shows === undefined)
      complaints.push(`“${command}” fails:\n${outcome.text.slice(-600)}`);
  }
  if (fails && failures === 0) complaints.push('is said to fail and does not');
  if (shows !== undefined && !everything.includes(shows)) complaints.push(`does not show “${shows}”`);
  return complaints;
}

function isEllipsis(line: string): boolean {
  return /^\s*(…|\.\.\.)?\s*$/.test(line) || line.startsWith('#');
}

export interface Outcome {
  readonly ok: boolean;
  readonly text: string;
  readonly notSimulated: readonly string[];
}

function buildOutcome({ build }: Evidence): Outcome {
  const error = build.error ? `\nERROR: failed to solve: ${build.error.message}` : '';
  return { ok: build.ok, text: build.log + error, notSimulated: build.notSimulated.map(({ what }) => what) };
}
