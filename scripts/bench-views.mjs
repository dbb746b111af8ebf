// `npm run bench -- views`: how evenly the views of a build move. A Dockerfile of 200 steps in the playground; each view is
// scrolled from top to bottom and back, the slider dragged over every step, one change a frame, and the gaps between frames
// are read. Headless and with --disable-gpu: the processor paints what a graphics chip would, so real machines do better.

const STEPS = 200;
/** 200 steps in four stages that copy from one another, with something in each of them. */
export const LONG = Array.from({ length: 4 }, (_, stage) => {
  const from = `FROM alpine:3.22 AS part-${stage}\nWORKDIR /work`;
  const copy = stage > 0 ? [`COPY --from=part-${stage - 1} /work /work/before`] : [];
  const rest = STEPS / 4 - 2 - copy.length;
  const runs = Array.from(
    { length: rest },
    (_run, at) => `RUN echo ${stage}-${at} > file-${stage}-${at} && sleep 0.${at % 10}`,
  );
  return [from, ...copy, ...runs].join('\n');
}).join('\n\n');

/** Frames that one pass over a view takes. */
const FRAMES = 180;

/** Runs in the page: gives it `move(share)`, which scrolls the view or drags the slider there and back while share goes from 0 to 1. */
function prepare(of) {
  const panel = document.querySelector('[data-pane=outcome] [role=tabpanel]');
  // it runs in the page, where nothing outside of it exists
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const scrolls = (box) =>
    box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY);
  let scroller = panel;
  while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
  const slider = panel.querySelector('input[type=range]');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const wave = (share) => (share < 0.5 ? 2 * share : 2 - 2 * share);
  window.move = {
    rest: () => undefined,
    scroll: (share) => scroller && (scroller.scrollTop = wave(share) * (scroller.scrollHeight - scroller.clientHeight)),
    drag: (share) => {
      setValue.call(slider, String(Math.round(wave(share) * Number(slider.max))));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    },
  }[of];
  return scroller ? scroller.scrollHeight : 0;
}

/** Runs in the page: moves once a frame and answers with the gaps between frames in ms. */
function pass(frames) {
  return new Promise((resolve) => {
    const gaps = [];
    let last;
    const frame = (now) => {
      if (last !== undefined) gaps.push(now - last);
      last = now;
      if (gaps.length >= frames) return resolve(gaps);
      window.move(gaps.length / frames);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Runs in the page: one move and the frame that shows it. */
function step(share) {
  window.move(share);
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** The 95th percentile, the middle and the largest. */
function spread(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `p95 ${at(0.95)} ms, median ${at(0.5)}, longest ${at(1)}`;
}

/**
 * Moves one view: gaps between frames, which other programs on the machine lengthen, and the time that the processor gives the
 * page's main thread for one move, which they do not.
 */
async function moved({ page, session }, of) {
  const high = await page.evaluate(prepare, of);
  const gaps = await page.evaluate(pass, FRAMES);
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  const work = [];
  for (let at = 0; at < FRAMES / 3; at++) {
    const before = await busy();
    await page.evaluate(step, at / FRAMES);
    work.push((await busy()) - before);
  }
  const late = gaps.filter((gap) => gap > 25).length;
  return `work ${spread(work)}; frames ${spread(gaps)}, ${late} of ${gaps.length} late; ${high} px high`;
}

async function open(chrome, address, width) {
  const context = await chrome.newContext({
    viewport: { width, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(address);
  const outcome = page.getByRole('region', { name: 'Outcome', exact: true });
  const pane = async (name) => {
    const button = page.getByRole('group', { name: 'Pane' }).getByRole('button', { name });
    if (await button.isVisible()) await button.click();
  };
  await pane('Editor');
  const box = page.getByRole('textbox', { name: 'Dockerfile', exact: true });
  await page.locator('.monaco-editor .view-lines').first().waitFor();
  const write = async (text) => {
    await box.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await page.keyboard.press('ControlOrMeta+v');
  };
  return { page, session, outcome, pane, write, close: () => context.close() };
}

/** The views of the playground at one width. `say` takes lines. */
async function measure(chrome, address, { width, say }) {
  const { page, session, outcome, pane, write, close } = await open(chrome, address, width);
  const panel = outcome.getByRole('tabpanel');
  const tab = (name) => outcome.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  await write(LONG);
  await pane('Outcome');
  await tab('Build');
  await panel.getByText(`Built: ${STEPS}`).waitFor({ timeout: 60_000 });
  // the build before, for Compare and for causes: it counts once it stood for two seconds
  await page.waitForTimeout(2500);
  await pane('Editor');
  await write(LONG.replace('echo 1-5 ', 'echo 1-5-edited '));
  await pane('Outcome');
  await page.waitForTimeout(2500);
  const one = async (name, of = 'scroll') => {
    await page.waitForTimeout(800);
    say(`  ${name.padEnd(20)} ${await moved({ page, session }, of)}`);
  };
  say(
    `views at ${width} px, ${STEPS} steps (work of the main thread for a move, gaps between frames; goal: p95 at most 16.7 ms; headless, --disable-gpu)`,
  );
  await one('nothing moves', 'rest');
  for (const view of ['Steps', 'Timeline', 'Stages', 'Inside', 'Compare']) {
    await panel.getByRole('radio', { name: view, exact: true }).check({ force: true });
    await one(view);
    if (view === 'Inside') await one('Inside, slider', 'drag');
    if (view === 'Steps') {
      await panel.getByRole('radio', { name: 'of the build before' }).check({ force: true });
      await one('Steps, with causes');
    }
    if (view === 'Timeline') {
      await panel.getByText('The same as a table').click();
      await one('Timeline, its table');
    }
  }
  for (const name of ['Layers', 'Log', 'What if']) {
    await tab(name);
    await one(name);
  }
  await close();
}

/** Measures on a page of a desktop and of a phone. */
export async function views(chrome, address, say) {
  for (const width of [1440, 390]) await measure(chrome, address, { width, say });
}
