import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command';
import { nodePackage, platformName, unpack } from './npmPackage';
import { PROJECT } from './project';
import { cached } from './vscode/cache';

const FOLDER = join(PROJECT, 'node_modules', 'nodejieba');
const BINARY = join(FOLDER, 'build', 'Release', 'nodejieba.node');
/** Headers of this Node serve every later one, since nodejieba uses the stable interface (N-API) alone. */
const NODE_FOR_HEADERS = 20;

/**
 * Builds nodejieba from the sources in its npm package, unless that is done.
 *
 * Its own install script starts `npx`, which asks, and then fetches a binary from a release page or, to build, the
 * headers of Node from another server. package.json therefore denies that script (`allowScripts`), and the headers
 * come from the Node in use or from npm.
 */
export async function buildNativeModule(): Promise<void> {
  if (existsSync(BINARY)) return;
  const nodeGyp = process.env.npm_config_node_gyp; // npm brings node-gyp and says here where it is
  if (!nodeGyp) throw new Error('nodejieba is not built yet; run this through npm: npm run prepare');
  console.log('building nodejieba, half a minute');
  await run(process.execPath, [nodeGyp, 'rebuild', '--nodedir', await folderWithHeaders()], { cwd: FOLDER });
}

/** Every official archive and package of Node has the headers beside it, a distribution's may lack them. */
async function folderWithHeaders(): Promise<string> {
  const root = dirname(dirname(process.execPath));
  if (existsSync(join(root, 'include', 'node', 'node_api.h'))) return root;
  return cached(`node-${NODE_FOR_HEADERS}-${platformName()}-1`, (folder) => unpack(nodePackage(NODE_FOR_HEADERS), folder));
}
