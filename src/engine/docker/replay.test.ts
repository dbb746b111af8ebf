import { provesSuite } from '../../cli/fidelity/proves-suite.ts';

// what differs, with the answers: npm run -s drydock -- fidelity engine --only net-dns
await provesSuite('engine');
