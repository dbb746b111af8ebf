/** What the help of an experimental command says below its sentence. Source: docker/cli cli/cobra.go usageTemplate. */
export function experimental(command: string, sentence: string): string {
  return `${sentence}

EXPERIMENTAL:
  docker ${command} is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;
}
