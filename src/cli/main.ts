import { processHost } from './process-host.js';
import { run } from './run.js';

run(process.argv.slice(2), processHost()).then((status) => {
  process.exitCode = status;
});
