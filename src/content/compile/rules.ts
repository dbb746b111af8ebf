import { join } from 'node:path';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';
import type { Rule } from '../../engine/lint/index.ts';
import type { RulePage } from '../rules.ts';

const NAME = 'virtual:drydock-rules';

interface Door {
  readonly rules: ReadonlyMap<string, Rule>;
  addressOf(named: { readonly id: string; readonly rule: Rule }): string;
}

/**
 * `virtual:drydock-rules`: summary, reason and examples of every build check, as data. Pages may not import the engine, and
 * would carry all its checks along; this gives them the words alone.
 */
export function rulePages(): Plugin {
  return {
    name: 'drydock-rules',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      async handler() {
        const door = join(import.meta.dirname, '../../engine/lint/index.ts');
        const { module } = await runnerImport<Door>(door, { configFile: false, logLevel: 'error' });
        return { code: `export default ${JSON.stringify(pagesOf(module))};`, moduleType: 'js', map: null };
      },
    },
  };
}

function texts(examples: Rule['bad']): readonly string[] {
  return examples.map((example) => (typeof example === 'string' ? example : example.text));
}

function pagesOf({ rules, addressOf }: Door): readonly RulePage[] {
  const pages = [...rules].map(([id, rule]): RulePage => {
    const { name, origin, summary, why, bad, good } = rule;
    return { id, name, origin, summary, why, bad: texts(bad), good: texts(good), url: addressOf({ id, rule }) };
  });
  return pages.toSorted((a, b) => a.origin.localeCompare(b.origin) || a.name.localeCompare(b.name));
}
