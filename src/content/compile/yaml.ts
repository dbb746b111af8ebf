import { parse } from 'yaml';
import type { Plugin } from 'vite';

/**
 * Makes `content/**\/*.yaml` importable: the default export is the file as plain data. With `?tags` it is the list of tag
 * names of an image file only, aliases included: enough for completion without loading the images.
 */
export function yamlModules(): Plugin {
  return {
    name: 'drydock-yaml',
    transform(text, id) {
      const [path = '', query = ''] = id.split('?');
      if (!path.endsWith('.yaml')) return undefined;
      const value: unknown = parse(text);
      const data = new URLSearchParams(query).has('tags') ? tagNames(value) : value;
      return { code: `export default ${JSON.stringify(data)};`, map: null, moduleType: 'js' };
    },
  };
}

function tagNames(file: unknown): string[] {
  const { tags = {} } = file as { tags?: Record<string, { aliases?: string[] }> };
  return Object.entries(tags).flatMap(([tag, facts]) => [tag, ...(facts.aliases ?? [])]);
}
