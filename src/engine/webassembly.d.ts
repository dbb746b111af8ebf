/**
 * What the interpreter of JavaScript needs of WebAssembly: the engine is compiled without the DOM's types, and hosts hand the module in.
 */
declare namespace WebAssembly {
  class Module {
    private readonly module: never;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    private readonly instance: never;
  }
  class Global {
    value: unknown;
  }
  class Table {
    readonly length: number;
  }
  type ImportValue = unknown;
  type ExportValue = unknown;
  function compile(bytes: BufferSource): Promise<Module>;
}
type BufferSource = ArrayBufferView | ArrayBuffer;
