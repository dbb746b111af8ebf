import type { Cli } from '../../cli/command.ts';

/**
 * `DOCKER_BUILDKIT=0 docker build`: the builder before BuildKit is not simulated, and it is said what it would do differently. Answers undefined when BuildKit
 * is asked for. Source: docker/cli cmd/docker/builder.go; recorded, img-buildx.
 */
export function legacyBuild(cli: Cli): number | undefined {
  const value = cli.process.env.get('DOCKER_BUILDKIT');
  if (value === undefined || value === '' || /^(?:1|t|T|true|TRUE|True)$/.test(value)) return undefined;
  if (!/^(?:0|f|F|false|FALSE|False)$/.test(value)) {
    const why = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    cli.err(`DOCKER_BUILDKIT environment variable expects boolean value: ${why}\n`);
    return 1;
  }
  cli.err(`DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`);
  cli.err(`Remove DOCKER_BUILDKIT=0: the legacy builder is not simulated. It would run one step after another, each in a container
of its own that is committed to an image ("Step 1/5", "---> Running in …"), stages that the target does not need included;
RUN --mount, heredocs, COPY --link, --secret and --output would be errors.
`);
  cli.notSimulated('the builder before BuildKit (DOCKER_BUILDKIT=0)');
  return 1;
}
