declare module 'virtual:drydock-commands' {
  /** Names and aliases of the shell's commands, by folder. */
  const names: Readonly<Record<string, readonly string[]>>;
  export default names;
}
