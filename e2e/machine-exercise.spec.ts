import { exercisePage } from './pages/exercise.ts';
import { PROMPT, terminal } from './pages/terminal.ts';
import { record } from './storage.ts';
import { expect, test } from './test.ts';

const NETWORK = 'docker network create --subnet 10.88.0.0/16 --ip-range 10.88.4.0/24 --gateway 10.88.255.254 shopfloor';
const CLOCK = 'docker run -d --name clock --network shopfloor --ip 10.88.0.10 nginx:alpine';

test('an exercise on networks is solved in the terminal; undo takes it back, a reload keeps it', async ({ page }) => {
  test.setTimeout(180_000);
  const exercise = exercisePage(page);
  const desk = terminal(page);
  const typeThere = () => desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  const passed = async () => (await exercise.checks()).filter((check) => check.endsWith(': passed')).length;
  await exercise.open('lessons/networks/address-plan/');
  await expect.poll(desk.screen).toBe(PROMPT);
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await expect.poll(exercise.checks).toHaveLength(4);
  expect(await passed()).toBe(0);

  await typeThere();
  await desk.run(NETWORK);
  await expect.poll(passed).toBe(3);
  await desk.run(CLOCK);
  await expect.poll(passed).toBe(4);
  expect((await exercise.verdict()).kind).toBe('Solved');

  await desk.section.getByRole('button', { name: 'Undo last command' }).click();
  await expect.poll(passed).toBe(3);
  await typeThere();
  await desk.run(CLOCK);
  await expect.poll(passed).toBe(4);

  await page.reload();
  await expect.poll(passed).toBe(4);
  await expect.poll(desk.screen).toContain('--ip 10.88.0.10');
  const log = (await record(page, 'networks/address-plan'))?.attempt?.log ?? [];
  expect(log.filter(({ kind }) => kind === 'command').map(({ text }) => text)).toEqual([NETWORK, CLOCK]);
});

test('a session of a lesson goes on in the playground, where its machine is all there is to see', async ({ page }) => {
  const { outcome } = exercisePage(page);
  const desk = terminal(page);
  await page.goto('lessons/networks/');
  await page.getByRole('figure').filter({ hasText: 'A network of one’s own' }).getByText('Open in playground').click();
  await expect.poll(desk.screen, { timeout: 30_000 }).toMatch(/getent hosts api\n172\.18\.0\.2 +api\nroot@docker-host/);
  await expect(outcome.getByRole('tab')).toHaveText(['Machine']);
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  expect(await desk.run("docker network inspect -f '{{range .Containers}}{{.Name}}{{end}}' shop")).toContain('\napi\n');
});
