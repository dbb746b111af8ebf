import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostFiles } from './load/dotenv.ts';
import { loadProject, place } from './load/project.ts';
import { selectServices } from './load/select.ts';
import { projectMapping } from './model/mapping.ts';
import { jsonText } from './print/json.ts';
import { projectShape } from './print/shape.ts';
import { yamlText } from './print/yaml.ts';
import { readYaml } from './yaml/read.ts';

/** What `docker compose -f FILE config` of docker-compose 2.26.1-4 answered for a file in `/srv/c`, with HOME=/root and USER=root. */
interface Case {
  readonly file: string;
  readonly text: string;
  readonly exit: number;
  readonly yaml?: string;
  readonly json?: string;
  readonly said?: string;
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/config.json'), 'utf8')) as {
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
};
const FOLDER = '/srv/c';

function filesWith(own: Readonly<Record<string, string>>): HostFiles {
  const all: Readonly<Record<string, string>> = { ...golden.files, ...own };
  return {
    read(path) {
      if (path === FOLDER || path === `${FOLDER}/inc`) return 'dir';
      const name = path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : '';
      const text = all[name];
      return text === undefined ? undefined : { text };
    },
  };
}

function config(
  own: Readonly<Record<string, string>>,
  paths: readonly string[],
  profiles: readonly string[] = [],
): Omit<Case, 'file' | 'text'> {
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

describe('docker compose config', () => {
  it.each(golden.cases.map((one) => [one.file, one] as const))('answers as the real tool for %s', (_file, one) => {
    const { file, text, ...expected } = one;
    expect(config({ [file]: text }, [file])).toEqual(expected);
  });

  it('lays a later file over an earlier one: lists grow, commands are replaced, !reset drops', () => {
    const answer = config(
      {
        'a.yaml': 'services: {a: {image: x, command: one, ports: ["80"], environment: {A: "1"}, dns: [1.1.1.1]}}\n',
        'b.yaml':
          'services: {a: {command: two, ports: ["81"], environment: {A: "2", B: "3"}, dns: !reset null}}\nnetworks: {n: {}}\n',
      },
      ['a.yaml', 'b.yaml'],
    );
    expect(answer.yaml).toBe(
      'name: c\nservices:\n  a:\n    command:\n      - two\n    environment:\n      A: "2"\n      B: "3"\n    image: x\n    networks:\n      default: null\n    ports:\n      - mode: ingress\n        target: 80\n        protocol: tcp\n      - mode: ingress\n        target: 81\n        protocol: tcp\nnetworks:\n  default:\n    name: c_default\n',
    );
  });

  it('takes the override file beside the usual one, and leaves services of other profiles out', () => {
    const files = {
      'compose.yaml': 'services: {a: {image: x}, b: {image: other, profiles: [dev]}}\n',
      'compose.override.yaml': 'services: {a: {image: z}}\n',
    };
    expect(config(files, []).yaml).toContain('image: z');
    expect(config(files, []).yaml).not.toContain('image: other');
    expect(config(files, [], ['dev']).yaml).toContain('image: other');
  });
});

describe('hostile files', () => {
  it('refuses a document whose aliases unfold without end of memory', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, at, all) => {
      const inner = at === 0 ? '1' : `*${all[at - 1] ?? ''}`;
      return `x-${name}: &${name} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    expect(readYaml(`${rows.join('\n')}\n`)).toEqual({
      ok: false,
      message: 'yaml: document contains excessive aliasing',
      exit: 15,
    });
  });

  it('refuses an alias within its own anchor, and unfolds one beside it', () => {
    expect(readYaml('x-a: &a\n  b: *a\n')).toEqual({
      ok: false,
      message: 'cycle detected: node at path x-a.b.b references node at path x-a.b',
      exit: 15,
    });
    const read = readYaml('x-a: &a [1]\nx-b: *a\n');
    expect(read.ok && JSON.stringify(read.value[0]?.value)).toBe('{"x-a":[1],"x-b":[1]}');
  });
});
