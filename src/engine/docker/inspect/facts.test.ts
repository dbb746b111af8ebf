import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { freshHost } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

/** Exit code and output of one command on a fresh host. */
function answer(command: string): readonly [exit: number | undefined, output: string] {
  const { exit, output } = freshHost({ world }).type(command);
  return [exit, output.map(({ text }) => text).join('')];
}

function noField(name: string, type: string): string {
  return `\ntemplate: ${name}:1:2: executing "${name}" at <.Nope>: can't evaluate field Nope in type ${type}\n`;
}

describe('docker version and docker info', () => {
  it('print what a template asks for', () => {
    expect(answer("docker version --format '{{.Client.Os}}/{{.Client.Arch}}'")).toEqual([0, 'linux/amd64\n']);
    expect(answer("docker info --format '{{.Driver}} {{.OSType}}'")).toEqual([0, 'overlay2 linux\n']);
  });

  it('print text without a format, JSON where it is asked for', () => {
    expect(answer('docker version | head -n 1')).toEqual([0, 'Client:\n']);
    expect(answer('docker info | head -n 1')).toEqual([0, 'Client:\n']);
    expect(answer('docker version -f json | jq -r .Client.Context')).toEqual([0, 'default\n']);
    expect(answer('docker info -f json | jq -r .OSType')).toEqual([0, 'linux\n']);
  });

  it('end with 64 on what is no template; the template of docker version alone has a name', () => {
    const why = "bad character U+007D '}'\n";
    expect(answer("docker version --format '{{.Client}'")).toEqual([
      64,
      `template parsing error: template: version:1: ${why}`,
    ]);
    expect(answer("docker info --format '{{.Driver}'")).toEqual([64, `template parsing error: template: :1: ${why}`]);
  });

  it('end with 1 on a field that is not there', () => {
    expect(answer("docker version --format '{{.Nope}}'")).toEqual([1, noField('version', 'system.versionInfo')]);
    expect(answer("docker info --format '{{.Nope}}'")).toEqual([1, noField('', 'system.dockerInfo')]);
  });
});
