/** The one thing of the bundler that the engine may see: registries are globs, never lists to edit. */
interface ImportMeta {
  glob<T>(
    pattern: string | readonly string[],
    options: { eager: true; import: string; query?: string },
  ): Record<string, T>;
}
