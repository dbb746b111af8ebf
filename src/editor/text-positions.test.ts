import { describe, expect, it } from 'vitest';
import { placesOf } from './text-positions.ts';

describe('places', () => {
  it('counts lines and columns from one', () => {
    const places = placesOf('FROM a\nRUN b\n');
    expect(places.place(0)).toEqual({ lineNumber: 1, column: 1 });
    expect(places.place(7)).toEqual({ lineNumber: 2, column: 1 });
    expect(places.place(13)).toEqual({ lineNumber: 3, column: 1 });
    expect(places.place(99)).toEqual({ lineNumber: 3, column: 1 });
  });

  it('ends lines at CRLF, LF and CR, mixed', () => {
    const text = 'a\r\nbb\rcc\ndd';
    const places = placesOf(text);
    expect(['a', 'bb', 'cc', 'dd'].map((word) => places.place(text.indexOf(word)))).toEqual(
      [1, 2, 3, 4].map((lineNumber) => ({ lineNumber, column: 1 })),
    );
  });

  it('leaves a byte order mark out of the first line', () => {
    const places = placesOf('\uFEFFFROM a');
    expect(places.place(1)).toEqual({ lineNumber: 1, column: 1 });
    expect(places.offset({ lineNumber: 1, column: 1 })).toBe(1);
    expect(places.place(0)).toEqual({ lineNumber: 1, column: 1 });
  });

  it('comes back from every place to its offset', () => {
    const text = 'FROM a\r\nRUN b\n\nCOPY ü 𝄞 .';
    const places = placesOf(text);
    const offsets = [...text, ''].map((_, at) => at).filter((at) => text[at] !== '\n' || text[at - 1] !== '\r');
    expect(offsets.map((offset) => places.offset(places.place(offset)))).toEqual(offsets);
  });
});
