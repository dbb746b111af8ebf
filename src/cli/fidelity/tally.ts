import { agrees, type Answer, type Recording } from './suite.ts';

/** How many answers are the recorded ones, and those that are not. */
export function tally(answers: readonly Answer[]): { readonly agree: number; readonly differ: readonly Answer[] } {
  const differ = answers.filter((answer) => !agrees(answer));
  return { agree: answers.length - differ.length, differ };
}

/** The recordings of each topic, topics in the order of the alphabet. */
export function byTopic(recordings: readonly Recording[]): readonly (readonly [string, readonly Recording[]])[] {
  const topics = [...new Set(recordings.map(({ topic }) => topic))].toSorted();
  return topics.map((topic) => [topic, recordings.filter((one) => one.topic === topic)]);
}
