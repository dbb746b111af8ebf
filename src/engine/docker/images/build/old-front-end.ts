/**
 * Words of the front end in Engine 26.1 (BuildKit 0.13) where the current one, which engine/dockerfile follows, has others. Source: recorded, img-parse,
 * img-layers-b; measured with Engine 26.1.5.
 */

/** Messages of the front end as Engine 26.1 has them. */
export function oldWords(log: string): string {
  return log
    .replace(
      /(dockerfile parse error on line \d+: (?:unknown flag: |missing a value on flag: |duplicate flag specified: |expecting boolean value for flag ))--/g,
      '$1',
    )
    .replace(/(: target stage "[^"\n]*" could not be found) \(did you mean .*\?\)/g, '$1')
    .replace(/: invalid port: "[^"\n]*": invalid proto: /g, ': Invalid proto: ')
    .replaceAll(': invalid containerPort: ', ': Invalid containerPort: ');
}

/** What else is known of a build whose history is put into older words. */
export interface OldHistory {
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** A line of `docker history` as Engine 26.1 has it. */
export function oldCreatedBy(text: string, given: OldHistory): string {
  if (text.startsWith('EXPOSE [')) {
    const ports = text.slice('EXPOSE ['.length, -1).split(' ');
    // Go prints a map in the order of its keys
    return `EXPOSE map[${ports
      .toSorted()
      .map((port) => `${port}:{}`)
      .join(' ')}]`;
  }
  if (text.startsWith('HEALTHCHECK {')) return oldHealthcheck(text);
  return text.startsWith('ARG ') ? oldArg(text, given) : text;
}

function oldHealthcheck(text: string): string {
  const match =
    /^HEALTHCHECK \{Test:\[(.*)\] Interval:(\S+) Timeout:(\S+) StartPeriod:(\S+) StartInterval:(\S+) Retries:(\d+)\}$/s.exec(
      text,
    );
  if (!match) return text;
  const [, test = '', ...rest] = match;
  const times = rest.slice(0, 4).map((time) => JSON.stringify(time));
  const words = test.startsWith('CMD-SHELL ') ? ['CMD-SHELL', test.slice('CMD-SHELL '.length)] : test.split(' ');
  return `HEALTHCHECK &{[${words.map((word) => JSON.stringify(word)).join(' ')}] ${times.join(' ')} ${rune(Number(rest[4]))}}`;
}

/** A number as Go prints it with %q: the character of that code. */
function rune(code: number): string {
  const named = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 39: "\\'", 92: '\\\\' }[
    code
  ];
  if (named !== undefined) return `'${named}'`;
  return code < 32 || code === 127 ? `'\\x${code.toString(16).padStart(2, '0')}'` : `'${String.fromCodePoint(code)}'`;
}

/** Only what the instruction itself says: neither a value given with --build-arg nor one inherited from above the first FROM. */
function oldArg(text: string, { dockerfile, buildArgs }: OldHistory): string {
  const own = new Map<string, string | undefined>();
  const stages = dockerfile.slice(Math.max(0, dockerfile.search(/^\s*FROM\s/im)));
  for (const [, words = ''] of stages.matchAll(/^\s*ARG\s+(.*)$/gim))
    for (const word of words.split(/\s+(?=\w+(?:=|\s|$))/)) {
      const [name = '', value] = word.split(/=(.*)/s);
      if (!own.has(name) || value !== undefined) own.set(name, value?.replace(/^(["'])(.*)\1$/, '$2'));
    }
  const shown = text
    .slice('ARG '.length)
    .split(/ (?=\w+(?:=| |$))/)
    .map((word) => {
      const [name = ''] = word.split('=');
      const value = own.get(name);
      if (value === undefined) return name;
      return Object.hasOwn(buildArgs, name) ? `${name}=${value}` : word;
    });
  return `ARG ${shown.join(' ')}`;
}
