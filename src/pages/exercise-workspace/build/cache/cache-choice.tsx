import { Choose } from '../../../../ui/radio-group/radio-group.tsx';
import type { BuildLook, CacheBase } from '../use-build-view.ts';

/** What the earlier build is called where there is room for one word. */
export function baseName(base: CacheBase): string {
  return base === 'starter' ? 'starter' : 'before';
}

/** Which cache the builder begins with: an empty one, as when checks judge, or that of an earlier build. */
export function CacheChoice({ look, compare }: { look: BuildLook; compare: boolean }) {
  const { base, before, starter, set } = look;
  const options: (readonly [CacheBase, string])[] = [
    ...(compare ? [] : [['none', 'empty'] as const]),
    ...(before ? [['before', compare ? 'the build before' : 'of the build before'] as const] : []),
    ...(starter ? [['starter', compare ? 'the starter' : 'of the starter'] as const] : []),
  ];
  if (options.length < 2 && !compare)
    return (
      <p className="cap">
        Checks build with an empty cache. After an edit, the cache of the build before can be chosen here.
      </p>
    );
  if (options.length < 2) return null;
  return (
    <div>
      <Choose
        label={compare ? 'Compared with' : 'Cache'}
        labelled
        value={base}
        options={options}
        onChange={(next) => set({ base: next })}
      />
    </div>
  );
}
