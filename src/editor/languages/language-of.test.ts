import { describe, expect, it } from 'vitest';
import { languageName, languageOf } from './language-of.ts';

describe('the language of a file', () => {
  it.each([
    ['Dockerfile', 'dockerfile'],
    ['docker/Dockerfile.prod', 'dockerfile'],
    ['api.Dockerfile', 'dockerfile'],
    ['Containerfile', 'dockerfile'],
    ['.dockerignore', 'dockerignore'],
    ['Dockerfile.dockerignore', 'dockerignore'],
    ['cmd/server/main.go', 'go'],
    ['package.json', 'json'],
    ['src/server.mjs', 'javascript'],
    ['compose.yaml', 'yaml'],
    ['go.mod', 'plaintext'],
    ['README', 'plaintext'],
  ])('of %s is %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  it('has a name for people', () => {
    expect([languageName('dockerignore'), languageName('plaintext')]).toEqual(['Ignore file', 'Text']);
  });
});
