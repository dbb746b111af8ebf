import { digest } from '../../base/digest.ts';

/** What the client says about a context that it does not have. Source: docker/cli context/store/metadatastore.go. */
export function missingContext(name: string): string {
  return `context ${JSON.stringify(name)}: context not found: open /root/.docker/contexts/meta/${digest(name).slice('sha256:'.length)}/meta.json: no such file or directory`;
}
