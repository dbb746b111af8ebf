import { quote, trimSpace } from '../go-text.ts';
import { NAME_MODE } from '../expand.ts';
import { parseHeredoc } from '../heredoc.ts';
import type { Mount } from '../plan.ts';
import type { RunInstruction } from '../syntax.ts';
import { addStep } from './add-step.ts';
import { shellOf } from './config.ts';
import { remember } from './context.ts';
import type { Context } from './context.ts';
import { placeMount, readMount } from './mounts.ts';
import { getKey, mapEntries, setKey } from './persistent-map.ts';
import type { PersistentMap } from './persistent-map.ts';
import { isFailure } from './state.ts';
import type { Failure } from './state.ts';
import { stepName, upperFirst } from './step-name.ts';
import { expandIn } from './words.ts';

interface Script {
  readonly path: string;
  readonly data: string;
}

/** RUN (moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go `dispatchRun`). */
export function runCommand(context: Context, instruction: RunInstruction): Failure | undefined {
  const { state, command } = context;
  const mounts = readMounts(context, instruction);
  if (isFailure(mounts)) return mounts;
  const { words, scripts, summary } = readScript(context, instruction);
  const args = instruction.form === 'shell' ? [...shellOf(state.config), words.join(' ')] : words;
  const placed: Mount[] = [];
  for (const [at, draft] of mounts.entries()) {
    const source = command.sources[at];
    const from = draft.from || (draft.type === 'cache' ? 'scratch' : '');
    if (from !== '' && source?.dispatched === false) {
      return {
        failure: `cannot mount from stage ${quote(from)} to ${quote(draft.target)}, stage needs to be defined before current command`,
      };
    }
    const mount = placeMount(context, draft, source);
    if (isFailure(mount)) return mount;
    placed.push(mount);
  }
  if (instruction.node.flags.some((flag) => flag.name === 'device'))
    return { failure: 'device feature is only supported in Dockerfile frontend 1.14.0-labs or later' };
  const text = upperFirst(commandName(context, summary, mounts));
  const name = stepName(state, text, command.onBuild);
  const fields = {
    kind: 'run' as const,
    args,
    cwd: state.cwd,
    user: state.config.user,
    mounts: placed,
    network: instruction.network ?? 'default',
    ...(instruction.security === 'insecure' && { security: 'insecure' }),
    ...(scripts.length > 0 && { scripts }),
  };
  addStep(context, fields, { name, env: withAgent(state.env, placed) });
  remember(context, runHistory(context, args));
  return undefined;
}

function readMounts(context: Context, instruction: RunInstruction) {
  const drafts = [];
  for (const flag of instruction.mounts) {
    const draft = readMount(context, flag);
    if (isFailure(draft)) return draft;
    drafts.push(draft);
  }
  return drafts;
}

/** What the shell gets: the line, the body of a lone heredoc, or the line with the bodies below it. */
function readScript(
  context: Context,
  instruction: RunInstruction,
): { readonly words: readonly string[]; readonly scripts: readonly Script[]; readonly summary: string } {
  const words = instruction.command.map((token) => token.value);
  const [first] = instruction.heredocs;
  const [line = ''] = words;
  if (!first) return { words, scripts: [], summary: '' };
  if (typeof parseHeredoc(line) !== 'object') {
    const bodies = instruction.heredocs.map(({ content, name }) => `\n${content}${name}`);
    return { words: [line + bodies.join('')], scripts: [], summary: '' };
  }
  const data = first.chomp ? first.content.replace(/^\t+/gm, '') : first.content;
  const summary = ` (${summarize(first.content)})`;
  if (context.state.config.os === 'windows' || !data.startsWith('#!')) return { words: [data], scripts: [], summary };
  const path = `/dev/pipes/${first.name}`;
  return { words: [path], scripts: [{ path, data }], summary };
}

/** The first line of a heredoc, with `...` when there are more. */
function summarize(content: string): string {
  const lines = trimSpace(content).replaceAll('\r\n', '\n').split('\n');
  return `${lines[0] ?? ''}${lines.length > 1 ? '...' : ''}`;
}

/** With an ssh mount, SSH_AUTH_SOCK names the first agent's socket unless it is set already. */
function withAgent(env: PersistentMap<string>, mounts: readonly Mount[]): PersistentMap<string> {
  const [first] = mounts.filter((mount) => mount.type === 'ssh');
  if (!first || getKey(env, 'SSH_AUTH_SOCK') !== undefined) return env;
  return setKey(env, 'SSH_AUTH_SOCK', first.target || '/run/buildkit/ssh_agent.0');
}

/** The line with known variables replaced, quotes kept, and values of secrets hidden. */
function commandName(context: Context, summary: string, mounts: readonly { type: string; env: string | undefined }[]) {
  const text = trimSpace(context.command.instruction.node.original) + summary;
  let { env } = context.state;
  for (const mount of mounts)
    if (mount.type === 'secret' && mount.env !== undefined) env = setKey(env, mount.env, '****');
  const { result, error } = expandIn(context.session, text, { env, ...NAME_MODE });
  return error === undefined ? result : text;
}

/** `RUN |2 A=1 B= /bin/sh -c … # buildkit`, made when it is read. */
function runHistory(context: Context, args: readonly string[]): { readonly createdBy: string } {
  const { args: declared, env } = context.state;
  return {
    get createdBy() {
      const texts = mapEntries(declared)
        .toSorted(([, a], [, b]) => a.order - b.order)
        .map(([name, { value }]) => `${name}=${getKey(env, name) ?? value ?? ''}`);
      const prefix = texts.length > 0 ? [`|${texts.length}`, ...texts] : [];
      return ['RUN', ...prefix, ...args, '# buildkit'].join(' ');
    },
  };
}
