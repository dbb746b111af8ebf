import type { Daemon } from '../daemon/daemon.ts';
import { VERSIONS } from '../daemon/versions.ts';
import { field, optional, pointer, slice, str, struct, stringMap, type Value } from '../format/value.ts';
import { text } from './plain.ts';

function component(name: string, version: string, details: Readonly<Record<string, string>>): Value {
  return struct('types.ComponentVersion', [
    text('Name', name),
    text('Version', version),
    optional('Details', stringMap(details)),
  ]);
}

/** What `docker version` knows, for templates and JSON. Source: docker/cli system/version.go versionInfo. */
export function versionValue({ profile }: Daemon): Value {
  const { version, commit, api } = profile.engine;
  const client = struct('system.clientVersion', [
    optional('Platform', pointer(null, '*struct { Name string }')),
    optional('Version', str(version)),
    text('APIVersion', api, 'ApiVersion'),
    optional('DefaultAPIVersion', str(api)),
    optional('GitCommit', str(commit)),
    text('GoVersion', VERSIONS.go),
    text('Os', 'linux'),
    text('Arch', 'amd64'),
    optional('BuildTime', str(VERSIONS.built)),
    text('Context', 'default'),
  ]);
  const details = {
    ApiVersion: api,
    Arch: 'amd64',
    BuildTime: VERSIONS.built,
    Experimental: 'false',
    GitCommit: VERSIONS.engineCommit,
    GoVersion: VERSIONS.go,
    KernelVersion: profile.kernel,
    MinAPIVersion: VERSIONS.leastApi,
    Os: 'linux',
  };
  const server = struct(
    'types.Version',
    [
      field('Platform', struct('struct { Name string }', [text('Name', '')])),
      field(
        'Components',
        slice(
          [
            component('Engine', version, details),
            component('containerd', VERSIONS.containerd.version, { GitCommit: VERSIONS.containerd.commit }),
            component('runc', VERSIONS.runc.version, { GitCommit: VERSIONS.runc.commit }),
            component('docker-init', VERSIONS.init, { GitCommit: '' }),
          ],
          '[]types.ComponentVersion',
        ),
      ),
      text('Version', version),
      text('APIVersion', api, 'ApiVersion'),
      text('MinAPIVersion', VERSIONS.leastApi),
      text('GitCommit', VERSIONS.engineCommit),
      text('GoVersion', VERSIONS.go),
      text('Os', 'linux'),
      text('Arch', 'amd64'),
      text('KernelVersion', profile.kernel),
      text('BuildTime', VERSIONS.builtAt),
    ],
    true,
  );
  return struct('system.versionInfo', [field('Client', client), field('Server', server)]);
}
