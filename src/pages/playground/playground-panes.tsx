import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { CodeEditor } from '../../editor/index.ts';
import { settings } from '../../progress/device.ts';
import { Button } from '../../ui/button/button.tsx';
import { LiveRegion } from '../../ui/live/live-region.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Panes } from '../../ui/panes/panes.tsx';
import { useToast } from '../../ui/toast/toast.tsx';
import { engine } from '../../worker/client.ts';
import { saveAsFile } from '../save-as-file.ts';
import { FileTabs } from '../exercise-workspace/files/file-tabs.tsx';
import { SavingNotices } from '../exercise-workspace/saving.tsx';
import { useHostPlace, type HostPlace } from '../exercise-workspace/terminal/session/page-host.ts';
import { WithTerminal } from '../exercise-workspace/terminal/editor-and-terminal.tsx';
import { useLook } from '../exercise-workspace/editor/use-editor-preferences.ts';
import { useBench, type Bench } from '../exercise-workspace/use-panes-in-view.ts';
import { VerdictBanner } from '../exercise-workspace/checks/verdict-banner.tsx';
import styles from '../exercise-workspace/workspace.module.css';
import { About } from './about.tsx';
import { PlaygroundOutcome, summaryOf } from './playground-outcome.tsx';
import type { PlaygroundDesk } from './use-playground.ts';

const NONE: readonly never[] = [];

/** The three panes of the playground. */
export function Workspace({ desk }: { desk: PlaygroundDesk }) {
  const { main, editor, ...bench } = useBench({ pane: 'editor', active: 'Dockerfile' });
  const sizes = useStore(settings, (state) => state.panes);
  const summary = summaryOf(desk);
  const host = useHostPlace({
    attempt: desk.attempt,
    start: desk.start.files,
    record: desk.record,
    edit: bench.showFile,
  });
  return (
    <main id="main" tabIndex={-1} ref={main} className={styles.main}>
      <h1 className="sr">Playground</h1>
      <Foreign desk={desk} />
      {desk.state && desk.journal && (
        <SavingNotices
          state={desk.state}
          journal={desk.journal}
          onExport={() => saveAsFile('drydock-playground.json', JSON.stringify(desk.portable, undefined, 1))}
          onCompare={() => desk.journal?.choose('this')}
        />
      )}
      <Panes
        panes={[
          { id: 'about', label: 'Build', content: <About desk={desk} /> },
          {
            id: 'editor',
            label: 'Editor',
            surface: true,
            content: <Work desk={desk} bench={bench} editor={editor} host={host} />,
          },
          {
            id: 'outcome',
            label: 'Outcome',
            content: (
              <PlaygroundOutcome
                desk={desk}
                host={host}
                selected={bench.tab}
                onSelect={bench.showTab}
                onGo={bench.go}
              />
            ),
          },
        ]}
        shown={bench.pane}
        onShow={bench.showPane}
        onEnter={bench.enter}
        sizes={sizes}
        onResize={(panes) => settings.setState({ panes })}
        banner={summary && <VerdictBanner verdict={summary} count="" onOpen={() => bench.showPane('outcome')} />}
      />
      <LiveRegion text={summary && `${summary.kind}: ${summary.title.replaceAll('`', '')}`} />
    </main>
  );
}

function Foreign({ desk }: { desk: PlaygroundDesk }) {
  const toast = useToast();
  if (desk.problem !== undefined)
    return (
      <Notice actions={<Button onClick={desk.close}>Close</Button>}>The link was not opened. {desk.problem}</Notice>
    );
  if (!desk.foreign) return null;
  const takeOver = () => {
    const undo = desk.replace(desk.portable, 'link');
    desk.close();
    toast({ text: 'Taken over into the playground.', action: { label: 'Undo', run: undo } });
  };
  return (
    <Notice
      actions={
        <>
          <Button onClick={desk.close}>Back to own files</Button>
          {desk.context.length === 0 && (
            <Button look="quiet" onClick={takeOver}>
              Go on with these
            </Button>
          )}
        </>
      }
    >
      These files came from a lesson or a link. The files of the playground are untouched, and changes here are not
      saved.
    </Notice>
  );
}

const FIRST = ['Dockerfile', '.dockerignore'];

/** The Dockerfile first, then what decides about the context, then the rest by name. */
function inUsualOrder(paths: readonly string[]): readonly string[] {
  const rest = paths.filter((path) => !FIRST.includes(path)).toSorted((a, b) => a.localeCompare(b, 'en'));
  return [...FIRST.filter((path) => paths.includes(path)), ...rest];
}

interface FilesProps {
  desk: PlaygroundDesk;
  bench: Pick<Bench, 'active' | 'showFile'>;
  editor: Bench['editor'];
}

/** The editor, and below it the terminal, once somebody opens it or has typed in it before. */
function Work({ desk, bench, editor, host }: FilesProps & { host: HostPlace }) {
  return (
    <WithTerminal host={host} open={desk.attempt.log.length > 0}>
      <Files desk={desk} bench={bench} editor={editor} />
    </WithTerminal>
  );
}

function Files({ desk, bench, editor }: FilesProps) {
  const id = useId();
  const toast = useToast();
  const [opened, setOpened] = useState<readonly string[]>();
  const { files } = desk.attempt;
  const tabs = (opened ?? inUsualOrder(Object.keys(files)).slice(0, 6)).filter((path) => files[path]);
  const active = files[bench.active] ? bench.active : (tabs[0] ?? 'Dockerfile');
  const select = (path: string) => {
    setOpened(tabs.includes(path) ? tabs : [...tabs, path]);
    bench.showFile(path);
  };
  return (
    <>
      <FileTabs
        files={files}
        starter={desk.start.files}
        open={tabs}
        active={active}
        prefix={id}
        onSelect={select}
        actions={{
          add: (path) => desk.put(path, { text: '', mode: 0o644 }),
          rename: desk.rename,
          remove(path) {
            const file = files[path];
            desk.put(path, null);
            if (file) toast({ text: `${path} deleted.`, action: { label: 'Undo', run: () => desk.put(path, file) } });
          },
        }}
      />
      <div className={styles.editor} id={`${id}-panel`} role="tabpanel" aria-label={active}>
        <CodeEditor
          ref={editor}
          files={files}
          active={active}
          language={engine()}
          problems={desk.live.answer?.view.problems ?? NONE}
          look={useLook()}
          onChange={desk.write}
          onSave={async () => {
            desk.journal?.flush();
            const { answer } = await desk.live.now();
            return answer ? `Built and saved: ${answer.view.status}.` : 'Saved on this device.';
          }}
        />
      </div>
    </>
  );
}
