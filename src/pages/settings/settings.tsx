import { useStore } from 'zustand';
import { settings } from '../../progress/device.ts';
import { CODE_SIZES, DEFAULTS, readSettings } from '../../progress/settings.ts';
import { Button } from '../../ui/button/button.tsx';
import { Choice } from '../../ui/field/field.tsx';
import { Head } from '../head.tsx';
import { Foot } from '../shell/foot.tsx';
import { useOverlay } from '../shell/overlay.ts';
import { TopBar } from '../shell/top-bar.tsx';
import styles from './settings.module.css';

/** Choices of this device. */
export function Page() {
  const state = useStore(settings);
  const open = useOverlay();
  const set = (change: Readonly<Record<string, unknown>>) => settings.setState(readSettings({ ...state, ...change }));
  return (
    <>
      <Head title="Settings" description="Theme, code size and keys of the editor on this device." path="/settings/" />
      <TopBar here="Settings" />
      <main id="main" className={`wrap ${styles.page}`} tabIndex={-1}>
        <h1>Settings</h1>
        <p className={styles.intro}>They are kept on this device and change nothing about what is right.</p>
        <div className={styles.fields}>
          <Choice
            label="Theme"
            value={state.theme}
            options={[
              ['system', 'As the system'],
              ['light', 'Light'],
              ['dark', 'Dark'],
            ]}
            onChange={(theme) => set({ theme })}
          />
          <Choice
            label="Size of code in the editor"
            value={String(state.codeSize)}
            options={CODE_SIZES.map((size) => [String(size), `${size} px`])}
            onChange={(codeSize) => set({ codeSize: Number(codeSize) })}
          />
          <Choice
            label="Long lines in the editor"
            value={state.wrap ? 'wrap' : 'scroll'}
            options={[
              ['scroll', 'Scroll sideways'],
              ['wrap', 'Continue on the next line'],
            ]}
            onChange={(value) => set({ wrap: value === 'wrap' })}
          />
          <Choice
            label="Tab key in the editor"
            value={state.tabLeaves ? 'leaves' : 'indents'}
            options={[
              ['indents', 'Indents'],
              ['leaves', 'Leaves the editor'],
            ]}
            aid="Ctrl+M switches it at any time (macOS: Ctrl+Shift+M)."
            onChange={(value) => set({ tabLeaves: value === 'leaves' })}
          />
        </div>
        <div className={`actions ${styles.actions}`}>
          <Button onClick={() => settings.setState({ panes: DEFAULTS.panes })}>Reset the sizes of panes</Button>
          <Button look="quiet" onClick={() => open('shortcuts')}>
            Keyboard shortcuts
          </Button>
        </div>
      </main>
      <Foot />
    </>
  );
}
