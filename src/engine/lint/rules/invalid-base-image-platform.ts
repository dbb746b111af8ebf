import { defineRule } from '../rule.ts';

// moby/buildkit frontend/dockerfile/validations.go
export default defineRule({
  name: 'InvalidBaseImagePlatform',
  origin: 'buildkit',
  severity: 'warning',
  summary: 'Take a base image of the platform that is built for.',
  why: 'An image of another architecture is taken over silently; its programs fail with "exec format error" or run under emulation.',
  notInline: true,
  *check({ evaluation }) {
    for (const { name, wanted, found, differs, line, endLine, span } of evaluation.imageVisits) {
      if (!differs) continue;
      const message = `Base image ${name} was pulled with platform "${found}", expected "${wanted}" for current build`;
      yield { message, span, line, endLine };
    }
  },
  bad: [
    {
      text: '[|FROM armonly|]\nRUN true\n',
      images: { 'docker.io/library/armonly:latest': { os: 'linux', architecture: 'arm64' } },
    },
  ],
  good: [
    {
      text: 'FROM both\nRUN true\n',
      images: { 'docker.io/library/both:latest': { os: 'linux', architecture: 'amd64' } },
    },
  ],
});
