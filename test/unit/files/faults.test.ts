import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Annotation } from '../../../src/annotations/model';
import { chooseLanguage } from '../../../src/cli/words';
import type { AtomicFiles } from '../../../src/files/atomicWrite';
import { diskStorage } from '../../../src/files/diskStorage';
import { LockedError } from '../../../src/files/writeLock';
import { SidecarStore, type SaveResult } from '../../../src/files/sidecarStore';
import { faultText } from '../../../src/ui/faultWords';
import { annotation } from '../annotations/build';

type Step = 'open' | 'write' | 'flush' | 'rename';
const TEXT = '柳河镇供销社今年收购山货九吨。\n经理乔望山说，还要扩大库房。\n';
const PLACE = annotation(TEXT, '柳河镇', { status: 'accepted' });
const PERSON = annotation(TEXT, '乔望山', { status: 'accepted' });

function faultOf(code: string, step: Step): Error {
  return Object.assign(new Error(`${code}: whatever the system says, ${step}`), { code });
}

/** The real file system, that refuses one step of writing as long as it is told to. */
class FaultyFiles implements AtomicFiles {
  fault: { readonly code: string; readonly step: Step } | undefined;
  readonly stat = stat;

  private readonly refuse = (step: Step): void => {
    if (this.fault?.step === step) throw faultOf(this.fault.code, step);
  };

  readonly open: AtomicFiles['open'] = async (...args) => {
    this.refuse('open');
    const file = await open(...args);
    const { refuse } = this;
    const [append, sync] = [file.appendFile.bind(file), file.sync.bind(file)];
    file.appendFile = async (data, options) => {
      await append(String(data).slice(0, 40), options); // a disk is full in the middle of a file
      refuse('write');
      await append(String(data).slice(40), options);
    };
    file.sync = async () => {
      refuse('flush');
      await sync();
    };
    return file;
  };

  readonly rename: AtomicFiles['rename'] = async (...args) => {
    this.refuse('rename');
    await rename(...args);
  };

  readonly rm: AtomicFiles['rm'] = async (...args) => {
    await rm(...args);
    if (this.fault) throw faultOf('EROFS', 'open'); // what is tidied up after a fault may fail too: the first one counts
  };
}

describe('a sidecar that cannot be written', () => {
  let folder: string;
  let path: string;
  let files: FaultyFiles;
  let store: SidecarStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'faults-'));
    path = join(folder, '二版.txt.ann.json');
    files = new FaultyFiles();
    store = new SidecarStore(diskStorage(path, files), '二版.txt');
    equal((await save(PLACE)).kind, 'saved');
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  const save = (...annotations: Annotation[]): Promise<SaveResult> => store.save(store.headerFor(TEXT, 'lf', 'utf8'), annotations, TEXT);

  for (const [code, step, advice] of [
    ['ENOSPC', 'write', /disk is full/], ['EDQUOT', 'flush', /disk is full/], ['EACCES', 'open', /permission/], ['EPERM', 'rename', /permission.*another program/],
    ['EROFS', 'open', /read-only/], ['EBUSY', 'rename', /Another program/], ['ENAMETOOLONG', 'open', /shorter name/], ['EIO', 'flush', /damage/],
    ['ENOENT', 'open', /folder is gone/],
  ] as const) {
    it(`(${code}) stays as it was, says what to do, and is written when the cause is gone`, async () => {
      const before = readFileSync(path, 'utf8');
      files.fault = { code, step };
      for (let tries = 0; tries < 2; tries++) {
        const failed = await save(PLACE, PERSON);
        ok(failed.kind === 'failed');
        match(faultText(failed.message), advice);
        match(faultText(failed.message), new RegExp(`\\(${code}\\)$`));
        deepEqual([readFileSync(path, 'utf8'), readdirSync(folder)], [before, ['二版.txt.ann.json']]);
      }
      files.fault = undefined;
      equal((await save(PLACE, PERSON)).kind, 'saved');
      deepEqual(readFileSync(path, 'utf8').match(/"quote":"[^"]+"/g), ['"quote":"柳河镇"', '"quote":"乔望山"']);
    });
  }

  it('since a folder has its name, is refused, and written when that is gone', async () => {
    rmSync(path);
    mkdirSync(path);
    const refused = await save(PERSON);
    ok(refused.kind === 'refused' && refused.load.kind === 'unreadable');
    match(faultText(refused.load.message), /A folder stands where a file should/);
    rmSync(path, { recursive: true });
    equal((await save(PERSON)).kind, 'saved');
  });

  it('since a file has the name of its folder, is refused', async () => {
    writeFileSync(join(folder, 'file'), '');
    const inside = new SidecarStore(diskStorage(join(folder, 'file', '页.txt.ann.json')), '页.txt');
    const refused = await inside.save(inside.headerFor(TEXT, 'lf', 'utf8'), [PLACE], TEXT);
    ok(refused.kind === 'refused' && refused.load.kind === 'unreadable');
    match(faultText(refused.load.message), /a file where a folder should/);
  });

  it('since its name is too long, is refused; the longest name that a disk takes is written', async function () {
    if (process.platform === 'win32') this.skip();
    for (const [length, kind] of [[255, 'saved'], [256, 'refused']] as const) {
      const name = 'p'.repeat(length - '.ann.json'.length);
      const long = new SidecarStore(diskStorage(join(folder, `${name}.ann.json`)), name);
      const result = await long.save(long.headerFor(TEXT, 'lf', 'utf8'), [PLACE], TEXT);
      equal(result.kind, kind);
      if (result.kind === 'refused') match(result.load.kind === 'unreadable' ? faultText(result.load.message) : '', /give the page a shorter name/);
    }
  });
});

describe('what to do about a fault', () => {
  afterEach(() => { l10n.config({ contents: {} }); });

  it('is said of a file that another window holds', () => {
    match(faultText(new LockedError('/a').message), /Another window/);
  });

  it('is the system’s own words where nothing is known', () => {
    equal(faultText('the frobnicator is out of order'), 'the frobnicator is out of order');
  });

  it('is said in Chinese', () => {
    chooseLanguage({ LANG: 'zh_CN.UTF-8' });
    for (const code of ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'EBUSY', 'ELOCKED', 'ENOENT', 'EISDIR', 'EIO', 'Unavailable', 'NoPermissions']) {
      const text = faultText(`${code}: words`);
      notEqual(text, `${code}: words`);
      match(text, /^\p{Script=Han}/u);
    }
  });
});
