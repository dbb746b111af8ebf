import { describe, expect, it } from 'vitest';
import { context } from './context.ts';
import { checkFilter, matchesFilter, matchesLabels, readFilters, booleanFilter } from './filters.ts';
import { writeList } from './listing.ts';
import { bytesSize, humanSize } from './sizes.ts';
import { alignTabs } from './table.ts';
import { ellipsis, goQuote, naturally, shortId } from './text.ts';
import { durationText, goTime, humanDuration, NEVER, rfc3339, rfc3339Fixed, unixNanos } from './times.ts';

describe('sizes', () => {
  it.each([
    [0, '0B', '0B'],
    [6, '6B', '6B'],
    [999, '999B', '999B'],
    [1000, '1kB', '1kB'],
    [2_027_930, '2.03MB', '2.028MB'],
    [999_960, '1e+03kB', '1000kB'],
    [119_070_297, '119MB', '119.1MB'],
    [1_234_567_890_123, '1.23TB', '1.235TB'],
  ])('%d bytes are %s in lists and %s elsewhere', (bytes, three, four) => {
    expect([humanSize(bytes, 3), humanSize(bytes)]).toEqual([three, four]);
  });
  it('counts in 1024 for memory', () => {
    expect([bytesSize(25_276_510_208), bytesSize(536_870_912), bytesSize(1023)]).toEqual([
      '23.54GiB',
      '512MiB',
      '1023B',
    ]);
  });
});

describe('spans and times', () => {
  it.each([
    [0, 'Less than a second'],
    [999, 'Less than a second'],
    [1000, '1 second'],
    [59_999, '59 seconds'],
    [60_000, 'About a minute'],
    [119_999, 'About a minute'],
    [120_000, '2 minutes'],
    [59 * 60_000, '59 minutes'],
    [60 * 60_000, 'About an hour'],
    [90 * 60_000, '2 hours'],
    [47 * 3_600_000, '47 hours'],
    [48 * 3_600_000, '2 days'],
    [14 * 86_400_000, '2 weeks'],
    [61 * 86_400_000, '2 months'],
    [800 * 86_400_000, '2 years'],
  ])('%d ms are %s', (ms, words) => {
    expect(humanDuration(ms)).toBe(words);
  });
  it('prints moments of the host as JSON, events and Go do', () => {
    expect(rfc3339(undefined)).toBe(NEVER);
    expect(rfc3339Fixed(0)).toBe('2026-11-24T08:00:00.000000000Z');
    expect(rfc3339(0)).toBe('2026-11-24T08:00:00Z');
    expect(rfc3339Fixed(61_500)).toMatch(/^2026-11-24T08:01:01\.5\d{8}Z$/);
    expect(goTime(86_400_000)).toBe('2026-11-25 08:00:00 +0000 UTC');
    expect(unixNanos(0)).toBe('1795507200000000000');
  });
  it('prints durations as Go does', () => {
    expect([0, 5e9, 1.5e9, 1e8, 90e9, 3600e9, 500].map(durationText)).toEqual([
      '0s',
      '5s',
      '1.5s',
      '100ms',
      '1m30s',
      '1h0m0s',
      '500ns',
    ]);
  });
});

describe('texts', () => {
  it('cuts, quotes and shortens', () => {
    expect(ellipsis('/docker-entrypoint.sh nginx', 20)).toBe('/docker-entrypoint.…');
    expect(ellipsis('short', 20)).toBe('short');
    expect(goQuote('a "b" \u0001')).toBe(String.raw`"a \"b\" \x01"`);
    expect(shortId('sha256:0123456789abcdef')).toBe('0123456789ab');
    expect(['net10', 'net2', 'net1'].toSorted(naturally)).toEqual(['net1', 'net2', 'net10']);
  });
});

describe('tables', () => {
  it('gives every column ten characters at least and three after the widest cell', () => {
    expect(alignTabs('NAME\tDRIVER\na-name-of-many-letters\tx\n')).toBe(
      'NAME                     DRIVER\na-name-of-many-letters   x\n',
    );
    expect(alignTabs('A\tB\n1\t2\n')).toBe('A         B\n1         2\n');
  });
  it('begins a new block where a line has no such column', () => {
    expect(alignTabs('aaaaaaaaaaaa\tb\nplain\nc\td\n')).toBe('aaaaaaaaaaaa   b\nplain\nc         d\n');
  });
  const row = context('*thing.row', { Name: 'a<b', Size: '1B' });
  const headings = { Name: 'NAME', Size: 'SIZE' };
  it('heads a table, and the fields of a template that is one', () => {
    expect(writeList({ format: 'table {{.Name}}\\t{{upper .Size}}', rows: [row], headings })).toEqual({
      ok: true,
      text: 'NAME      SIZE\na<b       1B\n',
    });
    expect(writeList({ format: '{{.Name}}', rows: [row, row], headings })).toEqual({ ok: true, text: 'a<b\na<b\n' });
  });
  it('escapes HTML in JSON', () => {
    expect(writeList({ format: 'json', rows: [row], headings })).toEqual({
      ok: true,
      text: '{"Name":"a\\u003cb","Size":"1B"}\n',
    });
  });
  it('says what a row does not have, and prints nothing', () => {
    expect(writeList({ format: '{{.Nope}}', rows: [row], headings })).toEqual({
      ok: false,
      message:
        'template parsing error: template: :1:2: executing "" at <.Nope>: can\'t evaluate field Nope in type *thing.row',
    });
  });
});

const read = (...values: string[]): ReadonlyMap<string, readonly string[]> => {
  const result = readFilters(values, ['name', 'label', 'dangling']);
  return result.ok ? result.value : new Map();
};

describe('filters', () => {
  it('needs name=value and a known name', () => {
    const flag = { name: 'filter', short: 'f', type: 'filter', usage: '' };
    expect(checkFilter(flag, 'x')).toBe('bad format of filter (expected name=value)');
    expect(checkFilter(flag, 'x=y')).toBeUndefined();
    expect(readFilters(['foo=1'], ['name'])).toEqual({ ok: false, message: "invalid filter 'foo'" });
  });
  it('finds names as regular expressions, any of several', () => {
    expect(matchesFilter(read('name=^we'), 'name', 'web')).toBe(true);
    expect(matchesFilter(read('name=^eb'), 'name', 'web')).toBe(false);
    expect(matchesFilter(read('name=x', 'name=b$'), 'name', 'web')).toBe(true);
    expect(matchesFilter(read('name=['), 'name', 'web')).toBe(false);
    expect(matchesFilter(read(), 'name', 'web')).toBe(true);
  });
  it('wants all labels', () => {
    expect(matchesLabels(read('label=a', 'label=b=1'), { a: '', b: '1' })).toBe(true);
    expect(matchesLabels(read('label=a', 'label=b=2'), { a: '', b: '1' })).toBe(false);
    expect(matchesLabels(read('label=a'), null)).toBe(false);
  });
  it('reads yes and no', () => {
    expect(booleanFilter(read('dangling=1'), 'dangling')).toEqual({ ok: true, value: true });
    expect(booleanFilter(read(), 'dangling')).toEqual({ ok: true, value: undefined });
    expect(booleanFilter(read('dangling=x'), 'dangling')).toEqual({
      ok: false,
      message: "invalid filter 'dangling=[x]'",
    });
  });
});
