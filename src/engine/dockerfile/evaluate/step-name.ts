import { upper } from '../go-text.ts';
import type { StageState } from './state.ts';

/** `[builder 2/4] RUN go build`; counts the step. Stages without steps (images of COPY --from) have no prefix. */
export function stepName(state: StageState, text: string, onBuild: boolean): string {
  if (state.stepTotal === 0) return text;
  state.stepNumber++;
  const number = String(state.stepNumber).padStart(String(state.stepTotal).length);
  const stage = state.name === '' ? '' : `${state.name} `;
  return `[${stage}${number}/${state.stepTotal}] ${onBuild ? 'ONBUILD ' : ''}${text}`;
}

/** The text with its first word in upper case. */
export function upperFirst(text: string): string {
  const blank = text.indexOf(' ');
  return blank === -1 ? upper(text) : upper(text.slice(0, blank)) + text.slice(blank);
}
