// util.parseArgs: options of a command line.
const { coded } = internal.core('errors');

function take(state, name, { option, given, strict, next }) {
  if (!option) {
    if (strict) throw coded(TypeError, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '${next.shown}'`);
    state.values[name] = given ?? true;
    return;
  }
  let value = true;
  if (option.type === 'string') {
    value = given ?? next.take();
    if (value === undefined)
      throw coded(
        TypeError,
        'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
        `Option '${option.short ? `-${option.short}, ` : ''}--${name} <value>' argument missing`,
      );
  } else if (given !== undefined)
    throw coded(
      TypeError,
      'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
      `Option '${option.short ? `-${option.short}, ` : ''}--${name}' does not take an argument`,
    );
  if (option.multiple) (state.values[name] ??= []).push(value);
  else state.values[name] = value;
}

function parseArgs({
  args = process.argv.slice(2),
  options = {},
  strict = true,
  allowPositionals = !strict,
  allowNegative = false,
} = {}) {
  const state = { values: Object.create(null), positionals: [] };
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift();
    const next = {
      shown: word,
      take: () => (words[0]?.startsWith('-') && words[0] !== '-' ? undefined : words.shift()),
    };
    if (word === '--') {
      state.positionals.push(...words.splice(0));
    } else if (word.startsWith('--')) {
      const [, name, given] = /^--([^=]+)(?:=([^]*))?$/.exec(word) ?? [null, word.slice(2)];
      if (allowNegative && name.startsWith('no-') && options[name.slice(3)]) state.values[name.slice(3)] = false;
      else take(state, name, { option: options[name], given, strict, next });
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const [name, option] = Object.entries(options).find(([, each]) => each.short === word[at]) ?? [word[at]];
        const rest = word.slice(at + 1);
        if (option?.type === 'string' && rest !== '') {
          take(state, name, { option, given: rest, strict, next });
          break;
        }
        take(state, name, { option, strict, next: { ...next, shown: `-${word[at]}` } });
      }
    } else {
      if (!allowPositionals)
        throw coded(
          TypeError,
          'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${word}'. This command does not take positional arguments`,
        );
      state.positionals.push(word);
    }
  }
  for (const [name, option] of Object.entries(options))
    if (option.default !== undefined && state.values[name] === undefined) state.values[name] = option.default;
  return state;
}
module.exports = { parseArgs };
