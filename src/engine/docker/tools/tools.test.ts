import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { createHost, current, hostFiles, type Host } from '../index.ts';
import { tools } from './index.ts';
import { isOlder, systemPackages } from './trivy/inventory.ts';
import { frame } from './trivy/table.ts';
import { plainLayer, stack } from '../../files/index.ts';

const world = createWorld(allImages, allPackages, shell);

function host(workspace: Readonly<Record<string, string>> = {}): Host {
  const { hostname, cwd } = current;
  const files = hostFiles({ hostname, cwd, programs: shell.programs, workspace });
  return createHost({ world, profile: current, files, images: [], plugins: tools });
}

function answers(on: Host, command: string): { exit: number; out: string; err: string; notSimulated: string[] } {
  const { exit, output, notSimulated } = on.type(command);
  const text = (fd: 1 | 2): string =>
    output
      .filter((chunk) => chunk.fd === fd)
      .map((chunk) => chunk.text)
      .join('');
  return { exit, out: text(1), err: text(2), notSimulated: notSimulated.map(({ what }) => what) };
}

function json(name: string, version: string): string {
  return JSON.stringify({ name, version });
}

const WASTEFUL = {
  Dockerfile: `FROM alpine:3.22
RUN head -c 2000000 /dev/zero > /big
RUN rm /big
RUN head -c 1000 /dev/zero > /small
RUN chmod 600 /small
`,
};

describe('dive', () => {
  it('reports what layers store in vain, and fails a job whose rules it breaks', () => {
    const on = host(WASTEFUL);
    expect(on.type('docker build -qt fat .').exit).toBe(0);
    const { exit, out, err } = answers(on, 'dive --ci fat');
    expect(out).toBe(`Analysis:
  efficiency:        80.60 %
  wastedBytes:       2002000 bytes (2.0 MB)
  userWastedPercent: 100.00 %

Inefficient Files:
  Count  Wasted Space  File Path
  2      2.0 MB        /big
  2      2.0 kB        /small

Evaluation:
  FAIL  highestUserWastedPercent (too many bytes wasted, relative to the user bytes added (%-user-wasted-bytes=1.00 > threshold=0.1))
  SKIP  highestWastedBytes (disabled)
  FAIL  lowestEfficiency (image efficiency is too low (efficiency=0.81 < threshold=0.9))

FAIL [fail:2 skip:1]
`);
    expect(err).toContain('Analyzing image');
    expect(err).toContain('evaluation failed\n');
    expect(exit).toBe(1);
  });

  it('passes an image without waste, and takes CI=true for --ci', () => {
    const { exit, out } = answers(host(), 'CI=true dive alpine:3.22');
    expect(out).toContain('Inefficient Files: (None)');
    expect(out).toContain('PASS [pass:2 skip:1]');
    expect(exit).toBe(0);
  });

  it('takes its rules from flags, or from .dive-ci, which goes before them', () => {
    const on = host({
      ...WASTEFUL,
      'lax.yaml':
        'rules:\n  lowestEfficiency: 0.5 # half\n  highestWastedBytes: 3MB\n  highestUserWastedPercent: "off"\n',
    });
    on.type('docker build -qt fat .');
    expect(answers(on, 'dive --ci --lowestEfficiency 0.1 --highestUserWastedPercent off fat').exit).toBe(0);
    expect(answers(on, 'dive --ci --highestWastedBytes 1MB --lowestEfficiency 0 fat').out).toContain(
      'FAIL  highestWastedBytes (too many bytes wasted (wasted-bytes=2002000 > threshold=1000000))',
    );
    expect(answers(on, 'dive --ci --ci-config lax.yaml --lowestEfficiency 0.99 fat').exit).toBe(0);
  });

  it('refuses rules that are none, images that are not there, and the view that is not simulated', () => {
    const on = host();
    expect(answers(on, 'dive --ci --lowestEfficiency 2 alpine:3.22').err).toBe(
      "lowestEfficiency config value is outside allowed range (0-1), given '2.000000'\n",
    );
    expect(answers(on, 'dive --ci --highestWastedBytes much alpine:3.22').exit).toBe(1);
    expect(answers(on, 'dive --ci nobody/has-this:9').exit).toBe(1);
    expect(answers(on, 'dive').err).toBe('exactly one argument is required\n');
    expect(answers(on, 'dive alpine:3.22')).toMatchObject({ exit: 1, notSimulated: ['the interactive view of dive'] });
  });
});

describe('trivy', () => {
  it('lists findings of a Debian release, and none of an image without its packages', () => {
    const on = host();
    const fat = answers(on, 'trivy image debian:bookworm-slim');
    expect(fat.out).toContain('Total: 18 (UNKNOWN: 0, LOW: 14, MEDIUM: 2, HIGH: 1, CRITICAL: 1)');
    expect(fat.out).toContain('│ zlib1g      │ CVE-2023-45853   │ CRITICAL │ will_not_fix │ 1:1.2.13.dfsg-1');
    expect(fat.err).toContain('[model] Not a scan:');
    expect(fat.exit).toBe(0);
    expect(answers(on, 'trivy image gcr.io/distroless/static-debian12').out).not.toContain('Total:');
  });

  it('counts what was installed: fewer packages, fewer findings', () => {
    const on = host({ Dockerfile: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git\n' });
    on.type('docker build -qt with-git .');
    expect(answers(on, 'trivy image with-git').out).toContain('│ git ');
    expect(answers(on, 'trivy image debian:trixie-slim').out).not.toContain('│ git ');
  });

  it('finds packages of languages by their versions', () => {
    const on = host({
      Dockerfile:
        'FROM alpine:3.22\nCOPY a.json /app/node_modules/lodash/package.json\nCOPY b.json /app/node_modules/ws/package.json\n',
      'a.json': json('lodash', '4.17.20'),
      'b.json': json('ws', '8.18.0'),
    });
    on.type('docker build -qt shop .');
    const { out, exit } = answers(on, 'trivy image --exit-code 3 shop');
    expect(out).toContain('CVE-2021-23337');
    expect(out).not.toContain('CVE-2024-37890');
    expect(exit).toBe(3);
  });

  it('leaves out what is asked for: severities, what has no fix, what .trivyignore names', () => {
    const on = host({ '.trivyignore': 'CVE-2023-45853 # no zip files here\n' });
    const grave = answers(on, 'trivy image -q --exit-code 1 --severity HIGH,CRITICAL debian:bookworm-slim');
    expect(grave.out).toContain('Total: 1 (HIGH: 1, CRITICAL: 0)');
    expect(grave.exit).toBe(1);
    expect(answers(on, 'trivy image -q --exit-code 1 --ignore-unfixed debian:bookworm-slim').exit).toBe(0);
  });

  it('refuses what it does not know, and says what is not simulated', () => {
    const on = host();
    expect(answers(on, 'trivy image --severity AWFUL alpine:3.22').err).toContain('unknown severity: AWFUL');
    expect(answers(on, 'trivy fs .')).toMatchObject({ exit: 1, notSimulated: ['trivy fs'] });
    expect(answers(on, 'trivy image --scanners vuln,secret alpine:3.22').notSimulated).toEqual([
      'trivy --scanners secret',
    ]);
  });
});

describe('parts of the scanner', () => {
  it('merges equal cells below one another in the columns that are named', () => {
    expect(
      frame(
        ['A', 'Bee'],
        [
          ['x', '1'],
          ['x', '2'],
          ['y', '2'],
        ],
        { merges: [0, 1] },
      ),
    ).toBe(
      '┌───┬─────┐\n│ A │ Bee │\n├───┼─────┤\n│ x │ 1   │\n│   ├─────┤\n│   │ 2   │\n├───┤     │\n│ y │     │\n└───┴─────┘',
    );
  });
  it('compares versions by their numbers', () => {
    expect(isOlder('4.17.9', '4.17.21')).toBe(true);
    expect(isOlder('4.17.21', '4.17.21')).toBe(false);
    expect(isOlder('10.0.0', '9.9.9')).toBe(false);
  });
  it('reads the lists of dpkg and apk', () => {
    const tree = stack([
      plainLayer({
        '/var/lib/dpkg/status': 'Package: git\nStatus: install ok installed\nVersion: 1:2.47\n\n',
        '/lib/apk/db/installed': 'P:curl\nV:8.1\n\n',
      }),
    ]);
    expect([...systemPackages(tree)]).toEqual([
      ['git', ['1:2.47']],
      ['curl', ['8.1']],
    ]);
  });
});
