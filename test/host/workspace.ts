import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../src/build/project';

/** Folders of one run, nothing of which another run has seen. */
export interface FreshFolders {
  readonly root: string;
  readonly workspace: string;
  readonly userData: string;
  readonly extensions: string;
  /** What the VS Code server prints. */
  readonly serverLog: string;
  remove(): Promise<void>;
}

/** Makes the folders in the temporary folder: the samples and the fixtures as workspace, the rest empty. */
export async function freshFolders(): Promise<FreshFolders> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'news-annotator-')));
  const workspace = join(root, 'workspace');
  await mkdir(workspace);
  for (const source of [join(PROJECT, 'media', 'samples'), join(PROJECT, 'test', 'host', 'fixtures')]) {
    if (existsSync(source)) await cp(source, workspace, { recursive: true });
  }
  const userData = join(root, 'user-data');
  const extensions = join(root, 'extensions');
  await mkdir(extensions);
  return {
    root, workspace, userData, extensions,
    serverLog: join(root, 'server.log'),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
