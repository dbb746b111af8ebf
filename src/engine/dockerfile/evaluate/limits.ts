/**
 * What one evaluation may use up, in characters that expansion adds; instructions, triggers and ports count as several.
 * A hand-written file stays far below; a hostile one (`ENV A=$A$A`, 10,000 triggers for 10,000 stages) is stopped.
 * BuildKit has no such limit and runs out of memory instead.
 */
export const BUDGET = 8_000_000;

/** What one executed instruction takes: 200,000 of them are as many as a file of a megabyte can hold. */
export const COST_OF_INSTRUCTION = 40;
export const COST_OF_TRIGGER = 20;
export const COST_OF_PORT = 10;

/**
 * How many names may be offered for suggestions in one evaluation, over all undefined variables: comparing 10,000 names
 * with 10,000 others takes minutes. Beyond it `known` is empty, so findings come without "did you mean".
 */
export const MAX_KNOWN_NAMES = 1_000_000;

/** The error when the budget is used up; ours, not BuildKit's. */
export const TOO_LARGE =
  'not simulated: the stages expand to more than Drydock looks at (repeated variables, port ranges or ONBUILD triggers)';
