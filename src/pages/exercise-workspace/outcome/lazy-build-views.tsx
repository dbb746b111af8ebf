import { lazy, useEffect, type ComponentType } from 'react';
import { Button } from '../../../ui/button/button.tsx';

/** The chunk of the build views: drawn only when one of their tabs is opened, and never while a page is prerendered. */
function load() {
  return import('../build/index.ts');
}

function NotLoaded() {
  return (
    <div className="stack">
      <p>This view could not be loaded. The text is safe; reload the page when the connection is back.</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>
  );
}

type Views = Awaited<ReturnType<typeof load>>;

/** One of the views as a component that loads the chunk when it is drawn for the first time. */
function view<P extends object>(of: (views: Views) => ComponentType<P>) {
  return lazy<ComponentType<P>>(() =>
    load().then(
      (views) => ({ default: of(views) }),
      () => ({ default: NotLoaded }),
    ),
  );
}

/** What the build did; see build/build-tab.tsx. */
export const BuildTab = view((views) => views.BuildTab);
/** Where the bytes of the image are; see build/layers-view.tsx. */
export const LayersTab = view((views) => views.LayersTab);

/** Loads the views once there is something to look at and the browser is idle, so that their tabs open at once. */
export function usePreloadedViews(ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined;
    const quietly = () => void load().catch(() => undefined);
    const timer = setTimeout(quietly, 1500);
    return () => clearTimeout(timer);
  }, [ready]);
}
