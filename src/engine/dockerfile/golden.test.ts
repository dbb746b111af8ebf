import { provesSuite } from '../../cli/fidelity/proves-suite.ts';

await provesSuite('parser');
await provesSuite('words');
await provesSuite('ignore-files');
