import { ignoring } from '../../docker/images/build/ignored.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { Project, ServiceConfig, Trigger } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';

/** A path whose changes do something to a service. */
export interface WatchRule {
  readonly service: string;
  readonly action: string;
  readonly path: string;
  /** Where it lies in containers; undefined: nowhere. */
  readonly target: string | undefined;
  readonly ignores: (path: string) => boolean;
}

/** What is to be watched, in the words of compose where nothing is. Source: compose pkg/compose/watch.go watch. */
export function watchRules(cli: ComposeCli, project: Project, names: readonly string[]): Loaded<readonly WatchRule[]> {
  const rules: WatchRule[] = [];
  let watching = false;
  for (const [name, service] of Object.entries(project.services)) {
    const triggers = service.develop?.watch;
    if (!triggers) continue;
    if (!service.build && triggers.some(({ action }) => action === 'rebuild'))
      return failure(`can't watch service ${JSON.stringify(name)} with action rebuild without a build context`);
    if (!service.build && names.length > 0)
      return failure(`can't watch service ${JSON.stringify(name)} without a build context`);
    if (!service.build) continue;
    watching = true;
    rules.push(...triggers.flatMap((trigger) => ruleOf(cli, { name, service, trigger }) ?? []));
  }
  if (watching) return fine(rules);
  return failure("none of the selected services is configured for watch, consider setting an 'develop' section");
}

function ruleOf(
  cli: ComposeCli,
  { name, service, trigger }: { name: string; service: ServiceConfig; trigger: Trigger },
): WatchRule | undefined {
  const { path = '', action = '', target, ignore = [] } = trigger;
  const bound = service.volumes?.some(({ type, source = '' }) => type === 'bind' && path.startsWith(source));
  if (bound) {
    cli.warn(`path '${path}' also declared by a bind mount volume, this path won't be monitored!\n`);
    return undefined;
  }
  const context = service.build?.context ?? '';
  const file = cli.daemon.hostTree.read(`${context}/.dockerignore`);
  const byContext = ignoring((file.ok ? file.value : undefined) ?? '');
  const byRule = ignoring(ignore.join('\n'));
  const ignores = (at: string): boolean =>
    EPHEMERAL.test(at) || relatively(at, context, byContext) || relatively(at, path, byRule);
  return { service: name, action, path, target, ignores };
}

/** What editors and git leave for themselves. Source: compose pkg/watch/ephemeral.go, and `.git/` in watch.go. */
const EPHEMERAL = /\/(?:\.git|\.idea)\/|\/(?:\.[^/]*\.sw[a-px]|4913|[^/]*~|\.#[^/]*|#[^/]*#)$/;

function relatively(path: string, folder: string, ignores: (path: string) => boolean): boolean {
  return path.startsWith(`${folder}/`) && ignores(path.slice(folder.length + 1));
}
