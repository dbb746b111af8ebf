/** A program that was recorded with a real Node. */
export interface Program {
  /** By path; the first one is started. */
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Options before the file. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** No file is named on the command line. */
  readonly none?: boolean;
}
export const programs: Readonly<Record<string, Program>>;
