import { useState } from 'react';
import { Button } from '../button/button.tsx';
import { Icon } from '../icon/icon.tsx';

interface CopyButtonProps {
  /** Called at the click, so that long texts are made only then. */
  text(): string | Promise<string>;
  label?: string;
  done?: string;
  look?: 'plain' | 'quiet';
}

/** Puts text on the clipboard and says so on the button itself, for two seconds. */
export function CopyButton({ text, label = 'Copy', done = 'Copied', look = 'quiet' }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setState('done');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState('ready'), 2000);
  };
  return (
    <Button look={look} onClick={() => void copy()}>
      <Icon name={state === 'done' ? 'pass' : 'copy'} />
      <span aria-live="polite">{state === 'ready' ? label : state === 'done' ? done : 'The browser refused'}</span>
    </Button>
  );
}
