import { constants, fstatSync, statSync, writeSync } from 'node:fs';
import type { Host } from '../source/host.js';
import { errorCode } from '../source/text.js';

/** The real outside world: this process. */
export function processHost(): Host {
  return {
    cwd: process.cwd(),
    env: process.env,
    get terminal() {
      return terminal();
    },
    out: (text) => write(1, text),
    err: (text) => write(2, text),
    stdin: readStdin,
  };
}

/** Asking `process.stdout` costs milliseconds, so a pipe, a file and the null device are recognised without. */
function terminal(): Host['terminal'] {
  const { rdev, ...stat } = fstatSync(1);
  const isDevice = (stat.mode & constants.S_IFMT) === constants.S_IFCHR;
  if (!isDevice || rdev === nullDevice()) return { isTty: false, columns: 80 };
  return { isTty: process.stdout.isTTY === true, columns: process.stdout.columns ?? 80 };
}

function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/**
 * Writes all of `text`, in order and at once: nothing is lost when the process ends. A reader that has gone away (`| head`)
 * has all it wants, so the rest is dropped without a word.
 */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EAGAIN') {
        // A pipe that is full and does not block: give its reader a moment.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      } else if (code === 'EPIPE') {
        return;
      } else {
        throw error;
      }
    }
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
