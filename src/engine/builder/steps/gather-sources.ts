import type { NotSimulated } from '../../base/diagnostic.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { isExcluded, parseIgnore } from '../../dockerfile/index.ts';
import { clean, fileEntry } from '../../files/index.ts';
import type { Entry } from '../../files/index.ts';
import { requested } from '../context/requested-paths.ts';
import { gather, type Match } from '../copy/gather.ts';
import { parentMatches } from '../copy/parents.ts';
import { membersOf, type Member } from '../copy/unpack.ts';
import { hasWildcards, isMalformed, wildcardBase } from '../copy/wildcard.ts';
import type { Session } from '../session.ts';
import type { Source } from '../context/source.ts';
import { absentFolder, missingSource, unreadableSource, type Complaint } from './missing.ts';
import { commitProblem, gitProblem, repositoryMatch } from './git.ts';
import { download, isArchiveName, isGit, isRemote } from './remote.ts';

/** Something that a copy puts down. */
export interface Placed {
  readonly match: Match;
  /** The folder inside the destination that --parents keeps for it. */
  readonly below: string;
  /** True for what stands in the Dockerfile or is fetched: no file of the context. */
  readonly foreign?: boolean;
  /** An archive that is unpacked instead of copied. */
  readonly members?: readonly Member[];
}

export interface Gathering {
  readonly placed: readonly Placed[];
  readonly notSimulated: readonly NotSimulated[];
  /** Why it cannot be done. */
  readonly complaint?: Complaint;
}

/** Finds what the sources of COPY or ADD stand for; stops at the first that is not there. */
export function gatherSources(session: Session, source: Source, step: CopyStep): Gathering {
  const placed: Placed[] = [];
  const notSimulated: NotSimulated[] = [];
  for (const { path, data } of step.contents)
    placed.push({ match: fileMatch(path, { content: data }), below: '', foreign: true });
  if (source.unknown) {
    // a stage on top of such an image has said so itself
    const name = source.stage ? `files of stage ${source.name}` : `image ${source.name}, which is not in the catalogue`;
    notSimulated.push({ what: name });
    return { placed, notSimulated };
  }
  const ignore = step.exclude?.length ? parseIgnore(step.exclude.join('\n')) : undefined;
  const gathering: Gathered = {
    session,
    source,
    step,
    excluded: ignore && ((path: string) => isExcluded(ignore, path)),
  };
  for (const text of step.sources) {
    const found = step.kind === 'add' && isRemote(text) ? remote(gathering, text) : local(gathering, text);
    if ('complaint' in found) return { placed, notSimulated, complaint: found.complaint };
    placed.push(...found.placed);
    if (found.doubt !== undefined) notSimulated.push({ what: found.doubt });
  }
  return { placed, notSimulated };
}

interface Gathered {
  readonly session: Session;
  readonly source: Source;
  readonly step: CopyStep;
  readonly excluded: ((path: string) => boolean) | undefined;
}

type Found = { readonly placed: readonly Placed[]; readonly doubt?: string } | { readonly complaint: Complaint };

function remote({ session, step }: Gathered, text: string): Found {
  if (isGit(text)) {
    const problem = gitProblem(text, session.input);
    if (problem !== undefined) return { complaint: { error: problem } };
    const commit = commitProblem(text, step, session.input.downloads);
    if (commit.problem !== undefined) return { complaint: { error: commit.problem } };
    const repository = { match: repositoryMatch(text, step, session.world.shell), below: '', foreign: true };
    return { placed: [repository], ...(commit.doubt === undefined ? {} : { doubt: commit.doubt }) };
  }
  const unreachable = session.world.unreachable?.(text);
  if (unreachable !== undefined)
    return { complaint: { error: `failed to load cache key: ${unreachable}`, shortError: unreachable, early: true } };
  const { file, problem, doubt } = download(text, step, session.input.downloads);
  if (problem !== undefined) return { complaint: { error: problem } };
  const match = fileMatch(file.name, file.entry);
  const members = step.unpack ? membersOf(file.entry) : undefined;
  const placed = { match, below: '', foreign: true, ...(members ? { members } : {}) };
  return { placed: [placed], ...(doubt === undefined ? {} : { doubt }) };
}

function local({ session, source, step, excluded }: Gathered, text: string): Found {
  const options = excluded ? { excluded } : {};
  if (step.parents) {
    return { placed: parentMatches(source.tree, text, options) };
  }
  if (isMalformed(text)) return { complaint: unreadableSource(source, text) };
  const found = gather(source.tree, text, options);
  if ('missing' in found) return { complaint: missingSource(session, source, found) };
  const base = hasWildcards(text) ? wildcardBase(text) : '/';
  const there = source.context ? requested(session, source.place).holds(base) : source.tree.stat(base).ok;
  if (base !== '/' && !there) return { complaint: absentFolder(base) };
  const placed: Placed[] = [];
  let doubt: string | undefined;
  for (const match of found.matches) {
    const [, entry] = match.entries.length === 1 && !match.folder ? (match.entries[0] ?? []) : [];
    // Only archives of the context are unpacked, told by their bytes: a text named .tar is copied (measured, `add-*`).
    const unpacks = step.kind === 'add' && step.unpack !== false && source.context && entry !== undefined;
    const members = unpacks ? membersOf(entry) : undefined;
    if (unpacks && !members && entry.content === undefined && isArchiveName(match.name))
      doubt = `unpacking of ${match.name}`;
    else placed.push({ match, below: '', ...(members ? { members } : {}) });
  }
  return { placed, ...(doubt === undefined ? {} : { doubt }) };
}

function fileMatch(path: string, file: Entry | { content: string }): Match {
  const entry = 'kind' in file ? file : fileEntry(file);
  return { name: path, path: clean(`/${path}`), folder: false, entries: [['', entry]] };
}
