import { describe, expect, it } from 'vitest';
import { provesSuite } from '../../cli/fidelity/proves-suite.ts';
import { configAnswer } from './golden/config.ts';
import { readYaml } from './yaml/read.ts';

await provesSuite('compose-files');

describe('docker compose config', () => {
  it('lays a later file over an earlier one: lists grow, commands are replaced, !reset drops', () => {
    const answer = configAnswer(
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
    expect(configAnswer(files, []).yaml).toContain('image: z');
    expect(configAnswer(files, []).yaml).not.toContain('image: other');
    expect(configAnswer(files, [], ['dev']).yaml).toContain('image: other');
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
