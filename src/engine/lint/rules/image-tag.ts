import { imageReference } from '../image-reference.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3006.hs; a name that is a variable is left alone.
export default defineRule({
  name: 'DL3006',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Name the tag of a base image.',
  why: 'Without a tag the registry answers with whatever `latest` points at today; the same file builds another image next month.',
  *check({ dockerfile }) {
    const stages = new Set<string>();
    for (const { from, name } of dockerfile.stages) {
      const image = imageReference(from.base.value);
      if (image && !image.tag && !image.digest && image.name !== 'scratch' && !stages.has(image.name)) {
        yield at(from.node, `Add a tag to ${image.name}: without one the image that "latest" names today is taken.`, {
          span: from.base.span,
        });
      }
      if (name) stages.add(name);
    }
  },
  bad: ['FROM [|debian|]\n', 'FROM golang:1.26 AS build\nFROM [|registry.example.com:5000/team/app|]\n'],
  good: [
    'FROM debian:13\n',
    'FROM scratch\n',
    'FROM debian:13 AS base\nFROM base\n',
    'ARG BASE=debian\nFROM ${BASE}\n',
  ],
});
