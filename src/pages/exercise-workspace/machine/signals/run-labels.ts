import type { RunLine } from '../../../../engine/docker/views/index.ts';
import { formatDuration } from '../../../../ui/format.ts';

/** A run in a list of choices: "web, run 2 (exit 137)". */
export function choiceOf(run: RunLine, several: boolean): string {
  const name = several ? `${run.name}, run ${run.number}` : run.name;
  return `${name} (${run.exit === undefined ? 'running' : `exit ${run.exit}`})`;
}

/** How long it took from what was asked to the end: "10.0 s", "runs"; what was asked nothing of is a dash. */
export function tookOf({ took, asked, exit }: RunLine): string {
  if (took !== undefined) return formatDuration(took);
  return asked !== undefined && exit === undefined ? 'runs' : '–';
}

/** Commands in a list are cut where they are long. */
export function cut(command: string): string {
  return command.length > 48 ? `${command.slice(0, 47)}…` : command;
}
