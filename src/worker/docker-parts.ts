import type { COMMANDS } from '../engine/docker/plugins.ts';
import type { DockerCommand, Placed, Plugins } from '../engine/docker/index.ts';
import type { Named, Part, Store } from './parts.ts';

/** Where the commands of `docker` come from. */
export interface DockerSource {
  loadCommand(place: Pick<Placed, 'noun' | 'verb'>): Promise<DockerCommand>;
  /** Those that stand in texts of shells. */
  commandsNamed(texts: readonly string[]): readonly Placed[];
}

interface DockerParts {
  readonly commands: NonNullable<Plugins[typeof COMMANDS]>;
  /** Fetches the commands that are typed somewhere. */
  foresee(named: Named): Promise<void>;
}

/** The commands of `docker`, each fetched when it is called or named; until then it does nothing, and the answer is thrown away. */
export function dockerParts(store: Store, get: () => Promise<DockerSource>): DockerParts {
  const there = new Map<string, DockerCommand>();
  const part = ({ noun, verb }: Placed): Part => {
    const id = `docker ${noun} ${verb}`;
    return {
      id,
      async fetch() {
        there.set(id, await (await get()).loadCommand({ noun, verb }));
      },
    };
  };
  return {
    commands: {
      get(place) {
        const wanted = part(place);
        store.want(wanted);
        return there.get(wanted.id);
      },
      peek: (place) => there.get(part(place).id),
    },
    async foresee(named) {
      const texts = [...(named.typed ?? []), named.checks].filter((text) => text.includes('docker'));
      if (texts.length === 0) return;
      const source = await get();
      await Promise.all(source.commandsNamed(texts).map((place) => store.fetch(part(place))));
    },
  };
}
