import type { Daemon, Result } from '../daemon/daemon.ts';
import { refused } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import { readMoment } from '../daemon/wall-clock.ts';
import { booleanFilter, matchesLabels, readFilters, type Filters } from '../format/filters.ts';
import { missingImage } from '../images/missing-image.ts';
import { familiarName, familiarText, readReference } from '../images/reference.ts';
import type { Image } from '../model.ts';
import { compilePathPattern, type PathPattern } from './path-pattern.ts';

const ACCEPTED = ['dangling', 'label', 'before', 'since', 'reference', 'until'];

/** An image with those of its names that are asked for. */
export interface ChosenImage {
  readonly image: Image;
  readonly tags: string[];
  readonly digests: string[];
}

type Test = (image: Image) => boolean;

/** Images that pass the filters, newest first; or the daemon's words. Source: moby daemon/images/images.go Images. */
export function chooseImages(daemon: Daemon, values: readonly string[]): Result<ChosenImage[]> {
  const read = readFilters(values, ACCEPTED);
  if (!read.ok) return read;
  const filters = read.value;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const times = timeTests(daemon, filters);
  if (!times.ok) return times;
  const patterns = patternsOf(filters);
  if (!patterns.ok) return patterns;
  const hasNames = ({ tags, digests }: ChosenImage): boolean => tags.length > 0 || digests.length > 0;
  const chosen = [...daemon.store.images.values()]
    .toReversed()
    .toSorted((one, other) => other.created - one.created)
    .filter((image) => times.value.every((test) => test(image)) && matchesLabels(filters, image.config.Labels))
    .map((image) => withNames(image, patterns.value))
    .filter((one) => patterns.value.length === 0 || hasNames(one))
    .filter((one) => dangling.value === undefined || dangling.value !== hasNames(one));
  return { ok: true, value: chosen };
}

function timeTests(daemon: Daemon, filters: Filters): Result<Test[]> {
  const tests: Test[] = [];
  for (const name of ['before', 'since'] as const)
    for (const value of filters.get(name) ?? []) {
      const image = findImage(daemon, value);
      if (!image) return refused(missingImage(value));
      tests.push(({ created }) => (name === 'before' ? created < image.created : created > image.created));
    }
  for (const value of filters.get('until') ?? []) {
    const moment = readMoment(value, daemon.now);
    if (!moment.ok) return moment;
    tests.push(({ created }) => created < moment.value);
  }
  return { ok: true, value: tests };
}

function patternsOf(filters: Filters): Result<PathPattern[]> {
  const patterns: PathPattern[] = [];
  for (const value of filters.get('reference') ?? []) {
    const pattern = compilePathPattern(value);
    if (!pattern) return refused('syntax error in pattern');
    patterns.push(pattern);
  }
  return { ok: true, value: patterns };
}

/** The names that a pattern covers, with or without their tag. Source: distribution/reference FamiliarMatch. */
function withNames(image: Image, patterns: readonly PathPattern[]): ChosenImage {
  if (patterns.length === 0) return { image, tags: image.tags, digests: image.digests };
  const covered = (text: string): boolean => {
    const read = readReference(text);
    return read.ok && patterns.some((fits) => fits(familiarText(read.value)) || fits(familiarName(read.value)));
  };
  return { image, tags: image.tags.filter(covered), digests: image.digests.filter(covered) };
}
