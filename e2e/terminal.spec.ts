import { AxeBuilder } from '@axe-core/playwright';
import { PROMPT, terminal } from './pages/terminal.ts';
import { workbench } from './pages/workspace.ts';
import { record, storedText } from './storage.ts';
import { expect, test } from './test.ts';

test('a session with Docker: run, list, execute, follow logs, stop; undo, and a reload plays it again', async ({
  page,
}) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  await desk.run("docker run -d --name web alpine:3.22 sh -c 'while :; do echo tick; sleep 1; done'");
  expect(await desk.run("docker ps --format '{{.Names}} {{.Image}}'")).toContain('\nweb alpine:3.22\n');
  expect(await desk.run('docker exec web echo inside')).toContain('\ninside\n');
  await page.keyboard.type('docker logs -f web\n');
  await expect.poll(desk.screen).toContain('tick\ntick\ntick');
  await page.keyboard.press('Control+c');
  await expect.poll(desk.screen).toMatch(/\^C\nroot@docker-host:~\/lab#$/);
  await page.keyboard.press('Control+l');
  expect(await desk.run('docker stop -t 2 web')).toContain('\nweb\n');
  expect(await desk.run("docker inspect -f 'code {{.State.ExitCode}}' web")).toContain('\ncode 137\n');
  await desk.section.getByRole('button', { name: 'Undo last command' }).click();
  await expect.poll(desk.screen).not.toContain('code 137');
  await page.reload();
  await expect.poll(desk.screen).toMatch(/docker stop -t 2 web\nweb\nroot@docker-host:~\/lab#$/);
  expect((await record(page, 'playground'))?.attempt?.log?.at(-1)?.text).toBe('docker stop -t 2 web');
});

test('the line is edited as in bash: history, Ctrl+R, Tab, several lines', async ({ page }) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  await desk.run('echo one');
  await page.keyboard.type('docker netw');
  await page.keyboard.press('Tab');
  await expect.poll(desk.screen).toMatch(/# docker network$/);
  await page.keyboard.type('cre');
  await page.keyboard.press('Tab');
  await expect.poll(desk.screen).toMatch(/# docker network create$/);
  await page.keyboard.press('Control+u');
  await page.keyboard.type('cat Doc');
  await page.keyboard.press('Tab');
  await expect.poll(desk.screen).toMatch(/# cat Dockerfile$/);
  await page.keyboard.press('Control+u');
  await page.keyboard.press('ArrowUp');
  await expect.poll(desk.screen).toMatch(/# echo one$/);
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Control+r');
  await page.keyboard.type('ech');
  await expect.poll(desk.screen).toMatch(/\(reverse-i-search\)`ech': echo one$/);
  await page.keyboard.press('Control+c');
  await desk.run('true');
  await page.keyboard.type('for i in a b; do\n');
  await expect.poll(desk.screen).toMatch(/\n>$/);
  await page.keyboard.type('echo "<$i>"\ndone\n');
  await expect.poll(desk.screen).toMatch(/<a>\n<b>\nroot@docker-host:~\/lab#$/);
});

test('files of the editor and of the host are one', async ({ page }) => {
  const desk = terminal(page);
  const bench = workbench(page);
  await bench.open('playground/');
  await bench.replace('FROM alpine:3.22\nRUN echo edited\n');
  await desk.open();
  expect(await desk.run('cat Dockerfile')).toContain('RUN echo edited');
  await desk.run('echo from the host > made.txt');
  await expect.poll(() => storedText(page, 'playground', 'made.txt')).toBe('from the host\n');
});

test('Escape and Tab lead out, a second terminal is on the same machine, and axe finds nothing', async ({ page }) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  await desk.run('echo shared > file');
  await desk.section.getByRole('button', { name: 'New' }).click();
  await expect.poll(() => desk.screen(1)).toBe(PROMPT);
  await page.keyboard.type('cat file\n');
  await expect.poll(() => desk.screen(1)).toContain('\nshared\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(desk.section.getByLabel('Speed')).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
  }
});

test('nothing of the terminal is loaded before it is opened', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => void loaded.push(request.url()));
  await workbench(page).open('playground/');
  expect(loaded.filter((url) => /xterm|terminal-body|\/docker-/.test(url))).toEqual([]);
  await terminal(page).open();
  expect(loaded.filter((url) => /xterm|terminal-body|\/docker-/.test(url)).length).toBeGreaterThan(0);
});

test('a file that vi or nano is asked for opens in the editor of the page, a new one too', async ({ page }) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  expect(await desk.run('nano notes.txt')).toContain('notes.txt is open in the editor.');
  await expect(page.getByRole('tab', { name: 'notes.txt' })).toHaveAttribute('aria-selected', 'true');
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  await desk.run('vi Dockerfile');
  await expect(page.getByRole('tab', { name: /^Dockerfile/ }).first()).toHaveAttribute('aria-selected', 'true');
});

test('ls prints columns, and in another window others', async ({ page }) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  expect(await desk.run('mkdir many; cd many; touch $(seq 100 160); ls | wc -l; cd ..')).toContain('\n61\n');
  const columns = async () => {
    const lines = (await desk.run('clear; ls many')).split('\n');
    return lines.find((line) => line.startsWith('100'))?.split(/\s+/).length ?? 0;
  };
  const wide = await columns();
  expect(wide).toBeGreaterThan(3);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(columns).toBeLessThan(wide);
});

test('less in the terminal gets keys, says how to leave, and gives the screen back', async ({ page }) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  await desk.run('seq 500 > n');
  await page.keyboard.type('less n\n');
  await expect.poll(desk.screen).toMatch(/^1\n2\n3\n/);
  await expect(desk.section.getByText('q: quit')).toContainText('Escape, then Tab: leave the terminal.');
  await page.keyboard.press('Space');
  await expect.poll(desk.screen).not.toMatch(/^1\n/);
  await page.keyboard.type('/250\n');
  await expect.poll(desk.screen).toMatch(/^250\n251\n/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(desk.section.getByRole('button', { name: 'Esc', exact: true })).toBeFocused();
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  await page.keyboard.press('q');
  await expect.poll(desk.screen).toMatch(/# less n\nroot@docker-host:~\/lab#$/);
  await expect(desk.section.getByText('q: quit')).toHaveCount(0);
  expect(await desk.run('echo on')).toContain('\non\n');
});

test('vi in a container writes a file; its keys are few entries of the log, and a reload plays them again', async ({
  page,
}) => {
  const desk = terminal(page);
  await workbench(page).open('playground/');
  await desk.open();
  await page.getByLabel('Speed').selectOption('as fast as possible');
  await desk.section.getByRole('textbox', { name: 'Terminal 1' }).focus();
  await desk.run('docker run -dit --name box alpine:3.22 sh');
  await page.keyboard.type('docker exec -it box vi /note\n');
  await expect.poll(desk.screen).toMatch(/- \/note 1\/1 100%$/);
  await page.keyboard.type('ihello from vi');
  await page.keyboard.press('Escape');
  await expect.poll(desk.screen).toMatch(/- \/note \[Modified\] 1\/1 100%$/);
  await page.keyboard.type(':wq\n');
  await expect.poll(desk.screen).toMatch(/vi \/note\nroot@docker-host:~\/lab#$/);
  expect(await desk.run('docker exec box cat /note')).toContain('\nhello from vi\n');
  const log = (await record(page, 'playground'))?.attempt?.log ?? [];
  const keys = log.filter(({ kind }) => kind === 'keys');
  expect(keys.map(({ text }) => text).join('')).toBe('ihello from vi\u001B:wq\r');
  expect(keys.length).toBeLessThan(8);
  await page.reload();
  await expect.poll(desk.screen).toMatch(/docker exec box cat \/note\nhello from vi\nroot@docker-host:~\/lab#$/);
});
