import type { HostFiles } from '../load/dotenv.ts';
import { loadProject, place } from '../load/project.ts';
import { selectServices } from '../load/select.ts';
import { projectMapping } from '../model/mapping.ts';
import { jsonText } from '../print/json.ts';
import { projectShape } from '../print/shape.ts';
import { yamlText } from '../print/yaml.ts';
import golden from './config.json';

/** What `docker compose -f FILE config` of docker-compose 2.26.1-4 answers for files in `/srv/c`, with HOME=/root and USER=root. */
export interface ConfigAnswer {
  readonly exit: number;
  readonly yaml?: string;
  readonly json?: string;
  readonly said?: string;
}

const shared: Readonly<Record<string, string>> = golden.files;
const FOLDER = '/srv/c';

function filesWith(own: Readonly<Record<string, string>>): HostFiles {
  const all: Readonly<Record<string, string>> = { ...shared, ...own };
  return {
    read(path) {
      if (path === FOLDER || path === `${FOLDER}/inc`) return 'dir';
      const name = path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : '';
      const text = all[name];
      return text === undefined ? undefined : { text };
    },
  };
}

/** Answers as `docker compose config` does for files of its own beside those of the recording, read in the order of `paths`. */
export function configAnswer(
  own: Readonly<Record<string, string>>,
  paths: readonly string[],
  profiles: readonly string[] = [],
): ConfigAnswer {
  const said: string[] = [];
  const files = filesWith(own);
  const placed = place({
    files,
    cwd: FOLDER,
    home: '/root',
    env: new Map([
      ['HOME', '/root'],
      ['USER', 'root'],
    ]),
    warn: (message) => void said.push(`warning: ${message}`),
    paths,
    envFiles: [],
    profiles,
  });
  const loaded = placed.ok ? loadProject(placed.value) : placed;
  const chosen = loaded.ok ? selectServices(loaded.value, [], { files }) : loaded;
  if (!chosen.ok) return { exit: chosen.exit, said: [...said, chosen.message].join('\n') };
  const model = projectMapping(chosen.value);
  return {
    exit: 0,
    ...(said.length > 0 ? { said: said.join('\n') } : {}),
    yaml: yamlText(projectShape(model, 'yaml')).replaceAll('$', '$$$$'),
    json: jsonText(projectShape(model, 'json')).replaceAll('$', '$$$$'),
  };
}

