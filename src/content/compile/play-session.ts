import { plugins } from '../../engine/grade/check-kinds.ts';
import { createHost, createSession, current, hostFiles } from '../../engine/docker/index.ts';
import type { Host, Session, SessionView } from '../../engine/docker/index.ts';
import type { World } from '../../engine/builder/result.ts';
import type { Files, LogEntry } from '../../engine/grade/check.ts';
import type { SessionCommand, SessionLine } from './session-text.ts';

/** A block as it is played: its lines, and files that changed before its first command. */
export interface SessionPart {
  readonly lines: readonly SessionLine[];
  readonly edits: Files;
}

/** What is played: files of the host's folder, then blocks one after the other. */
export interface SessionStory {
  readonly files: Files;
  readonly parts: readonly SessionPart[];
  /** Images come while they are needed; otherwise they are there beforehand. */
  readonly pulls: boolean;
}

/** What a command of a block answered. */
export interface PlayedCommand {
  readonly command: SessionCommand;
  readonly output: string;
  /** Undefined: it never ended. */
  readonly exit: number | undefined;
  /** Virtual ms. */
  readonly ms: number;
}

/** A session that was played to its end. */
export interface PlayedSession {
  /** Answers of each part. */
  readonly parts: readonly (readonly PlayedCommand[])[];
  /** Everything typed, with its virtual time: leads to the same machine. */
  readonly log: readonly LogEntry[];
  readonly notSimulated: readonly string[];
  /** The host's folder as it was left. */
  readonly files: Files;
  /** The machine as it was left. Whoever looks does not change it: it is remembered. */
  readonly host: Host;
}

/** Longest that a command is waited for, in virtual ms. */
const LONGEST = 600_000;

const REMEMBERED = 64;
const known = new WeakMap<World, Map<string, PlayedSession>>();

/** Plays a story on a fresh host of the product. The same story is played once. */
export function playSession(world: World, story: SessionStory): PlayedSession {
  const played = known.get(world) ?? new Map<string, PlayedSession>();
  known.set(world, played);
  const key = JSON.stringify(story);
  const before = played.get(key);
  if (before) return before;
  const first = play(world, story, []);
  const images = story.pulls ? [] : imagesPulled(first);
  const fresh = images.length === 0 ? first : play(world, story, images);
  played.set(key, fresh);
  for (const old of played.keys()) {
    if (played.size <= REMEMBERED) break;
    played.delete(old);
  }
  return fresh;
}

/** What `docker run` had to fetch first, and what compose did; what was asked for by `docker pull` is not among them. */
function imagesPulled({ parts, host }: PlayedSession): string[] {
  const text = parts
    .flat()
    .map(({ output }) => output)
    .join('\n');
  const missed = [...text.matchAll(/Unable to find image '([^']+)' locally/g)].map(([, name = '']) => name);
  if (!/^ \S+ Pulled /m.test(text)) return [...new Set(missed)];
  const asked = [...text.matchAll(/Status: Downloaded newer image for (\S+)/g)].map(([, name = '']) => name);
  const fetched = [...host.daemon.store.images.values()].filter(({ digests }) => digests.length > 0);
  const composed = fetched.flatMap(({ tags }) => tags.slice(0, 1)).filter((name) => !asked.includes(name));
  return [...new Set([...missed, ...composed])];
}

interface Playing {
  readonly session: Session;
  readonly log: LogEntry[];
  /** The host's folder when it was looked at last. */
  readonly files: Record<string, Files[string]>;
}

function play(world: World, { files, parts }: SessionStory, images: readonly string[]): PlayedSession {
  const workspace = Object.fromEntries(
    Object.entries(files).map(([path, { text, mode }]) => [path, { content: text, mode: mode.toString(8) }]),
  );
  const host = createHost({
    world,
    profile: current,
    files: hostFiles({ hostname: current.hostname, cwd: current.cwd, programs: world.shell.programs, workspace }),
    images: [],
    plugins,
  });
  const playing: Playing = { session: createSession(host), log: [], files: {} };
  for (const image of images) answer(playing, pullOf(image), {});
  const answers = parts.map(({ lines, edits }) => {
    let changed = edits;
    return lines.flatMap((line) => {
      if (line.kind !== 'command') return [];
      const played = answer(playing, line, changed);
      changed = {};
      return [played];
    });
  });
  return {
    parts: answers,
    log: playing.log,
    notSimulated: look(playing).notSimulated.map(({ what }) => what),
    files: playing.files,
    host,
  };
}

function pullOf(image: string): SessionCommand {
  const text = `docker pull -q ${image}`;
  return { kind: 'command', text, hidden: true, quiet: true, meanwhile: [], prints: [], exit: undefined };
}

/** Types one command, and what is done to it, and waits for its end. */
function answer(playing: Playing, command: SessionCommand, edits: Files): PlayedCommand {
  const { session } = playing;
  const begin = session.now;
  const changes = Object.keys(edits).length > 0 ? { files: edits } : {};
  enter(playing, { kind: 'command', text: command.text, ...changes });
  for (const { kind, text, after } of command.meanwhile) {
    session.advance(after * 1000);
    enter(playing, { kind, text });
  }
  session.advance(LONGEST, true);
  const { terminals } = look(playing);
  const ms = session.now - begin;
  const output = withoutEcho(printed(terminals), command.text);
  const ended = terminals[0]?.state === 'command';
  return { command, output, exit: ended ? exitCode(playing) : undefined, ms };
}

function enter({ session, log }: Playing, entry: Pick<LogEntry, 'kind' | 'text' | 'files'>): void {
  const whole = { at: Math.ceil(session.now), terminal: 0, ...entry };
  log.push(whole);
  session.enter(whole);
}

/** What has changed; files are noted. */
function look({ session, files }: Playing): SessionView {
  const view = session.view();
  for (const [path, file] of Object.entries(view.files)) {
    if (file) files[path] = file;
    else delete files[path];
  }
  return view;
}

function printed(terminals: SessionView['terminals']): string {
  return terminals
    .map(({ text }) => text)
    .join('')
    .replaceAll('\r\n', '\n');
}

/** `$?` of the last command, which keeps its value for the next one. */
function exitCode(playing: Playing): number {
  const type = (text: string): string => {
    playing.session.enter({ at: playing.session.now, terminal: 0, kind: 'command', text });
    playing.session.advance(LONGEST, true);
    return printed(look(playing).terminals);
  };
  const code = Number(/\n(\d+)\n[^\n]*$/.exec(type('echo $?'))?.[1] ?? 0);
  if (code !== 0) type(`(exit ${code})`);
  return code;
}

/** The prompt that a terminal of the host ends with. */
const PROMPT = /\S+@\S+:\S*[#$] $/;

/** What a terminal shows for one command, without the command itself and the prompts around it. */
function withoutEcho(text: string, command: string): string {
  const start = text.indexOf(command);
  let rest = text.slice(start + command.length + 1);
  // one prompt for each line that goes on
  for (let at = command.split('\n').length; at > 1 && rest.startsWith('> '); at--) rest = rest.slice(2);
  return rest.replace(PROMPT, '').replace(/\n$/, '');
}
