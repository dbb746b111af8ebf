import { provesSuite } from '../../cli/fidelity/proves-suite.ts';

await provesSuite('build-logs');
