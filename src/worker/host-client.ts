import type { Remote } from 'comlink';
import type { TabAnswer } from '../engine/docker/index.ts';
import type { LogEntry } from '../engine/grade/check.ts';
import type { Lanes, Outcome } from './lanes.ts';
import { namedOnMachine } from './named-on-machine.ts';
import type { EngineApi, HostAnswer, HostStart, LookAnswer, LookName, LookQuestion } from './protocol.ts';

/** What is done next in a session; see `HostQuestion`. */
export interface HostStep {
  readonly entry?: LogEntry;
  /** The log keeps it as part of the entry before. */
  readonly joins?: boolean;
  readonly ms: number;
  readonly waiting: boolean;
}

/** The page's questions about its host. */
export interface HostClient {
  hostStep(start: HostStart, step: HostStep): Promise<Outcome<HostAnswer>>;
  hostComplete(start: HostStart, terminal: number, text: string): Promise<TabAnswer | undefined>;
  hostLook<N extends LookName>(start: HostStart, look: N, question: LookQuestion<N>): Promise<Outcome<LookAnswer<N>>>;
}

/** Questions about a host over lanes to a worker. */
export function hostClient(ask: Lanes<Remote<EngineApi>>['ask']): HostClient {
  /** The worker that has what the session named so far. */
  let prepared: Remote<EngineApi> | undefined;

  async function prepare(api: Remote<EngineApi>, start: HostStart, entry: LogEntry | undefined): Promise<void> {
    if (api === prepared && !entry) return;
    const files = named(start, api === prepared ? [] : start.log, entry);
    await Promise.all([api.bring('host'), api.prepare({ files })]);
    prepared = api;
  }

  return {
    hostStep: (start, step) =>
      ask('host', {
        prepare: (api) => prepare(api, start, step.entry),
        async run(api) {
          const { id, log } = start;
          const question = { id, entries: log.length, ...step };
          const answer = await api.hostStep(question);
          if (answer) return answer;
          await api.hostOpen(start);
          const fresh = await api.hostStep(question);
          if (!fresh) throw new Error('the session was lost twice');
          return fresh;
        },
        replay: true,
      }),
    hostLook: <N extends LookName>(start: HostStart, look: N, question: LookQuestion<N>) =>
      ask<LookAnswer<N>>(`look ${look} ${JSON.stringify(question)}`, {
        prepare: (api) => Promise.all([api.bring('looks'), prepare(api, start, undefined)]),
        async run(api) {
          const asked = { id: start.id, look, question };
          // the files and the log go over only when they are needed
          const seen = (await api.hostLook(asked)) ?? (await api.hostLook({ ...asked, start }));
          if (!seen) throw new Error('the session was lost');
          return seen.answer as LookAnswer<N>;
        },
        replay: true,
      }),
    async hostComplete(start, terminal, text) {
      const outcome = await ask('host-tab', {
        // flags are those of a command, which may not be there yet
        prepare: (api) => api.prepare({ files: { 'typed.sh': { text, mode: 0o644 } } }),
        run: (api) => api.hostComplete({ id: start.id, entries: start.log.length, terminal, text }),
        replay: false,
      });
      return outcome.status === 'answered' ? outcome.value : undefined;
    },
  };
}

function named(start: HostStart, log: readonly LogEntry[], entry: LogEntry | undefined): HostStart['files'] {
  const played = log === start.log ? [...(start.setup ?? []), ...log] : log;
  return namedOnMachine(start.files, entry ? [...played, entry] : played);
}
