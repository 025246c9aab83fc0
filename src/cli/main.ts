import { processHost } from './process-host.js';
import { run } from './run.js';

const host = processHost();
process.exitCode = await run(process.argv.slice(2), host);
