import { expect, test } from 'vitest';
import { commandOf, templateOf } from './format-path.ts';

test.each([
  [['State', 'Pid'], '{{.State.Pid}}'],
  [['Mounts', 0], '{{index .Mounts 0}}'],
  [['Mounts', 0, 'Source'], '{{(index .Mounts 0).Source}}'],
  [['Config', 'Labels', 'com.docker.compose.project'], '{{index .Config.Labels "com.docker.compose.project"}}'],
  [
    ['NetworkSettings', 'Ports', '80/tcp', 0, 'HostPort'],
    '{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}',
  ],
  [['my-net', '('], '{{index (index . "my-net") "("}}'],
] as const)('the field %j is asked for with %s', (path, template) => {
  expect(templateOf(path)).toBe(template);
});

test('the command names what kind of thing it is, but for containers, and keeps quotes from the shell', () => {
  expect(commandOf('container', 'web', ['Id'])).toBe("docker inspect -f '{{.Id}}' web");
  expect(commandOf('network', 'front', ['Labels', "it's"])).toBe(
    `docker network inspect -f '{{index .Labels "it'"'"'s"}}' front`,
  );
});
