declare module 'virtual:drydock-commands' {
  /** Names and aliases of the shell's commands that are not always there, by folder, with blanks between. */
  const names: Readonly<Record<string, string>>;
  export default names;
}
