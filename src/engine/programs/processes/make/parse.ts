/**
 * make: rules, variables and recipes of small Makefiles. Left out, and named where they are met: conditionals, includes, functions,
 * pattern rules, parallel jobs.
 */

/** A rule of a Makefile: what it makes, from what, by which lines of shell. */
export interface Rule {
  readonly targets: readonly string[];
  readonly needs: readonly string[];
  readonly recipe: readonly { readonly text: string; readonly line: number }[];
}

export interface Makefile {
  readonly rules: readonly Rule[];
  readonly phony: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, string>;
  readonly unsupported: string | undefined;
  /** Line of something that is no Makefile. */
  readonly error: number | undefined;
}

interface Draft {
  readonly targets: readonly string[];
  readonly needs: readonly string[];
  readonly recipe: { text: string; line: number }[];
}

/** Reads rules and variables; conditionals, includes, functions, pattern rules are named in `unsupported`. */
export function parseMakefile(text: string, given: ReadonlyMap<string, string>): Makefile {
  const variables = new Map(given);
  const rules: Draft[] = [];
  const phony = new Set<string>();
  let unsupported: string | undefined;
  let error: number | undefined;
  for (const { line, text: raw } of logicalLines(text)) {
    const last = rules.at(-1);
    if (raw.startsWith('\t') && last) {
      last.recipe.push({ text: raw.slice(1), line });
      continue;
    }
    const plain = raw.replace(/(^|[^\\])#.*/, '$1').trim();
    if (plain === '') continue;
    const assigned = /^(?:export\s+)?([\w.-]+)\s*(\?|\+|::?)?=\s*(.*)$/.exec(plain);
    const rule = /^([^:=]+?)\s*::?(?!=)\s*([^;|]*)(?:\|[^;]*)?(?:;(.*))?$/.exec(plain);
    if (/^(?:ifeq|ifneq|ifdef|ifndef|else|endif|include|-include|define|vpath)\b/.test(plain))
      unsupported ??= plain.split(/\s/)[0];
    else if (assigned) assign(variables, given, assigned);
    else if (rule) {
      const targets = words(expand(rule[1] ?? '', variables));
      const needs = words(expand(rule[2] ?? '', variables));
      if (targets.some((target) => target.includes('%'))) unsupported ??= 'pattern rule';
      if (targets[0] === '.PHONY') for (const name of needs) phony.add(name);
      else rules.push({ targets, needs, recipe: rule[3] === undefined ? [] : [{ text: rule[3].trim(), line }] });
    } else if (!plain.startsWith('export ') && !plain.startsWith('unexport ')) error ??= line;
  }
  return { rules, phony, variables, unsupported, error };
}

function logicalLines(text: string): { line: number; text: string }[] {
  const made: { line: number; text: string }[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let whole = lines[at] ?? '';
    const recipe = whole.startsWith('\t');
    while (whole.endsWith('\\') && at + 1 < lines.length) {
      const next = lines[++at] ?? '';
      whole = recipe ? `${whole}\n${next.replace(/^\t/, '')}` : `${whole.slice(0, -1).trimEnd()} ${next.trimStart()}`;
    }
    made.push({ line, text: whole });
  }
  return made;
}

/** Values from the command line win over those of the file. */
function assign(variables: Map<string, string>, given: ReadonlyMap<string, string>, match: RegExpExecArray): void {
  const [, name = '', kind, value = ''] = match;
  if (given.has(name)) return;
  if (kind === '?' && variables.has(name)) return;
  if (kind === '+') variables.set(name, `${variables.get(name) ?? ''} ${value}`.trim());
  else variables.set(name, kind === ':' || kind === '::' ? expand(value, variables) : value);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Replaces `$(NAME)`, `${NAME}` and `$X` a bounded number of times deep; `$$` stays for the shell. */
export function expand(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 20 || !text.includes('$')) return text.replaceAll('$$', '$');
  return text.replaceAll(/\$\$|\$[({]([\w.@<^*?+-]+)[)}]|\$([\w@<^*?+])/g, (all) =>
    all === '$$' ? '$' : expand(variables.get(all.slice(1).replace(/^[({]|[)}]$/g, '')) ?? '', variables, depth + 1),
  );
}
