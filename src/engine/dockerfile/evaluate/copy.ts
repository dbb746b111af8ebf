import { quote, trimSpace } from '../go-text.ts';
import { HEREDOC_MODE } from '../expand.ts';
import type { CopyInstruction } from '../syntax.ts';
import { addStep } from './add-step.ts';
import type { OwnFields } from './add-step.ts';
import { expandAll, expandWord, remember } from './context.ts';
import type { Context } from './context.ts';
import { modeProblem } from './file-mode.ts';
import { isHttpSource, parseGitSource } from './git-reference.ts';
import { resolvePath } from './go-path.ts';
import { placeOf } from './mounts.ts';
import { digestProblem } from './reference.ts';
import { isFailure } from './state.ts';
import type { Failure } from './state.ts';
import { stepName, upperFirst } from './step-name.ts';
import { expandIn } from './words.ts';

/** COPY or ADD after expansion. */
interface Paths {
  readonly chown: string;
  readonly chmod: string;
  readonly checksum: string;
  readonly sources: readonly string[];
  readonly dest: string;
  readonly contents: readonly { readonly path: string; readonly data: string }[];
}

/** COPY and ADD (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_copy.go). */
export function copyFiles(context: Context, instruction: CopyInstruction): Failure | undefined {
  const { state, command } = context;
  const paths = expandPaths(context, instruction);
  if (isFailure(paths)) return paths;
  const [source] = command.sources;
  if (source && !source.dispatched) {
    const from = instruction.from?.value ?? '';
    return {
      failure: `cannot copy from stage ${quote(from)}, it needs to be defined before current stage ${quote(state.name)}`,
    };
  }
  const dest = resolvePath(state.cwd, paths.dest === '.' || paths.dest === '' ? './' : paths.dest, true);
  const mode = context.session.options.octalModesOnly && !/^[0-7]+$/.test(paths.chmod) ? '' : paths.chmod;
  const applied = { ...paths, chmod: mode };
  const problem = flagProblem(applied);
  if (problem !== undefined) return { failure: problem };
  const text = upperFirst(expandName(context));
  const name = stepName(state, text, command.onBuild);
  const wrong = checkSources(context, instruction, paths);
  if (wrong !== undefined) return { failure: wrong };
  addStep(context, copyFields(instruction, applied, { dest, from: placeOf(source) }), { name });
  remember(context, { createdBy: createdBy(instruction, paths) });
  return undefined;
}

function copyFields(
  instruction: CopyInstruction,
  paths: Paths,
  place: { readonly dest: string; readonly from: number | string | undefined },
): OwnFields {
  const { from, dest } = place;
  return {
    kind: instruction.kind,
    sources: paths.sources,
    contents: paths.contents,
    dest,
    ...(from !== undefined && { from }),
    ...(paths.chown !== '' && { chown: paths.chown }),
    ...(paths.chmod !== '' && { chmod: paths.chmod }),
    link: instruction.link,
    parents: instruction.parents,
    exclude: instruction.excludes.map((flag) => flag.value ?? ''),
    ...(paths.checksum !== '' && { checksum: paths.checksum }),
    ...(instruction.keepGitDir !== undefined && { keepGitDir: instruction.keepGitDir }),
    ...(instruction.unpack !== undefined && { unpack: instruction.unpack }),
  };
}

function expandPaths(context: Context, instruction: CopyInstruction): Paths | Failure {
  const flags = [instruction.chown, instruction.chmod, instruction.checksum].map((flag) => flag?.value ?? '');
  const words = expandAll(context, [
    ...flags,
    ...instruction.sources.map((token) => token.value),
    instruction.dest.value,
  ]);
  if (isFailure(words)) return words;
  const [chown = '', chmod = '', checksum = '', ...places] = words;
  const contents: { path: string; data: string }[] = [];
  for (const { name, content, expand } of instruction.heredocs) {
    // Bodies have the escape character `\` whatever the file says.
    const data = expand ? expandWord(context, content, { ...HEREDOC_MODE, escape: '\\' }) : content;
    if (isFailure(data)) return data;
    contents.push({ path: name, data });
  }
  const dest = places.pop() ?? '';
  return { chown, chmod, checksum, sources: places, dest, contents };
}

function flagProblem(paths: Paths): string | undefined {
  const mode = paths.chmod === '' ? undefined : modeProblem(paths.chmod);
  if (mode !== undefined || paths.checksum === '') return mode;
  const [source = '', ...more] = paths.sources;
  if (paths.sources.length === 0 || more.length > 0) return "checksum can't be specified for multiple sources";
  const git = parseGitSource(source);
  const remote = isHttpSource(source) || (git !== undefined && !isFailure(git));
  return remote ? undefined : 'checksum requires HTTP(S) or Git sources';
}

/** Looks at each source in order; paths of the context are noted for the lint rules. */
function checkSources(context: Context, instruction: CopyInstruction, paths: Paths): string | undefined {
  const contextSources: string[] = [];
  context.expanded['contextSources'] = contextSources;
  const isCopy = instruction.kind === 'copy';
  // Once a Git source has named them, they go for the sources behind it too.
  let keep = instruction.keepGitDir;
  let { checksum } = paths;
  for (const source of paths.sources) {
    const git = parseGitSource(source);
    if (isFailure(git)) return git.failure;
    if (git && !git.local) {
      if (isCopy) return "source can't be a git ref for COPY";
      if (git.keepGitDir !== undefined) {
        if (keep !== undefined && keep !== git.keepGitDir) return 'inconsistent keep-git-dir configuration';
        keep = git.keepGitDir;
      }
      if (checksum !== '' && git.checksum !== '' && checksum !== git.checksum)
        return `checksum mismatch ${quote(checksum)} != ${quote(git.checksum)}`;
      checksum = git.checksum || checksum;
    } else if (isHttpSource(source)) {
      if (isCopy) return "source can't be a URL for COPY";
      const problem = checksum === '' ? undefined : digestProblem(checksum);
      if (problem !== undefined) return problem;
    } else if (context.command.sources.length === 0) contextSources.push(source);
  }
  return undefined;
}

function createdBy(instruction: CopyInstruction, paths: Paths): string {
  return [
    instruction.kind.toUpperCase(),
    ...(instruction.parents ? ['--parents'] : []),
    ...(paths.chown === '' ? [] : [`--chown=${paths.chown}`]),
    ...(paths.chmod === '' ? [] : [`--chmod=${paths.chmod}`]),
    ...paths.sources,
    ...paths.contents.map(({ path }) => `<<${path}`),
    paths.dest,
    '# buildkit',
  ].join(' ');
}

/** The line with variables replaced and quotes resolved; as it stands when that fails. */
export function expandName(context: Context): string {
  const text = trimSpace(context.command.instruction.node.original);
  const { result, error } = expandIn(context.session, text, { env: context.state.env });
  return error === undefined ? result : text;
}
