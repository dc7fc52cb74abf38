import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command';
import { PROJECT } from './project';

const FOLDER = join(PROJECT, 'node_modules', 'nodejieba');
const BINARY = join(FOLDER, 'build', 'Release', 'nodejieba.node');

/**
 * Builds nodejieba from the sources in its npm package, unless that is done.
 *
 * Its own install script starts `npx`, which asks, and then fetches a binary from a release page or, to build, the
 * headers of Node from another server. package.json therefore denies that script (`allowScripts`), and the headers
 * come from the folder of the Node in use where it has them, as every official archive and package of Node does.
 */
export async function buildNativeModule(): Promise<void> {
  if (existsSync(BINARY)) return;
  const nodeGyp = process.env.npm_config_node_gyp; // npm brings node-gyp and says here where it is
  if (!nodeGyp) throw new Error('nodejieba is not built yet; run this through npm: npm run prepare');
  console.log('building nodejieba, half a minute');
  const root = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(root, 'include', 'node', 'node_api.h'));
  await run(process.execPath, [nodeGyp, 'rebuild', ...(hasHeaders ? ['--nodedir', root] : [])], { cwd: FOLDER });
}
