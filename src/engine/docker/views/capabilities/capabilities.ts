import type { Host } from '../../host.ts';
import { ACTIONS, type Action } from './actions.ts';
import { actorOf, setuidPrograms, type Actor } from './actor.ts';
import { refusalOf, turning, type Trial } from './changes.ts';
import { rightsOfProcess, type RightsOfProcess } from './sets.ts';
import { rowsOf, type ReachRow } from '../reachability/rows.ts';

export type { RightsOfProcess } from './sets.ts';

/** Who would do what. What is left out, or not there, the look chooses. */
export interface RightsQuestion {
  /** Id of a container. */
  readonly container?: string;
  /** As `docker exec -u` takes it; left out: who the container runs as. */
  readonly user?: string;
  /** Id of an action. */
  readonly action?: string;
  /** A path, or a port. */
  readonly operand?: string;
}

/** What a process of a container may do. Words between backticks are code. */
export interface ProcessRights {
  readonly containers: readonly ReachRow[];
  /** Undefined where there is no container. */
  readonly told?: {
    readonly container: string;
    readonly name: string;
    /** As asked for; empty: who the container runs as. */
    readonly user: string;
    /** Why there is no such process; nothing more is told then. */
    readonly nobody?: string;
    readonly process?: RightsOfProcess;
    readonly actions: readonly ActionLine[];
    readonly story?: RightsStory;
  };
}

/** One action in the list. */
export interface ActionLine {
  readonly id: string;
  readonly label: string;
  readonly operand?: { readonly kind: 'path' | 'port'; readonly usual: string };
  readonly may: boolean;
  readonly why: string;
}

/** One action, with what decides. */
export interface RightsStory {
  readonly action: string;
  readonly operand: string;
  readonly may: boolean;
  readonly title: string;
  readonly why: string;
  /** Each of them alone would turn it round, as options of `docker run`. */
  readonly changes: readonly string[];
  /** Capabilities without which it may not. */
  readonly needs: readonly string[];
  readonly command: string;
}

const MOST = 200;

/**
 * What a process that `docker exec` would start may do, and which capability, user or option decides. The answers come from the rules that
 * programs are held to (files/access.ts, security/, shell); what decides is found by trying what would be otherwise.
 */
export function capabilities({ daemon }: Host, question: RightsQuestion): ProcessRights {
  const rows = rowsOf(daemon).filter(({ key }) => key !== 'host');
  const all = [...daemon.store.containers.values()];
  const wanted = question.container === undefined ? undefined : daemon.store.containers.get(question.container);
  const container = wanted ?? all.find(({ id }) => daemon.live.has(id)) ?? all[0];
  if (!container) return { containers: [] };
  const user = question.user?.trim() ?? '';
  const containers = rows.filter(({ key }, at) => at < MOST || key === container.id);
  const base = { container: container.id, name: container.name, user };
  const actor = actorOf(daemon, container, user === '' ? {} : { user });
  if (typeof actor === 'string') return { containers, told: { ...base, nobody: actor, actions: [] } };
  const action = ACTIONS.find(({ id }) => id === question.action) ?? ACTIONS.find(({ id }) => id === 'bind');
  const setuid = setuidPrograms(container);
  const trialOf = (one: Action, operand: string): Trial => {
    return { daemon, container, user: user === '' ? undefined : user, action: one, operand, setuid };
  };
  const operand = action ? operandOf(action, question.operand) : '';
  return {
    containers,
    told: {
      ...base,
      process: rightsOfProcess(actor),
      actions: ACTIONS.map((one) => lineOf(one, refusalOf(trialOf(one, one.operand?.usual ?? '')))),
      ...(action ? { story: storyOf(trialOf(action, operand), actor) } : {}),
    },
  };
}

/** What an action is done to: as asked for, where that can be. */
function operandOf({ operand }: Action, asked: string | undefined): string {
  if (!operand) return '';
  const text = asked?.trim() ?? '';
  if (operand.kind === 'path') return text.startsWith('/') ? text : operand.usual;
  const port = Number(text);
  return /^\d+$/.test(text) && port > 0 && port < 65_536 ? String(port) : operand.usual;
}

function lineOf({ id, label, operand }: Action, refusal: string | undefined): ActionLine {
  return {
    id,
    label: labelled(label, operand?.usual ?? ''),
    ...(operand ? { operand } : {}),
    may: refusal === undefined,
    why: refusal ?? '',
  };
}

function labelled(label: string, operand: string): string {
  return label.replace('%', () => operand);
}

function storyOf(trial: Trial, actor: Actor): RightsStory {
  const { action, operand, container, user } = trial;
  const { who, view } = actor;
  const refusal = refusalOf(trial);
  const may = refusal === undefined;
  const changes = turning(trial, may);
  const called = who.uid === 0 ? 'root' : `uid ${who.uid}`;
  const words = [...new Set(changes.map((one) => one.words))];
  const needs = changes.flatMap(({ capability, words: typed }) =>
    capability !== undefined && typed === `--cap-drop ${capability}` ? [capability] : [],
  );
  const found = view.stat(operand === '' ? '/' : operand);
  const typed = action.command(operand, found.ok && found.value.kind === 'dir');
  return {
    action: action.id,
    operand,
    may,
    title: `In ${container.name}, ${called} ${may ? 'may' : 'may not'} ${labelled(action.label, operand)}.`,
    why: refusal ?? whyAllowed(trial, actor, { called, needs, words }),
    changes: words,
    needs,
    command: `docker exec ${user === undefined ? '' : `-u ${user} `}${container.name} ${typed}`,
  };
}

interface Allowed {
  readonly called: string;
  readonly needs: readonly string[];
  readonly words: readonly string[];
}

function whyAllowed({ action, operand }: Trial, actor: Actor, { called, needs, words }: Allowed): string {
  if (action.id === 'root' && actor.who.uid === 0) return 'It is root already.';
  if (needs.length > 0)
    return `${called} has the ${needs.length === 1 ? 'capability' : 'capabilities'} ${needs.join(', ')}.`;
  if (action.reason) return action.reason(actor, operand);
  return words.includes('--user 65534')
    ? `It is ${called}; no capability is asked for.`
    : 'No capability is asked for.';
}
