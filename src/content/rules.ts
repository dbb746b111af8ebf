/** The build checks as pages: text and examples of src/engine/lint/rules, taken out of the engine at build time. */
import compiled from 'virtual:drydock-rules';

export interface RulePage {
  /** File name of the rule and last part of its address. */
  readonly id: string;
  /** BuildKit's name or hadolint's code. */
  readonly name: string;
  readonly origin: 'buildkit' | 'hadolint';
  readonly summary: string;
  readonly why: string;
  /** Dockerfiles with `[|…|]` around what is reported. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
  /** Where BuildKit or hadolint document it. */
  readonly url: string;
}

/** Every build check: BuildKit's own first, by name. */
export const rules: readonly RulePage[] = compiled;
