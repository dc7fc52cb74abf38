/**
 * Mocha in plain Node as its command does it, with our reporter, which the command cannot load:
 * `tsx test/plainMocha.ts FOLDER CONFIG`, both relative to the checkout.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { PROJECT } from '../src/build/project';
import CountingReporter from './countingReporter';

const [folder, config] = process.argv.slice(2);
if (!folder || !config) throw new Error('usage: plainMocha.ts FOLDER CONFIG');
const { timeout } = JSON.parse(readFileSync(join(PROJECT, config), 'utf8')) as { timeout: number };
const mocha = new Mocha({ timeout, reporter: CountingReporter });
const names = readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' });
for (const name of names.filter((candidate) => candidate.endsWith('.test.ts')).sort()) mocha.addFile(join(PROJECT, folder, name));
mocha.run((failures) => { process.exitCode = failures > 0 ? 1 : 0; });
