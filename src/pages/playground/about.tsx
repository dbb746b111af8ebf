import { linkFragment } from '../../progress/link.ts';
import { Button } from '../../ui/button/button.tsx';
import { Choice } from '../../ui/field/field.tsx';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { useToast } from '../../ui/toast/toast.tsx';
import { saveAsFile } from '../save-as-file.ts';
import styles from '../exercise-workspace/workspace.module.css';
import type { PlaygroundDesk } from './use-playground.ts';

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'] as const;

/** How the files are built, and what can be done with them. */
export function About({ desk }: { desk: PlaygroundDesk }) {
  const { build } = desk;
  const named = desk.live.answer?.view.stages.filter((stage) => !/^(stage-)?\d*$/.test(stage.name)) ?? [];
  const targets = [...new Set([...named.map((stage) => stage.name), ...(build.target ? [build.target] : [])])];
  const without = ({ target: _target, platform: _platform, ...rest }: typeof build) => rest;
  const set = (target: string, platform: string) =>
    desk.setBuild({ ...without(build), ...(target ? { target } : {}), ...(platform ? { platform } : {}) });
  return (
    <Scroll className={styles.task} aria-label="How it is built" data-entry>
      <h2 className={styles.title}>Playground</h2>
      <p className="q">
        A Dockerfile and files of one’s own, built after each change with a cold cache. Nothing here is judged.
      </p>
      <section>
        <h3>How it is built</h3>
        <div className={styles.fields}>
          <Choice
            label="Target"
            value={build.target ?? ''}
            options={[['', 'The last stage'], ...targets.map((name) => [name, name] as const)]}
            onChange={(target) => set(target, build.platform ?? '')}
          />
          <Choice
            label="Platform"
            value={build.platform ?? ''}
            options={[['', 'linux/amd64'], ...PLATFORMS.slice(1).map((name) => [name, name] as const)]}
            onChange={(platform) => set(build.target ?? '', platform)}
          />
        </div>
      </section>
      <Actions desk={desk} />
    </Scroll>
  );
}

function Actions({ desk }: { desk: PlaygroundDesk }) {
  const toast = useToast();
  const copyLink = async () => {
    const fragment = await linkFragment(desk.portable);
    if (!fragment) return toast({ text: 'Too much text for a link. “Save as a file” keeps it.' });
    const copied = await navigator.clipboard.writeText(location.origin + location.pathname + fragment).then(
      () => true,
      () => false,
    );
    toast({ text: copied ? 'Link copied. It holds the files as they are now.' : 'The browser refused the clipboard.' });
  };
  const reset = () => {
    const undo = desk.replace(null, 'reset');
    toast({ text: 'Back to the sample.', action: { label: 'Undo', run: undo } });
  };
  return (
    <section className="needs-script">
      <h3>Files</h3>
      <div className={`actions ${styles.buttons}`}>
        <Button onClick={() => void copyLink()}>Copy link</Button>
        <Button
          look="quiet"
          onClick={() => saveAsFile('drydock-playground.json', JSON.stringify(desk.portable, undefined, 1))}
        >
          Save as a file
        </Button>
        <Button look="quiet" disabled={desk.foreign || !desk.state?.record.attempt} onClick={reset}>
          Reset files
        </Button>
      </div>
    </section>
  );
}
