/**
 * `npm run bench -- host` and `npm run bench -- review`: how fast and how smoothly the extension works inside the
 * extension host of a real VS Code. See inside/hostBench.ts and inside/reviewBench.ts for what is measured.
 */
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { bundle } from '../../src/build/bundle';
import { PROJECT } from '../../src/build/project';
import { CURRENT } from '../../src/build/vscode/npmVsCode';
import { freshFolders } from '../host/workspace';

async function main(name: string): Promise<void> {
  const program = join(PROJECT, 'dist', 'bench', `${name}Inside.js`);
  await bundle();
  await build({
    entryPoints: [join(PROJECT, 'test', 'bench', 'inside', `${name}Bench.ts`)],
    outfile: program, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning', external: ['vscode'],
    mainFields: ['module', 'main'], // as the extension is bundled
  });
  const folders = await freshFolders();
  try {
    await runTests({
      vscodeExecutablePath: join(PROJECT, 'test', 'host', 'launcher.mjs'),
      extensionDevelopmentPath: PROJECT,
      extensionTestsPath: program,
      extensionTestsEnv: { NEWS_ANNOTATOR_VSCODE: CURRENT, NEWS_ANNOTATOR_PROJECT: PROJECT },
      launchArgs: [folders.workspace, `--user-data-dir=${folders.userData}`, `--extensions-dir=${folders.extensions}`],
    });
  } finally {
    await folders.remove();
  }
}

main(process.argv[2] ?? 'host').catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
