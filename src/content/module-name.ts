/** `docker.io/library/node` of the module `…/content/images/docker.io/library/node.yaml`. */
export function moduleName(path: string): string {
  return path.replace(/^.*\/content\/(images\/(_parts\/)?|packages\/)/, '').replace(/\.yaml$/, '');
}
