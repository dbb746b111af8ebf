import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { limitFlag } from '../../limits/flag-values.ts';
import { runBuild } from '../../images/build/run-build.ts';
import { writeIds } from '../../images/build/write-ids.ts';

/** Flags that are taken and do nothing but say so. Source: docker/buildx commands/build.go, annotation `flag-warn`; measured. */
const WARNINGS: Readonly<Record<string, string>> = {
  squash:
    'experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency.',
  isolation: 'isolation flag is deprecated with BuildKit.',
};

const command: DockerCommand = {
  short: 'Start a build',
  usage: '[OPTIONS] PATH | URL | -',
  plugin: 'buildx',
  aliases: ['b'],
  // flags with `!` are taken for the sake of old scripts and do nothing
  flags: `
      --add-host strings              Add a custom host-to-IP mapping
                                      (format: "host:ip")
      --allow strings                 Allow extra privileged entitlement
                                      (e.g., "network.host",
                                      "security.insecure")
      --annotation stringArray        Add annotation to the image
      --attest stringArray            Attestation parameters (format:
                                      "type=sbom,generator=image")
      --build-arg stringArray         Set build-time variables
      --build-context stringArray     Additional build contexts (e.g.,
                                      name=path)
      --builder string                Override the configured builder instance
      --cache-from stringArray        External cache sources (e.g.,
                                      "user/app:cache",
                                      "type=local,src=path/to/dir")
      --cache-to stringArray          Cache export destinations (e.g.,
                                      "user/app:cache",
                                      "type=local,dest=path/to/dir")
      --cgroup-parent string          Set the parent cgroup for the "RUN"
                                      instructions during build
  -f, --file string                   Name of the Dockerfile (default:
                                      "PATH/Dockerfile")
      --iidfile string                Write the image ID to the file
      --label stringArray             Set metadata for an image
      --load                          Shorthand for "--output=type=docker"
      --metadata-file string          Write build result metadata to the file
      --network string                Set the networking mode for the
                                      "RUN" instructions during build
                                      (default "default")
      --no-cache                      Do not use cache when building the image
      --no-cache-filter stringArray   Do not cache specified stages
  -o, --output stringArray            Output destination (format:
                                      "type=local,dest=path")
      --platform stringArray          Set target platform for build
      --progress string               Set type of progress output
                                      ("auto", "plain", "tty"). Use plain
                                      to show container output (default
                                      "auto")
      --provenance string             Shorthand for "--attest=type=provenance"
      --pull                          Always attempt to pull all
                                      referenced images
      --push                          Shorthand for "--output=type=registry"
  -q, --quiet                         Suppress the build output and print
                                      image ID on success
      --sbom string                   Shorthand for "--attest=type=sbom"
      --secret stringArray            Secret to expose to the build
                                      (format:
                                      "id=mysecret[,src=/local/secret]")
      --shm-size bytes                Shared memory size for build containers
      --ssh stringArray               SSH agent socket or keys to expose
                                      to the build (format:
                                      "default|<id>[=<socket>|<key>[,<key>]]")
  -t, --tag stringArray               Name and optionally a tag (format:
                                      "name:tag")
      --target string                 Set the target build stage to build
      --ulimit ulimit                 Ulimit options (default [])
!      --compress                      Compress the build context using gzip
!  -c, --cpu-shares int                CPU shares (relative weight)
!      --cpu-period int                Limit the CPU CFS (Completely Fair Scheduler) period
!      --cpu-quota int                 Limit the CPU CFS (Completely Fair Scheduler) quota
!      --cpuset-cpus string            CPUs in which to allow execution ("0-3", "0,1")
!      --cpuset-mems string            MEMs in which to allow execution ("0-3", "0,1")
!      --force-rm                      Always remove intermediate containers
!      --isolation string              Container isolation technology
!  -m, --memory string                 Memory limit
!      --memory-swap string            Swap limit equal to memory plus swap: "-1" to enable unlimited swap
!      --rm                            Remove intermediate containers after a successful build
!      --security-opt strings          Security options
!      --squash                        Squash newly built layers into a single new layer
`,
  args: [1, 1],
  check: limitFlag,
  *run(cli, given): Task {
    for (const [name, warning] of Object.entries(WARNINGS)) if (given.has(name)) cli.err(`WARNING: ${warning}\n`);
    const { exit, id } = yield* runBuild(cli, given);
    return exit === 0 ? writeIds(cli, given, id) : exit;
  },
};
export default command;
