/** The part of Monaco that keeps what Tab does; the public interface has the command for it, but no way to read it. */
declare module 'monaco-editor/editor/browser/config/tabFocus' {
  export const TabFocus: {
    getTabFocusMode(): boolean;
    setTabFocusMode(leaves: boolean): void;
    onDidChangeTabFocus(listener: () => void): { dispose(): void };
  };
}
