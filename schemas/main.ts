import { readFileSync, writeFileSync } from 'node:fs';
import { compileDescriptions } from './descriptions.js';
import { readOpenApi } from './read-openapi.js';
import { compileTable, type GoEnums } from './table.js';
import { typesSource } from './types.js';

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('usage: npm run schemas -- DIRECTORY   (see schemas/README.md)');
  process.exit(2);
}
const minors = readOpenApi(directory);
// Written by `npm run schemas:enums`, so it has this shape.
const enums = JSON.parse(readFileSync('schemas/go-enums.json', 'utf8')) as GoEnums;
const table = compileTable(minors, enums);
writeFileSync('schemas/kubernetes.json', `${JSON.stringify(table)}\n`);
writeFileSync('schemas/descriptions.json', `${JSON.stringify(compileDescriptions(minors, table))}\n`);
writeFileSync('src/kube/types.generated.ts', typesSource(minors.map(({ definitions }) => definitions)));
console.log(
  `1.${minors[0]?.minor} to 1.${minors.at(-1)?.minor}: ${table.types.length} types, ${Object.keys(table.kinds).length} API versions`,
);
