import { record, type Project } from '../model/project.ts';
import type { Loaded } from '../value.ts';
import { noSuchService } from './consistency.ts';
import type { HostFiles } from './dotenv.ts';
import { resolveEnvironment } from './project.ts';

/** Which services of a project a command is about. */
export type Dependencies = 'with' | 'without' | 'dependents';

/**
 * The project with the named services, what they depend on, and what both use; without names everything that is active. A named
 * service makes its profiles active. Source: compose cmd/compose/compose.go ToProject, compose-go types/project.go.
 */
export function selectServices(
  project: Project,
  names: readonly string[],
  { files, dependencies = 'with' }: { files: HostFiles; dependencies?: Dependencies },
): Loaded<Project> {
  const enabled = enable(project, names, files);
  if (!enabled.ok) return enabled;
  withoutUnused(project);
  if (names.length === 0) return { ok: true, value: project };
  const chosen = new Set<string>();
  const missing = choose(project, names, { chosen, dependencies, required: () => true });
  if (missing !== undefined) return noSuchService(missing);
  const kept = Object.entries(project.services).filter(([name]) => chosen.has(name));
  project.disabled = record([
    ...Object.entries(project.disabled),
    ...Object.entries(project.services).filter(([name]) => !chosen.has(name)),
  ]);
  project.services = record(
    kept.map(([name, service]) => [
      name,
      {
        ...service,
        depends_on: record(Object.entries(service.depends_on ?? {}).filter(([other]) => chosen.has(other))),
      },
    ]),
  );
  return { ok: true, value: project };
}

function enable(project: Project, names: readonly string[], files: HostFiles): Loaded<Project> {
  const woken = names.filter((name) => !(name in project.services) && name in project.disabled);
  if (woken.length === 0) return { ok: true, value: project };
  const profiles = new Set(woken.flatMap((name) => project.disabled[name]?.profiles ?? []));
  const rises = ([, { profiles: own = [] }]: [string, { profiles?: string[] }]): boolean =>
    own.some((profile) => profiles.has(profile));
  const all = Object.entries(project.disabled);
  project.services = record([...Object.entries(project.services), ...all.filter(rises)]);
  project.disabled = record(all.filter((entry) => !rises(entry)));
  return resolveEnvironment(project, files);
}

function choose(
  project: Project,
  names: readonly string[],
  how: { chosen: Set<string>; dependencies: Dependencies; required: (name: string) => boolean },
): string | undefined {
  const missing = names.find((name) => !(name in project.services) && how.required(name));
  if (missing !== undefined) return missing;
  for (const name of names) {
    const service = project.services[name];
    if (!service || how.chosen.has(name)) continue;
    how.chosen.add(name);
    const dependsOn = service.depends_on ?? {};
    const next =
      how.dependencies === 'with'
        ? Object.keys(dependsOn)
        : how.dependencies === 'dependents'
          ? Object.entries(project.services)
              .filter(([, other]) => name in (other.depends_on ?? {}))
              .map(([other]) => other)
          : [];
    const lacks = choose(project, next, {
      ...how,
      required: (other) => how.dependencies !== 'with' || (dependsOn[other]?.required ?? true),
    });
    if (lacks !== undefined) return lacks;
  }
  return undefined;
}

function keep<T>(all: Record<string, T>, names: readonly (string | undefined)[]): Record<string, T> {
  const used = new Set(names);
  return record(Object.entries(all).filter(([name]) => used.has(name)));
}

/** Drops networks, volumes, secrets and configs that no active service uses. */
function withoutUnused(project: Project): void {
  const services = Object.values(project.services);
  project.networks = keep(
    project.networks,
    services.flatMap(({ networks }) => Object.keys(networks ?? {})),
  );
  project.volumes = keep(
    project.volumes,
    services.flatMap(({ volumes }) =>
      (volumes ?? []).flatMap(({ type, source }) => (type === 'volume' ? [source] : [])),
    ),
  );
  project.secrets = keep(
    project.secrets,
    services.flatMap(({ secrets, build }) =>
      [...(secrets ?? []), ...(build?.secrets ?? [])].map(({ source }) => source),
    ),
  );
  project.configs = keep(
    project.configs,
    services.flatMap(({ configs }) => (configs ?? []).map(({ source }) => source)),
  );
}
