import { lessons, type LessonMeta } from '../content/index.ts';

/** A lesson of the chapter: written, or only planned. */
export interface Planned {
  readonly number: string;
  readonly title: string;
  readonly summary: string;
}

/** The chapter as it is planned (COURSE.md); lessons that exist speak for themselves. */
const CHAPTER: readonly Planned[] = [
  {
    number: '8.1',
    title: 'Multi-stage builds',
    summary: 'Leave compilers, sources and keys behind: only the last stage’s own layers ship.',
  },
  {
    number: '8.2',
    title: 'Build cache',
    summary: 'Order a Dockerfile so that an edit reruns what it must, and say why a step ran again.',
  },
  {
    number: '8.3',
    title: 'BuildKit',
    summary: 'Secret, cache, bind and SSH mounts: files a step can use without keeping them.',
  },
  {
    number: '8.4',
    title: 'Networks',
    summary: 'Bridges, DNS and aliases; who can reach whom, and why the host cannot reach a macvlan.',
  },
  {
    number: '8.5',
    title: 'Volumes',
    summary: 'Named, anonymous, bind and tmpfs: where a path comes from and what outlives a container.',
  },
  {
    number: '8.6',
    title: 'Resource limits',
    summary: 'Memory, swap, CPU and pids: what the kernel does at the limit, and what the process sees.',
  },
  {
    number: '8.7',
    title: 'Signals and PID 1',
    summary: 'Why docker stop takes ten seconds, what an init does, and what only a handler can do.',
  },
  {
    number: '8.8',
    title: 'Hardening',
    summary: 'Users, capabilities, read-only roots and no-new-privileges, one measure at a time.',
  },
];

export type Entry =
  | { readonly number: string; readonly lesson: LessonMeta; readonly planned?: undefined }
  | { readonly number: string; readonly lesson?: undefined; readonly planned: Planned };

/** The chapter in order: lessons that exist, and plans for the others. */
export const OUTLINE: readonly Entry[] = [
  ...lessons.map((lesson): Entry => ({ number: lesson.number, lesson })),
  ...CHAPTER.filter((planned) => !lessons.some((lesson) => lesson.number === planned.number)).map((planned): Entry => ({
    number: planned.number,
    planned,
  })),
].toSorted((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }));
