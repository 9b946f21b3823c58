// Holds an OpenAPI document against Redocly's recommended rules, as `redocly lint` does. Usage: node lint.mjs openapi.json
import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const source = await readFile(process.argv[2], 'utf8');
const problems = await lintFromString({ source, config: await createConfig({ extends: ['recommended'] }) });
for (const problem of problems)
  console.log(`${problem.severity} ${problem.ruleId}: ${problem.message} (${problem.location[0]?.pointer ?? ''})`);
process.exit(problems.length === 0 ? 0 : 1);
