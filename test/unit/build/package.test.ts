import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { platformTarget } from '../../../src/build/package';
import { PROJECT } from '../../../src/build/project';

const TSX = join(PROJECT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const TARGETS = ['linux-x64', 'linux-arm64', 'alpine-x64', 'darwin-arm64', 'darwin-x64', 'win32-x64'];

describe('npm run package', () => {
  it('refuses to label the native module for another platform than the one it was built on', function () {
    this.timeout(60_000);
    const other = TARGETS.find((target) => target !== platformTarget())!;
    const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, join(PROJECT, 'src', 'build', 'package.ts'), '--target', other], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`built for ${platformTarget()}; run this on ${other}`));
    assert.doesNotMatch(stdout, /packaging/);
  });

  it('packages every picture that the README shows', () => {
    const shown = [...readFileSync(join(PROJECT, 'README.md'), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path);
    assert.ok(shown.length > 0);
    const packaged = readFileSync(join(PROJECT, '.vscodeignore'), 'utf8').includes('!media/screenshots/*.png')
      ? readdirSync(join(PROJECT, 'media', 'screenshots')).map((name) => `media/screenshots/${name}`) : [];
    assert.deepEqual(shown.filter((path) => !packaged.includes(path)), []);
  });
});
