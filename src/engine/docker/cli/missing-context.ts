import { digest } from '../../base/digest.ts';

/** What the client says about a context that it does not have. Source: docker/cli context/store/metadatastore.go. */
export function missingContext(name: string): string {
  return `context ${JSON.stringify(name)}: context not found: open /root/.docker/contexts/meta/${digest(name).slice('sha256:'.length)}/meta.json: no such file or directory`;
}

/** Why a name cannot be that of a new context; undefined: it can. */
export function badContextName(name: string): string | undefined {
  if (name === 'default') return '"default" is a reserved context name';
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)) return undefined;
  return `context name ${JSON.stringify(name)} is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`;
}

const ENDPOINT = `Docker endpoint config:

NAME                DESCRIPTION
from                Copy named context's Docker endpoint configuration
host                Docker endpoint on which to connect
ca                  Trust certs signed only by this CA
cert                Path to TLS certificate file
key                 Path to TLS key file
skip-tls-verify     Skip TLS certificate validation

Example:
`;

/** The long help of `context create` and `update`. */
export function endpointHelp(short: string, verb: string): string {
  return `${short}

${ENDPOINT}
$ docker context ${verb} my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"
`;
}
