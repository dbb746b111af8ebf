/** A step's name as the builder prints it, taken apart: `[builder 2/4] RUN go build` → `builder 2/4` and `RUN go build`. */
export function stepParts(name: string): { readonly place: string; readonly text: string } {
  const match = /^\[([^\]]*)\] ([^]*)$/.exec(name);
  return match ? { place: match[1] ?? '', text: match[2] ?? '' } : { place: '', text: name };
}
