import { takeLog } from '../../docker/daemon/logs/take-log.ts';
import { rfc3339 } from '../../docker/daemon/wall-clock.ts';
import type { Container, LogEntry } from '../../docker/model.ts';
import type { ComposeCli } from '../cli/command.ts';
import { labelOf } from './containers.ts';

/** How lines of several containers are shown. */
export interface LineStyle {
  readonly prefix: boolean;
  readonly timestamps: boolean;
}

/** Name of a container in logs: without the project. Source: compose pkg/compose/containers.go getContainerNameWithoutProject. */
export function shortName(container: Container): string {
  const project = labelOf(container, 'project');
  return container.name.startsWith(`${project}-`) ? container.name.slice(project.length + 1) : container.name;
}

/** Clears the line of a terminal, which compose prints in any case. Source: compose cmd/formatter/logs.go. */
const CLEAR = '\u001b[2K';

/** Prints lines of containers, names before them as wide as the longest. Source: compose cmd/formatter/logs.go. */
export function linePrinter(
  cli: ComposeCli,
  containers: readonly Container[],
  style: LineStyle,
): (container: Container, entry: LogEntry) => void {
  const width = Math.max(0, ...containers.map((one) => shortName(one).length));
  let begun = false;
  return (container, { at, fd, text }) => {
    const name = style.prefix ? `${shortName(container).padEnd(width)}  | ` : '';
    const time = style.timestamps ? `${rfc3339(at)} ` : '';
    const clear = begun ? '' : CLEAR;
    begun = true;
    const line = `${clear}${name}${time}${text.replace(/\n$/, '')}\n`;
    if (fd === 1) cli.out(line);
    else cli.err(line);
  };
}

/** The log of a container up to now. */
export function logOf(cli: ComposeCli, container: Container): readonly LogEntry[] {
  takeLog(cli.daemon, container);
  return container.logs;
}
