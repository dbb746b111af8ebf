import { readInstruction } from '../instructions.ts';
import { parse } from '../parse.ts';
import type { Instruction } from '../syntax.ts';
import { chainItems } from './chain.ts';
import { makeCommand, connectSources } from './graph.ts';
import { COST_OF_TRIGGER, TOO_LARGE } from './limits.ts';
import { isFailure } from './state.ts';
import type { Command, Failure, Session, StageState } from './state.ts';

/**
 * Puts the ONBUILD triggers of every needed stage's base in front of its own instructions, once. Returns the stages that
 * got new sources, or what is wrong with a trigger, at the line of FROM.
 */
export function readTriggers(session: Session): readonly StageState[] | Failure {
  const changed: StageState[] = [];
  // Sources of triggers are appended to the list; they are looked at in the next round.
  for (const state of session.states.slice()) {
    if (!state.reachable || state.triggersRead) continue;
    state.triggersRead = true;
    const texts = state.base ? state.base.triggers : chainItems(state.config.onBuild);
    if (texts.length === 0) continue;
    session.budget -= texts.length * COST_OF_TRIGGER;
    if (session.budget < 0) return { failure: TOO_LARGE, location: state.location };
    const commands: Command[] = [];
    for (const text of texts) {
      const command = readTrigger(session, state, text);
      if (isFailure(command)) return { location: state.location, ...command };
      commands.push(command);
      connectSources(session, state, command);
    }
    state.commands = [...commands, ...state.commands];
    state.stepTotal += commands.length;
    if (commands.some((command) => command.sources.length > 0)) changed.push(state);
  }
  return changed;
}

function readTrigger(session: Session, state: StageState, text: string): Command | Failure {
  let instruction = session.triggers.get(text);
  if (instruction === undefined) {
    instruction = parseTrigger(text);
    session.triggers.set(text, instruction);
  }
  if (isFailure(instruction)) return instruction;
  return makeCommand(session, instruction, { location: state.location, onBuild: true });
}

function parseTrigger(text: string): Instruction | Failure {
  const { nodes, errors } = parse(text);
  const syntax = errors.find((error) => error.kind === 'syntax');
  if (syntax) return { failure: syntax.message };
  const [node] = nodes;
  if (!node || nodes.length !== 1) return { failure: 'onbuild trigger should be a single expression' };
  const instruction = readInstruction(node);
  if (typeof instruction === 'string') return { failure: instruction };
  return instruction.kind === 'from' ? { failure: '*instructions.Stage is not a command type' } : instruction;
}
