import { targetParts } from '../../toolchains/go/xx.ts';
import type { Command } from '../../kernel/system.ts';

/** xx-go of tonistiigi/xx: go with GOOS and GOARCH of TARGETPLATFORM. Cross-compiling C (xx-apk, xx-apt, xx-clang) is left out. */
const command: Command = {
  summary: 'xx-go …: runs go for TARGETPLATFORM; cgo for another processor is not simulated.',
  example: `
$ TARGETPLATFORM=linux/arm64 xx-go env GOARCH
arm64
`,
  run(process, args) {
    const { os, arch, variant, cross } = targetParts(process);
    const env = new Map(process.env);
    env.set('GOOS', os);
    env.set('GOARCH', arch);
    if (variant) env.set('GOARM', variant.replace(/^v/, ''));
    if (cross && env.get('CGO_ENABLED') === '1') process.notSimulated('xx-go with cgo for another processor');
    return process.exec(['go', ...args], { env });
  },
};
export default command;
