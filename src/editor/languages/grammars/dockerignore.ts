import type { languages } from '../../monaco/monaco.ts';

/** Monarch grammar of .dockerignore and .gitignore: comments, `!` exceptions and wildcards. */
export const dockerignoreGrammar: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '',
  tokenizer: {
    root: [
      [/^#.*$/, 'comment'],
      [/^\s*!/, 'keyword'],
      [/\*\*|[*?]|\[[^\]]*\]?/, 'variable'],
      [/[^*?[!]+/, ''],
    ],
  },
};
