import type { Files } from '../../engine/grade/check.ts';
import type { Workspace } from '../model.ts';
import { contentError } from './front-matter.ts';
import type { Fence } from './markdown.ts';
import type { Building } from './place.ts';
import type { SessionPart, SessionStory } from './play-session.ts';
import type { SessionLine } from './session-text.ts';

/** The story that a ` ```session ` block ends: its own lines, after those of the blocks that it continues. */
export function storyOf(building: Building, fence: Fence): SessionStory {
  const chain = chainOf(building.fences, fence);
  const [first = fence] = chain;
  const demo = first.attributes.demo;
  const place = (at: number): number => building.fences.indexOf(chain[at] ?? fence);
  const parts = chain.map((block, at): SessionPart => {
    const between = at === 0 ? [] : building.fences.slice(place(at - 1) + 1, place(at));
    return { lines: linesOf(block), edits: filesIn(between, demo) };
  });
  return {
    files: filesAbove(building, first, demo),
    parts,
    pulls: chain.some(({ attributes }) => attributes.pulls === true),
  };
}

/** The nearest session above a block, if there is one. */
export function sessionAbove(fences: readonly Fence[], fence: Fence): Fence | undefined {
  return fences.findLast((other) => other.line < fence.line && other.computed?.kind === 'session');
}

/** Files of a demo, with those that blocks above show in place of its own. */
export function filesAbove({ demos, fences }: Building, fence: Fence, demo: string | undefined): Files {
  return { ...filesOf(demos, demo), ...filesIn(fences.slice(0, fences.indexOf(fence)), demo) };
}

/** Files of a demo as they lie on a host; what is declared with a size only is not there. Throws a content error when there is no such demo. */
function filesOf(demos: Building['demos'], demo: string | undefined): Files {
  if (demo === undefined) return {};
  const workspace: Workspace | undefined = demos[demo];
  if (!workspace) throw contentError(`there is no demos/${demo}/`);
  const files: Record<string, Files[string]> = { ...workspace.files };
  for (const { path, mode, content } of workspace.context) {
    const file = content === undefined ? files[path] : { text: content, mode: 0o644 };
    if (file) files[path] = { ...file, ...(mode === undefined ? {} : { mode }) };
  }
  return files;
}

/** The block and those it continues, oldest first. */
function chainOf(fences: readonly Fence[], fence: Fence): readonly Fence[] {
  if (!fence.attributes.continues) return [fence];
  const before = sessionAbove(fences, fence);
  if (!before) throw contentError('continues a session, and there is none above');
  if (fence.attributes.demo !== undefined)
    throw contentError('has demo= and continues: the host has the files of the session above');
  return [...chainOf(fences, before), fence];
}

function linesOf({ computed }: Fence): readonly SessionLine[] {
  return computed?.kind === 'session' ? computed.lines : [];
}

/** Files that blocks of a demo show: a Dockerfile, or a block whose title is a path. */
function filesIn(fences: readonly Fence[], demo: string | undefined): Files {
  if (demo === undefined) return {};
  const shown = fences.flatMap(({ language, attributes, code, computed }) => {
    const path = pathOf(language, attributes.title);
    const whole = attributes.demo === demo && !computed && !attributes.fragment && path !== undefined;
    return whole ? [[path, { text: `${code}\n`, mode: 0o644 }] as const] : [];
  });
  return Object.fromEntries(shown);
}

function pathOf(language: string, title = ''): string | undefined {
  if (/^[\w.-]+(\/[\w.-]+)*$/.test(title) && (language === 'dockerfile' || title.includes('.'))) return title;
  return language === 'dockerfile' ? 'Dockerfile' : undefined;
}
