import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { shell } from '../everything.ts';
import { freshHost } from './index.ts';

const world = createWorld(allImages, allPackages, shell);

function typed(...lines: readonly string[]): { exit: number; text: string } {
  const host = freshHost({ world });
  const answers = ['docker pull -q postgres:17', ...lines].map((line) => host.type(line));
  const last = answers.at(-1);
  return { exit: last?.exit ?? -1, text: last?.output.map(({ text }) => text).join('') ?? '' };
}

describe('the postgres image', () => {
  it('refuses to start without a password', () => {
    const { exit, text } = typed('docker run postgres:17');
    expect({ exit, first: text.split('\n')[0] }).toEqual({
      exit: 1,
      first: 'Error: Database is uninitialized and superuser password is not specified.',
    });
  });

  it('listens once its folder is initialised, as another user than root', () => {
    const run = 'docker run -d --name db -e POSTGRES_PASSWORD=s postgres:17';
    expect([
      typed(run, 'sleep 2', 'docker exec db pg_isready -h localhost').text,
      typed(run, 'docker exec db pg_isready -h localhost').text,
      typed(run, 'sleep 2', 'docker exec db stat -c %U /var/lib/postgresql/data/PG_VERSION').text,
    ]).toEqual(['localhost:5432 - accepting connections\n', 'localhost:5432 - no response\n', 'postgres\n']);
  });

  it('ends at docker stop, and finds its folder again', () => {
    const run = 'docker run -d --name db -e POSTGRES_PASSWORD=s postgres:17';
    const { text } = typed(run, 'sleep 2', 'docker stop db', 'docker start db', 'sleep 1', 'docker logs db 2>&1');
    const said = text
      .split('\n')
      .flatMap((line) => /LOG: {2}(received.*|database.*)|(.*Skipping.*)/.exec(line)?.[0] ?? []);
    expect(said).toEqual([
      'LOG:  database system is ready to accept connections',
      'LOG:  received fast shutdown request',
      'LOG:  database system is shut down',
      'PostgreSQL Database directory appears to contain a database; Skipping initialization',
      'LOG:  database system is ready to accept connections',
    ]);
  });
});
