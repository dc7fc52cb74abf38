/**
 * Runs the host tests: `npm run test:host -- [--oldest] [--locale zh-cn] [--desktop] [-g PATTERN]`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { bundle, bundleHostTests } from '../../src/build/bundle';
import { PROJECT } from '../../src/build/project';
import { CURRENT, OLDEST } from '../../src/build/vscode/npmVsCode';
import { freshFolders } from './workspace';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      oldest: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
      locale: { type: 'string' },
      grep: { type: 'string', short: 'g' },
    },
  });
  if (values.desktop && values.locale) throw new Error('--desktop runs in English only: it has no language pack');
  await bundle();
  await bundleHostTests();
  const folders = await freshFolders();
  const env: Record<string, string> = { NEWS_ANNOTATOR_VSCODE: values.oldest ? OLDEST : CURRENT };
  if (values.grep) env.NEWS_ANNOTATOR_GREP = values.grep;
  if (values.locale) env.NEWS_ANNOTATOR_LOCALE = values.locale;
  try {
    await runTests({
      ...(values.desktop ? { version: 'stable' } : { vscodeExecutablePath: join(__dirname, 'launcher.mjs') }),
      extensionDevelopmentPath: PROJECT,
      extensionTestsPath: join(PROJECT, 'dist', 'test', 'host.js'),
      extensionTestsEnv: env,
      launchArgs: [
        folders.workspace, `--user-data-dir=${folders.userData}`, `--extensions-dir=${folders.extensions}`,
        ...(values.locale ? [`--locale=${values.locale}`] : []),
      ],
    });
  } finally {
    await folders.remove();
  }
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
