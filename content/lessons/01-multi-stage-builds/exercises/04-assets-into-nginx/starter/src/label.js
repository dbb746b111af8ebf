const labels = { up: 'works', slow: 'slower than usual', down: 'does not answer' };

export function label(state) {
  return labels[state] ?? 'not known';
}
