/** What a story comes to, in sentences. Words between backticks are code. */
export interface Sentence {
  /** `failed`: somebody was cut off; `passed`: it ended as it should; `plain`: neither. */
  readonly tone: 'passed' | 'failed' | 'plain';
  readonly title: string;
  /** What to do about it. */
  readonly advice?: string;
  readonly why: string;
}
