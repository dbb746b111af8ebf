import type { languages } from '../../monaco/monaco.ts';

const INSTRUCTIONS =
  'add arg cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user volume workdir';
const SHELL_WORDS =
  'if then else elif fi for in do done while until case esac set export exec cd exit return local trap';

/** What begins an instruction; the state that colours its arguments is chosen by the word. */
const INSTRUCTION: languages.IMonarchLanguageRule[] = [
  [
    /[a-z]+(?=\s|$)/,
    {
      cases: {
        // A single word as a key would be compared with its case; an alternative is not.
        'from|from': { token: 'keyword', switchTo: '@from' },
        'copy|add': { token: 'keyword', switchTo: '@copy' },
        'env|label|arg': { token: 'keyword', switchTo: '@pairs' },
        'run|cmd|entrypoint|shell': { token: 'keyword', switchTo: '@shell' },
        'healthcheck|healthcheck': { token: 'keyword', switchTo: '@health' },
        'onbuild|onbuild': { token: 'keyword', switchTo: '@instruction' },
        'expose|user|volume|workdir|stopsignal|maintainer': { token: 'keyword', switchTo: '@words' },
        '@default': { token: '', switchTo: '@words' },
      },
    },
  ],
];

/** Line ends inside an instruction: continuations and comment lines stay, anything else ends it. */
const ENDS: languages.IMonarchLanguageRule[] = [
  [/^\s*#.*\n/, 'comment'],
  [/^\s*\n/, 'white'],
  [/[\\`][ \t]*\n/, 'delimiter.continuation'],
  [/\n/, { token: '', next: '@pop' }],
];

/** `<<EOF`: the rest of the line is still the instruction; the body, in state `body`, begins on the next one. */
function heredoc(body: 'script' | 'document'): languages.IMonarchLanguageRule[] {
  return [[/(<<-?)(["']?)([a-z_][\w.-]*)(\2)/, { token: 'delimiter.heredoc', switchTo: `@opening.$3.${body}` }]];
}

const END_OF_HEREDOC = { token: 'delimiter.heredoc', switchTo: '@closing' };

/**
 * Monarch grammar of a Dockerfile, our own: instructions, flags, variables, stage names, strings, heredocs, and the words
 * of the shell in RUN. The stock grammar knows instructions and strings only.
 */
export const dockerfileGrammar: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '',
  ignoreCase: true,
  includeLF: true,
  instructions: INSTRUCTIONS.split(' '),
  shellWords: SHELL_WORDS.split(' '),
  tokenizer: {
    root: [
      [/^\s*#\s*(?:syntax|escape|check)\s*=.*\n/, 'comment.directive'],
      [/^\s*#.*\n/, 'comment'],
      [/\s+/, 'white'],
      [/(?=\S)/, { token: '', next: '@instruction' }],
    ],
    instruction: [...ENDS, [/\s+/, 'white'], ...INSTRUCTION, [/\S+/, { token: '', switchTo: '@words' }]],
    from: [
      ...ENDS,
      { include: '@flags' },
      [/(as)(\s+)([^\s\\]+)/, ['keyword', 'white', 'variable']],
      { include: '@values' },
      [/[^\s$\\"'`]+/, ''],
      [/\s+/, 'white'],
      [/./, ''],
    ],
    copy: [
      ...ENDS,
      ...heredoc('document'),
      [/(--from=)([^\s$\\]+)/, ['flag', 'variable']],
      { include: '@flags' },
      { include: '@values' },
      [/[^\s$\\"'`<[\],]+/, ''],
      [/\s+/, 'white'],
      [/./, ''],
    ],
    pairs: [
      ...ENDS,
      [/([\w.-]+)(=)/, ['variable', 'delimiter']],
      { include: '@values' },
      [/\d[\d.]*(?=\s|$)/, 'number'],
      [/[^\s$\\"'`=]+/, ''],
      [/\s+/, 'white'],
      [/./, ''],
    ],
    words: [
      ...ENDS,
      { include: '@values' },
      [/\d+(?=[\s:/-]|$)/, 'number'],
      [/[^\s$\\"'`\d[\],:]+\d*/, ''],
      [/\s+/, 'white'],
      [/./, ''],
    ],
    health: [
      ...ENDS,
      [/(?:cmd|none)(?=\s|$)/, { token: 'keyword', switchTo: '@shell' }],
      { include: '@flags' },
      [/\s+/, 'white'],
      [/./, ''],
    ],
    shell: [...ENDS, ...heredoc('script'), { include: '@flags' }, { include: '@script' }],
    opening: [
      [
        /\n/,
        {
          cases: {
            '$S3~script': { token: '', switchTo: '@scriptBody.$S2' },
            '@default': { token: '', switchTo: '@documentBody.$S2' },
          },
        },
      ],
      { include: '@flags' },
      { include: '@script' },
    ],
    scriptBody: [
      [
        /^\t*([a-z_][\w.-]*)(?=\n)/,
        { cases: { '$1~$S2': END_OF_HEREDOC, '@shellWords': 'keyword.shell', '@default': '' } },
      ],
      [/^\s*#.*\n/, 'comment'],
      [/\n/, ''],
      { include: '@script' },
    ],
    documentBody: [
      [/^\t*([a-z_][\w.-]*)(?=\n)/, { cases: { '$1~$S2': END_OF_HEREDOC, '@default': 'string' } }],
      [/\$\{/, { token: 'variable', next: '@braces.x' }],
      [/\$\w+/, 'variable'],
      [/[^$\n]+|\$/, 'string'],
      [/\n/, ''],
    ],
    closing: [[/\n/, { token: '', next: '@pop' }]],
    script: [
      [/([a-z_]\w*)(=)(?=\S)/, ['variable', 'delimiter']],
      { include: '@values' },
      [/(\s+)(#.*)/, ['white', 'comment']],
      [/(?:&&|\|\||[|;&()<>{}!])+/, 'delimiter'],
      [/-{1,2}[a-z][\w-]*=?/, 'flag'],
      [/[a-z_][\w.-]*(?=[\s;)]|$)/, { cases: { '@shellWords': 'keyword.shell', '@default': '' } }],
      [/\d+(?=[\s;]|$)/, 'number'],
      [/[^\s$\\"'`|;&()<>{}!#=]+/, ''],
      [/\s+/, 'white'],
      [/./, ''],
    ],
    flags: [
      [/(--[a-z][\w-]*=)([^\s$\\"']*)/, ['flag', '']],
      [/--[a-z][\w-]*/, 'flag'],
    ],
    values: [
      [/\\./, 'string.escape'],
      [/\$\{/, { token: 'variable', next: '@braces.x' }],
      [/\$(?:\w+|[@*#?$!-])/, 'variable'],
      [/"/, { token: 'string', next: '@double' }],
      [/'[^'\n]*'?/, 'string'],
    ],
    // `${a:-${b}}` pushes once more, `x` by `x`, and not beyond what Monarch's stack of 100 holds.
    braces: [
      [/\$\{/, { cases: { '$S2~x{40}': 'variable', '@default': { token: 'variable', next: '@braces.x$S2' } } }],
      [/\}/, { token: 'variable', next: '@pop' }],
      [/(?=\n)/, { token: '', next: '@pop' }],
      [/[^}$\n]+|\$/, 'variable'],
    ],
    double: [
      [/\\\n/, 'delimiter.continuation'],
      [/\\./, 'string.escape'],
      [/\$\{/, { token: 'variable', next: '@braces.x' }],
      [/\$\w+/, 'variable'],
      [/"/, { token: 'string', next: '@pop' }],
      [/(?=\n)/, { token: '', next: '@pop' }],
      [/[^"\\$\n]+|[\\$]/, 'string'],
    ],
  },
};

export const dockerfileConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  brackets: [
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '[', close: ']', notIn: ['string', 'comment'] },
    { open: '(', close: ')', notIn: ['string', 'comment'] },
    { open: '{', close: '}', notIn: ['string', 'comment'] },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  wordPattern: /[\w$./@:-]+/,
};
