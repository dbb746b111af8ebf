import type { Monaco } from '../monaco/monaco.ts';
import { dockerfileConfiguration, dockerfileGrammar } from './grammars/dockerfile.ts';
import { dockerignoreGrammar } from './grammars/dockerignore.ts';
import { jsonGrammar } from './grammars/json.ts';
import { DOCKERFILE } from './language-of.ts';

let registered = false;

/** Registers Drydock's own grammars, once for the page. */
export function registerLanguages(monaco: Monaco): void {
  if (registered) return;
  registered = true;
  const { languages } = monaco;
  languages.register({ id: DOCKERFILE });
  languages.setMonarchTokensProvider(DOCKERFILE, dockerfileGrammar);
  languages.setLanguageConfiguration(DOCKERFILE, dockerfileConfiguration);
  languages.register({ id: 'dockerignore' });
  languages.setMonarchTokensProvider('dockerignore', dockerignoreGrammar);
  languages.setLanguageConfiguration('dockerignore', { comments: { lineComment: '#' } });
  languages.register({ id: 'json' });
  languages.setMonarchTokensProvider('json', jsonGrammar);
  languages.setLanguageConfiguration('json', {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
  });
}
