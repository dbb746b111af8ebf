import { useMemo, type MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import { isPlainClick, useNewTabs } from '../links.tsx';
import type { Lesson, Workspace } from '../../content/index.ts';
import { classNames } from '../../ui/class-names.ts';
import { withHeads, withNewTabs } from './figures.ts';
import styles from './prose.module.css';
import blocks from './code-blocks.module.css';
import callouts from './callouts.module.css';
import drawings from './drawings.module.css';
import questions from './questions.module.css';

interface ProseProps {
  /** Trusted HTML of the content build. */
  html: string;
  /** The code blocks in `html` have their heads already, see `withHeads`. */
  headed?: boolean;
  /** Workspaces that code blocks name, for "Open in playground". */
  workspaces?(): Promise<Pick<Lesson, 'demos' | 'sessions'> | undefined>;
  /** `lesson`: the reading column. `pane`: the smaller size of panes. */
  size?: 'lesson' | 'pane';
}

/** Style sheets of what compiled text consists of; what is inside has class names of its own. */
const SHEETS = {
  lesson: [styles, blocks, callouts, drawings, questions].flatMap(({ prose, lesson }) => [prose, lesson]),
  pane: [styles, blocks, callouts, drawings, questions].flatMap(({ prose, pane }) => [prose, pane]),
};

const BASE = import.meta.env.BASE_URL;

/** Compiled Markdown: links inside the app navigate without a reload, code blocks can be copied and opened. */
export function Prose({ html, headed = false, workspaces, size = 'lesson' }: ProseProps) {
  const navigate = useNavigate();
  const newTabs = useNewTabs();
  const inner = useMemo(() => {
    const text = headed ? html : withHeads(html, false);
    return { __html: newTabs ? withNewTabs(text) : text };
  }, [html, headed, newTabs]);
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest('button[data-act]');
    // the second click of a double click would take the first one back
    if (button instanceof HTMLButtonElement)
      return event.detail > 1 ? undefined : void act(button, { workspaces, navigate });
    const path = innerPath(target?.closest('a'), event);
    if (path === undefined) return;
    event.preventDefault();
    void navigate(path);
  };
  // Links and buttons inside are the interactive elements; their clicks arrive here by bubbling.
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
  return <div className={classNames(...SHEETS[size])} onClick={onClick} dangerouslySetInnerHTML={inner} />;
}

/** The path inside the app that a plain click on a link leads to; undefined when the browser should do it. */
function innerPath(link: HTMLAnchorElement | null | undefined, event: MouseEvent): string | undefined {
  if (!link || !isPlainClick(event) || link.target || link.hasAttribute('download')) return undefined;
  if (link.origin !== location.origin || !link.pathname.startsWith(BASE)) return undefined;
  if (link.hash && link.pathname === location.pathname) return undefined;
  return `/${link.pathname.slice(BASE.length)}${link.hash}`;
}

interface Surroundings {
  readonly workspaces: ProseProps['workspaces'];
  readonly navigate: ReturnType<typeof useNavigate>;
}

async function act(button: HTMLButtonElement, { workspaces, navigate }: Surroundings): Promise<void> {
  const figure = button.closest('figure');
  if (button.dataset['act'] === 'check') return figure ? void (await checkPrediction(figure, button)) : undefined;
  const code = codeOf(figure);
  if (button.dataset['act'] === 'open') {
    const known = await workspaces?.().catch(() => undefined);
    const workspace = workspaceOf(figure?.dataset ?? {}, code, known);
    return workspace && navigate('/playground/', { state: { workspace } });
  }
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'The browser refused';
  }
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}

/** What is copied: of a session what was typed, of other blocks everything. */
function codeOf(figure: Element | null): string {
  const typed = [...(figure?.querySelectorAll('.typed') ?? [])].map(({ textContent }) => textContent);
  return typed.length > 0 ? typed.join('\n') : (figure?.querySelector('pre')?.textContent ?? '');
}

/** What a block opens in the playground: a session its host, a Dockerfile itself among the files of its demo. */
function workspaceOf(
  { session, demo: name = '', target, platform }: DOMStringMap,
  code: string,
  known: Pick<Lesson, 'demos' | 'sessions'> | undefined,
): Workspace | undefined {
  if (session !== undefined) return known?.sessions[session];
  const demo = known?.demos[name];
  const files = { ...demo?.files, Dockerfile: { text: `${code}\n`, mode: 0o644 } };
  const build = { ...demo?.build, ...(target ? { target } : {}), ...(platform ? { platform } : {}) };
  return { files, context: demo?.context ?? [], build };
}

/** Questions are few: what marks them is loaded with the first one. Without a connection the answer opens as it is. */
async function checkPrediction(figure: Element, button: HTMLButtonElement): Promise<void> {
  try {
    (await import('./predict.ts')).check(figure, button);
  } catch {
    figure.querySelector('details')?.setAttribute('open', '');
  }
}
