/**
 * `docker compose`: compose files as compose-go reads them, and the operations on a Docker host that follow from them. Left out:
 * publishing, remote files, dry runs, models and providers of later versions.
 */
import type { Plugin } from '../docker/plugins.ts';
import { runCompose } from './cli/dispatch.ts';

/** Compose as a plug-in of the docker client (`createHost({ …, plugins: { compose } })`). */
export const compose: Plugin = { run: runCompose };
