/** Monaco's id of the language that the engine answers questions about. */
export const DOCKERFILE = 'dockerfile';

const BY_EXTENSION: Readonly<Record<string, string>> = {
  json: 'json',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  tsx: 'typescript',
  go: 'go',
  py: 'python',
  sh: 'shell',
  bash: 'shell',
  yaml: 'yaml',
  yml: 'yaml',
  dockerfile: DOCKERFILE,
  dockerignore: 'dockerignore',
  gitignore: 'dockerignore',
};

const NAMES: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  dockerignore: 'Ignore file',
  json: 'JSON',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  go: 'Go',
  python: 'Python',
  shell: 'Shell',
  yaml: 'YAML',
  plaintext: 'Text',
};

/** Monaco's language id for a path of the workspace. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^(?:dockerfile|containerfile)(?:\.(?!dockerignore)|$)/.test(name)) return DOCKERFILE;
  return BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1)] ?? 'plaintext';
}

/** The language's name for people. */
export function languageName(id: string): string {
  return NAMES[id] ?? id;
}
