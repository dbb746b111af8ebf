import { all } from './content.ts';
import { exercisePage } from './pages/exercise.ts';
import { PROMPT, terminal } from './pages/terminal.ts';
import { record, storedText } from './storage.ts';
import { expect, test } from './test.ts';

const id = 'signals/handler-in-node';
const solution = all.find((one) => one.id === id)?.solution ?? {};

const COMMANDS = [
  'docker rm -f bookings',
  'docker build -q -t bookings .',
  'docker run -d --name bookings -v bookings:/data bookings',
];

test('a handler of one’s own stops the container: written in the editor, built and run in the terminal, kept by a reload', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const bench = exercisePage(page);
  const desk = terminal(page);
  const typeThere = () => desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  const passed = async () => (await bench.checks()).filter((check) => check.endsWith(': passed')).length;
  await bench.open(`lessons/${id}/`);
  await expect.poll(desk.screen).toBe(PROMPT);
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await expect.poll(passed).toBe(1);

  await bench.write(solution);
  await expect.poll(() => storedText(page, id, 'server.js')).toBe(solution['server.js']);
  await expect.poll(passed).toBe(1);
  await typeThere();
  for (const command of COMMANDS) await desk.run(command);
  await expect.poll(passed).toBe(4);
  expect((await bench.verdict()).kind).toBe('Solved');

  await typeThere();
  expect(await desk.run('docker stop bookings; docker logs bookings')).toMatch(
    /no new bookings\nsaved\nroot@docker-host/,
  );
  await expect.poll(passed).toBe(0);
  await typeThere();
  await desk.run('docker start bookings');
  await expect.poll(passed).toBe(4);

  await page.reload();
  await expect.poll(passed).toBe(4);
  expect(await storedText(page, id, 'server.js')).toBe(solution['server.js']);
  const log = (await record(page, id))?.attempt?.log ?? [];
  expect(log.filter(({ kind }) => kind === 'command').map(({ text }) => text)).toEqual([
    ...COMMANDS,
    'docker stop bookings; docker logs bookings',
    'docker start bookings',
  ]);
});
