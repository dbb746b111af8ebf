import type { FitAddon } from '@xterm/addon-fit';
import type { Terminal as Xterm } from '@xterm/xterm';
import { EMPTY, commonStart, inserted, keysOf, lineOf, press, shownOf, type Line, type Wish } from './line-editor.ts';
import { behind, columnAfter, drawLine, eraseLine, listed, type Behind, type Drawn } from './draw-line.ts';
import type { TerminalSession } from '../session/session.ts';
import { onTheme, themeAt } from './theme.ts';

/** A terminal on the page: xterm draws, the line being typed is edited here, whole lines go to the session. */
export interface Screen {
  focus(): void;
  /** Its pane has another size, or is shown again. */
  fit(): void;
  clear(): void;
  dispose(): void;
}

export interface ScreenOptions {
  readonly place: HTMLElement;
  readonly session: TerminalSession;
  readonly id: number;
  /** Pixels. */
  readonly size: number;
  readonly label: string;
}

interface Core {
  readonly xterm: Xterm;
  readonly session: TerminalSession;
  readonly id: number;
  line: Line;
  behind: Behind;
  drawn: Drawn | undefined;
  /** Tab was pressed without a result: the next one lists. */
  asked: string | undefined;
  /** Ctrl+P was pressed: Ctrl+Q leaves a container. */
  escaping: boolean;
  /** Escape was pressed: Tab leaves. */
  leaving: boolean;
}

const NOTHING: Behind = { column: 0, prompt: '', alternate: false };

/** Opens xterm in `place`. Rejects when its code cannot be loaded. */
export async function openScreen({ place, session, id, size, label }: ScreenOptions): Promise<Screen> {
  const { Terminal, FitAddon: Fit } = await import('./xterm.ts');
  const xterm = new Terminal({
    convertEol: true,
    screenReaderMode: true,
    scrollback: 5000,
    fontSize: size,
    lineHeight: 1.35,
    fontFamily: getComputedStyle(place).getPropertyValue('--font-mono'),
    theme: themeAt(place),
    minimumContrastRatio: 4.5,
  });
  const fit = new Fit();
  xterm.loadAddon(fit);
  xterm.open(place);
  xterm.textarea?.setAttribute('aria-label', label);
  const core: Core = {
    xterm,
    session,
    id,
    line: EMPTY,
    behind: NOTHING,
    drawn: undefined,
    asked: undefined,
    escaping: false,
    leaving: false,
  };
  xterm.attachCustomKeyEventHandler((event) => takes(core, event));
  xterm.onData((data) => typed(core, data));
  const stops = [
    session.onPrint(id, (text, whole) => printed(core, text, whole)),
    session.subscribe(() => stepAside(core)),
    onTheme(() => (xterm.options.theme = themeAt(place))),
  ];
  fitted(core, fit);
  return {
    focus: () => xterm.focus(),
    fit: () => fitted(core, fit),
    clear: () => cleared(core),
    dispose() {
      for (const stop of stops) stop();
      xterm.dispose();
    },
  };
}

/** Keys that belong to the page or the browser: F6 and other function keys, copying, pasting, Tab after Escape. */
function takes(core: Core, event: KeyboardEvent): boolean {
  if (event.type !== 'keydown') return !(event.key === 'Tab' && core.leaving);
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Tab' && (core.leaving || shiftKey)) return false;
  core.leaving = key === 'Escape';
  if (/^F\d+$/.test(key)) return false;
  if ((ctrlKey || metaKey) && /^v$/i.test(key)) return false;
  const copies = /^c$/i.test(key) && (ctrlKey || metaKey);
  if (copies && (shiftKey || core.xterm.hasSelection())) {
    void navigator.clipboard.writeText(core.xterm.getSelection()).catch(() => undefined);
    event.preventDefault();
    return false;
  }
  return !(copies && metaKey);
}

function fitted(core: Core, fit: FitAddon): void {
  const wanted = fit.proposeDimensions();
  if (!wanted || !(wanted.cols > 1) || !(wanted.rows > 0)) return;
  const { xterm } = core;
  if (wanted.cols !== xterm.cols || wanted.rows !== xterm.rows) {
    const before = erase(core);
    xterm.write(before, () => {
      xterm.resize(wanted.cols, wanted.rows);
      xterm.write(draw(core));
    });
  }
  core.session.resize(core.id, wanted.cols, wanted.rows);
}

function erase(core: Core): string {
  const { drawn } = core;
  core.drawn = undefined;
  return drawn ? eraseLine(drawn) : '';
}

function draw(core: Core): string {
  const shown = shownOf(core.line);
  if (shown.text === '') return '';
  const { text, drawn } = drawLine(shown, core.behind.column, core.xterm.cols);
  core.drawn = drawn;
  return text;
}

function redraw(core: Core): void {
  core.xterm.write(erase(core) + draw(core));
}

/** What programs print goes before the line being typed. */
function printed(core: Core, text: string, whole: boolean): void {
  if (whole) {
    core.behind = NOTHING;
    core.drawn = undefined;
    core.xterm.reset();
  }
  core.behind = behind(core.behind, text, core.xterm.cols);
  core.xterm.write(erase(core) + text + draw(core));
}

function cleared(core: Core): void {
  // a program of the whole screen draws itself anew
  if (stateOf(core) === 'keys') return core.session.keys(core.id, '\f');
  core.drawn = undefined;
  core.xterm.write(`\u001B[H\u001B[2J\u001B[3J${core.behind.prompt}${draw(core)}`);
}

function stateOf({ session, id }: Core): string | undefined {
  return session.snapshot().terminals.find((one) => one.id === id)?.state;
}

/** A program reads single keys: what was typed before it did is its own. */
function stepAside(core: Core): void {
  const { text } = core.line;
  if (text === '' || stateOf(core) !== 'keys') return;
  core.xterm.write(erase(core));
  core.line = EMPTY;
  core.session.keys(core.id, text);
}

/** Keys as a program gets them; those that send signals go as signals, as the terminal of the machine decides what they mean. */
function sendKeys({ session, id }: Core, data: string): void {
  let plain = '';
  const flush = (): void => {
    if (plain !== '') session.keys(id, plain);
    plain = '';
  };
  for (const key of keysOf(data)) {
    const signal = key === '\u0003' ? 'INT' : key === '\u001C' ? 'QUIT' : undefined;
    if (signal) flush();
    if (signal) session.signal(id, signal);
    else plain += key;
  }
  flush();
}

/** Keys and pastes. Lines of a paste go together, what is left of it stays to be edited. */
function typed(core: Core, data: string): void {
  const state = stateOf(core);
  if (state === 'keys') return sendKeys(core, data);
  const lines: string[] = [];
  for (const key of keysOf(data)) {
    const pasted = key === '\t' && data.length > 1;
    const { line, wish } = pasted
      ? { line: inserted(core.line, key), wish: undefined }
      : press(core.line, key, core.session.history());
    core.line = line;
    if (key !== '\t') core.asked = undefined;
    if (core.escaping && key === '\u0011' && state === 'running') {
      core.line = lineOf('', { ...EMPTY, kept: line.kept });
      redraw(core);
      lines.push('\u0010\u0011');
    }
    core.escaping = key === '\u0010';
    if (wish === 'enter') {
      lines.push(line.text);
      core.line = lineOf('', { ...EMPTY, kept: line.kept });
    } else if (wish) fulfil(core, wish, state);
  }
  if (lines.length > 0) core.session.enter(core.id, lines);
  // entered lines stay until the machine has echoed them: they are drawn over then
  if (lines.length === 0) redraw(core);
}

function fulfil(core: Core, wish: Exclude<Wish, 'enter'>, state: string | undefined): void {
  const { session, id } = core;
  if (wish === 'clear') cleared(core);
  else if (wish === 'complete') {
    if (state === 'command' || state === 'more') void complete(core);
  } else {
    leave(core);
    session.signal(id, wish === 'interrupt' ? 'INT' : wish === 'quit' ? 'QUIT' : 'EOF');
  }
}

/** The line stays on the screen as it is, behind it comes what the key is answered with. */
function leave(core: Core): void {
  const { text } = shownOf(core.line);
  const { xterm } = core;
  const { column } = core.behind;
  const end = drawLine({ text, cursor: text.length }, column, xterm.cols);
  xterm.write(erase(core) + end.text);
  core.behind = { ...core.behind, column: columnAfter(text, column, xterm.cols) };
  core.line = EMPTY;
}

/** Tab: what all words have in common is put in; a second Tab lists them. */
async function complete(core: Core): Promise<void> {
  const { line } = core;
  const before = line.text.slice(0, line.cursor);
  const answer = await core.session.complete(core.id, before);
  if (!answer || core.line !== line || answer.words.length === 0) return;
  const [only = ''] = answer.words;
  const start = commonStart(answer.words);
  const done = answer.words.length === 1 && !only.endsWith('/');
  const more = start.slice(before.length - answer.from) + (done ? ' ' : '');
  if (more !== '') {
    core.line = inserted(line, more);
    redraw(core);
  } else if (core.asked === before) {
    const end = drawLine({ ...shownOf(line), cursor: line.text.length }, core.behind.column, core.xterm.cols);
    const list = listed(
      answer.words.map((word) => word.replace(/^.*\/(?=.)/, '')),
      core.xterm.cols,
    );
    core.xterm.write(`${erase(core)}${end.text}\r\n${list}${core.behind.prompt}${draw(core)}`);
  }
  core.asked = before;
}
