import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseScenario, played, scenarioText } from './scenario.js';

const FOLDER = 'test/cli/scenarios';

describe('the binary', () => {
  const names = readdirSync(FOLDER).sort();
  test.each(names)('%s', (name) => {
    const path = join(FOLDER, name);
    const written = readFileSync(path, 'utf8');
    const outcome = scenarioText(played(parseScenario(written)));
    if (process.env.UPDATE === '1') writeFileSync(path, outcome);
    expect(outcome).toBe(process.env.UPDATE === '1' ? outcome : written);
  });
});
