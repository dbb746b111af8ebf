import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3020.hs; git sources are left alone as well.
const FOR_ADD = /^["']?(?:https?:|git@|git:|ssh:)|\.(?:tar|tgz|tbz2?|txz|gz|bz2|xz|zst|lz|lzma|Z)(?:\.\w+)?["']?$|\$/;

export default defineRule({
  name: 'DL3020',
  origin: 'hadolint',
  severity: 'warning',
  summary: 'Copy files with COPY; ADD is for archives and addresses.',
  why: 'ADD unpacks what looks like a tar archive and fetches what looks like an address. COPY does one thing, and a reader knows which.',
  *check({ dockerfile }) {
    for (const { instructions } of dockerfile.stages) {
      for (const instruction of instructions) {
        if (instruction.kind !== 'add') continue;
        const { node, sources, heredocs } = instruction;
        const plain = sources.filter(({ value }) => !FOR_ADD.test(value));
        if (sources.length + heredocs.length === 0 || (plain.length === 0 && heredocs.length === 0)) continue;
        const safe =
          plain.length === sources.length &&
          node.flags.every(({ name }) => ['chown', 'chmod', 'link', 'exclude'].includes(name));
        const word = /^[a-z]/.test(node.keyword.value) ? 'copy' : 'COPY';
        const fixes = safe ? [{ title: 'Use COPY', edits: [{ span: node.keyword.span, text: word }] }] : [];
        yield at(node, 'Use COPY: nothing here needs what ADD does in addition.', { fixes });
      }
    }
  },
  bad: ['FROM alpine:3.22\n[|ADD|] app.conf /etc/\n'],
  good: [
    'FROM alpine:3.22\nCOPY app.conf /etc/\n',
    'FROM alpine:3.22\nADD rootfs.tar.gz /\n',
    'FROM alpine:3.22\nADD https://example.com/x /x\n',
  ],
});
