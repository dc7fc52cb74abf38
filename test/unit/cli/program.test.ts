import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conflictsOf, type Annotation } from '../../../src/annotations/model';
import { PROJECT } from '../../../src/build/project';
import { readSidecarFile } from '../../../src/cli/sidecarInput';
import { buildCli, runCli } from './cliProgram';
import { assertSidecarsFitSchema } from '../../sidecarSchema';
import { annotationOn, sidecarText, writePage } from './pageWithSidecar';

const TEXT = '柳河镇供销社今年收购山货九吨。\n经理乔望山说，供销社明年还要扩大库房。\n';
const NAME = '二版.txt.ann.json';
const open = { status: 'suggested', by: undefined, at: undefined } as const;
const place = annotationOn(TEXT, '柳河镇', 'PLACE', open);
const shop = annotationOn(TEXT, '供销社', 'ORG', open);
const person = annotationOn(TEXT, '乔望山', 'PERSON', open);
const decided = (annotation: Annotation, by: string, minute: number, fields: Partial<Annotation> = {}): Annotation =>
  ({ ...annotation, status: 'accepted', by, at: `2024-05-18T08:0${minute}:00.000Z`, ...fields });

describe('the program news-annotator', () => {
  let bundle: string;
  let program: string;
  let folder: string;
  before(async () => {
    bundle = mkdtempSync(join(tmpdir(), 'cli-'));
    program = await buildCli(bundle);
  });
  after(() => { rmSync(bundle, { recursive: true }); });
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'corpus-')); });
  afterEach(() => {
    assertSidecarsFitSchema(folder);
    rmSync(folder, { recursive: true });
  });

  describe('as git’s merge driver', () => {
    before(function () {
      if (spawnSync('git', ['--version']).status !== 0) this.skip();
    });
    const git = (...args: string[]): string => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const mergeOther = (): { code: number | null; said: string } => {
      const { status, stderr } = spawnSync('git', ['-C', folder, 'merge', '--no-edit', 'other'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'zh_CN.UTF-8' } });
      return { code: status, said: stderr };
    };
    const commit = (subject: string, ...annotations: readonly Annotation[]): void => {
      writeFileSync(join(folder, NAME), sidecarText('二版.txt', TEXT, annotations));
      git('add', '-A');
      git('commit', '-q', '-m', subject);
    };

    /** A repository as SIDECAR.md says, with one branch for each side. */
    function branches(base: readonly Annotation[], ours: readonly Annotation[], theirs: readonly Annotation[]): void {
      git('init', '-q', '-b', 'main');
      for (const [key, value] of [['user.name', '周编辑'], ['user.email', 'zhou@example.org'], ['core.autocrlf', 'false'],
        ['merge.news-annotator.name', 'sidecars of News Annotator'], ['merge.news-annotator.driver', `"${process.execPath}" "${program}" merge %O %A %B`]]) git('config', key, value);
      writeFileSync(join(folder, '.gitattributes'), '*.ann.json merge=news-annotator\n');
      writeFileSync(join(folder, '二版.txt'), TEXT);
      commit('suggested', ...base);
      git('checkout', '-q', '-b', 'other');
      commit('theirs', ...theirs);
      git('checkout', '-q', 'main');
      commit('ours', ...ours);
    }

    it('joins decisions on neighbouring lines, on which git alone sees a conflict', () => {
      branches([place, shop, person], [place, decided(shop, '周编辑', 1), person], [decided(place, '吴编辑', 2), shop, decided(person, '吴编辑', 3)]);
      equal(mergeOther().code, 0);
      equal(readFileSync(join(folder, NAME), 'utf8'), sidecarText('二版.txt', TEXT, [decided(place, '吴编辑', 2), decided(shop, '周编辑', 1), decided(person, '吴编辑', 3)]));
      equal(git('status', '--porcelain'), '');
    });

    it('stops at different decisions on one annotation, names both, and leaves a sidecar that holds both', () => {
      branches([place, person], [decided(place, '周编辑', 1), person], [decided(place, '吴编辑', 2, { label: 'ORG' }), decided(person, '吴编辑', 3)]);
      const { code, said } = mergeOther();
      equal(code, 1);
      match(said, /二版\.txt: ORG “柳河镇” 有两种决定：ORG.*吴编辑.*PLACE.*周编辑/);
      const { annotations } = readSidecarFile(join(folder, NAME)).sidecar;
      deepEqual(annotations.map(({ quote, label, by }) => [quote, label, by]), [['柳河镇', 'ORG', '吴编辑'], ['乔望山', 'PERSON', '吴编辑']]);
      deepEqual(conflictsOf(annotations[0]).map(({ label, by, at }) => [label, by, at]), [['PLACE', '周编辑', '2024-05-18T08:01:00.000Z']]);
      match(git('status', '--porcelain'), /^UU /m);
      const check = runCli(program, ['check', folder], 'en_GB.UTF-8');
      equal(check.code, 1);
      match(check.stdout, /二版\.txt\.ann\.json:10:\d+: .*柳河镇/);
    });

    it('stops at a side that is broken and changes nothing', () => {
      branches([place, person], [decided(place, '周编辑', 1), person], [place, decided(person, '吴编辑', 3)]);
      git('checkout', '-q', 'other');
      writeFileSync(join(folder, NAME), '{"format": 1,\n');
      git('commit', '-q', '-a', '-m', 'broken');
      git('checkout', '-q', 'main');
      const before = readFileSync(join(folder, NAME), 'utf8');
      const { code, said } = mergeOther();
      deepEqual([code, /2:1|1:14/.test(said)], [1, true], said);
      equal(readFileSync(join(folder, NAME), 'utf8'), before);
    });
  });

  it('tells what changed between two sidecars, in the language of the terminal', () => {
    for (const [name, annotation] of [['old', place], ['new', decided(place, '周编辑', 1)]] as const) writeFileSync(join(folder, name), sidecarText('二版.txt', TEXT, [annotation]));
    const files = [join(folder, 'old'), join(folder, 'new')];
    deepEqual(runCli(program, ['diff', ...files], 'en_GB.UTF-8'), { code: 1, stdout: '~ PLACE “柳河镇”: suggested → accepted (周编辑, 2024-05-18T08:01:00.000Z)\n', stderr: '' });
    deepEqual(runCli(program, ['diff', ...files], 'zh_CN.UTF-8'), { code: 1, stdout: '~ PLACE “柳河镇”: 待定 → 已接受 (周编辑, 2024-05-18T08:01:00.000Z)\n', stderr: '' });
    deepEqual(runCli(program, ['diff', files[0], files[0]], 'zh_CN.UTF-8'), { code: 0, stdout: '', stderr: '' });
  });

  describe('duplicates', () => {
    const passage = '渡口的摆渡人每天清早五点撑第一趟船，雨天也照样等到最后一个放学的孩子上岸才收篙。';
    const write = (name: string, text: string | Uint8Array): void => { writeFileSync(join(folder, name), text); };

    it('lists groups with the place of each copy, as text, JSON lines and a page without scripts', () => {
      write('a.txt', `渡口\n\n${passage}\n`);
      write('b<1>.txt', passage.replace('五点', '六点').replace(/.{16}/gu, '$&\n'));
      const english = runCli(program, ['duplicates', '--near', folder], 'en_GB.UTF-8');
      equal(english.code, 0, english.stderr);
      match(english.stdout, /^1\. edited copy · 2 places in 2 files · 3\d characters · at least 9\d % alike\n/);
      ok(english.stdout.includes(`${join(folder, 'a.txt')}:3:1`));
      match(runCli(program, ['duplicates', '--near', folder], 'zh_CN.UTF-8').stdout, /^1\. 有改动的重复 · /);
      equal(runCli(program, ['duplicates', folder], 'en_GB.UTF-8').stdout.includes('edited copy'), false);
      const lines = runCli(program, ['duplicates', '--near', '--json', folder], 'en_GB.UTF-8').stdout.trim().split('\n');
      const [group] = lines.map((line) => JSON.parse(line) as { kind: string; members: { file: string; start: number }[] });
      deepEqual([lines.length, group.kind, group.members.map(({ start }) => start).sort()], [1, 'near', [0, 4]]);
      equal(runCli(program, ['duplicates', '--near', '--json', '--min', '60', folder], 'en_GB.UTF-8').stdout, '');
      const html = runCli(program, ['duplicates', '--near', '--html', folder], 'en_GB.UTF-8').stdout;
      ok(html.includes('b&#60;1&#62;.txt') && !html.includes('<script'));
    });

    it('lists a hundred places of a passage that stands 30,000 times in a file, in a moment', () => {
      write('many.txt', `${passage}\n`.repeat(30_000));
      const { code, stdout } = runCli(program, ['duplicates', folder], 'en_GB.UTF-8');
      equal(code, 0);
      const lines = stdout.split('\n');
      ok(lines.includes(`   ${join(folder, 'many.txt')}:100:1`) && lines.includes('   … and 29900 places more'), stdout.slice(0, 300));
    });

    it('names files that are left out or compared in pieces, and why, in the language of the terminal', () => {
      write('很大.txt', '');
      truncateSync(join(folder, '很大.txt'), 2 ** 28 + 1);
      write('杂.txt', Uint8Array.from([0xff, 0x80, 0x81, 0xff, 0xff]));
      write('长.txt', Array.from({ length: 1000 }, (_, index) => `${passage}${index}`).join(''));
      const english = runCli(program, ['duplicates', folder], 'en_GB.UTF-8');
      equal(english.code, 1);
      match(english.stderr, /很大\.txt: larger than 256 MB, left out\n/);
      match(english.stderr, /杂\.txt: no text in UTF-8, UTF-16, GB18030 or Big5, left out\n/);
      match(english.stderr, /长\.txt: has paragraphs of more than 16384 characters, which are compared in pieces\n/);
      match(runCli(program, ['duplicates', folder], 'zh_CN.UTF-8').stderr, /很大\.txt: 大于 256 MB，已略过\n/);
    });
  });

  it('annotates every sample page: each sidecar fits the schema and its page, and is the same to the byte the next time', () => {
    cpSync(join(PROJECT, 'media', 'samples'), folder, { recursive: true });
    const args = ['annotate', '--layer', 'number', '--layer', 'duplicate', folder];
    const first = runCli(program, args, 'en_GB.UTF-8');
    equal(first.code, 0, first.stderr);
    const sidecars = readdirSync(folder).filter((name) => name.endsWith('.ann.json')).map((name) => join(folder, name));
    const before = sidecars.map((path) => readFileSync(path, 'utf8'));
    equal(assertSidecarsFitSchema(folder), sidecars.length);
    ok(sidecars.length >= 10);
    match(runCli(program, args, 'en_GB.UTF-8').stdout, / 0 sidecars written, \d+ unchanged, 0 failed/);
    deepEqual(sidecars.map((path) => readFileSync(path, 'utf8')), before);
    equal(runCli(program, ['check', folder], 'en_GB.UTF-8').code, 0);
  });

  describe('check', () => {
    it('has exit code 0 where nothing is wrong, and 1 for every kind of thing that is, in the language of the terminal', () => {
      const sound = join(folder, 'sound', '一版.txt');
      writePage(sound, TEXT, [decided(place, '周编辑', 1)]);
      deepEqual(runCli(program, ['check', folder], 'zh_CN.UTF-8'), { code: 0, stdout: '1 个标注文件：发现 0 个问题，已修复 0 个\n', stderr: '' });
      const conflict = [{ label: 'ORG', start: 0, end: 3, quote: '柳河镇', status: 'accepted' as const, by: '吴编辑', at: '2024-05-19T00:00:00.000Z' }];
      const wrong: [kind: string, make: (path: string) => void][] = [
        ['stale', (path) => { writePage(path, TEXT, [decided(place, '周编辑', 1)]); writeFileSync(path, `本报讯　${TEXT}`); }],
        ['lost', (path) => { writePage(path, TEXT, [decided(person, '周编辑', 1)]); writeFileSync(path, TEXT.replace('乔望山', '')); }],
        ['fault', (path) => { writeFileSync(writePage(path, TEXT, []), '{"format": 1}'); }],
        ['orphan', (path) => { writePage(path, `${TEXT}又讯。\n`, [decided(place, '周编辑', 1)]); rmSync(path); }],
        ['conflict', (path) => { writePage(path, TEXT, [decided(place, '周编辑', 1, { conflict })]); }],
        ['misnamed', (path) => { renameSync(writePage(join(path, '..', '原名.txt'), TEXT, []), `${path}.ann.json`); renameSync(join(path, '..', '原名.txt'), path); }],
      ];
      for (const [kind, make] of wrong) {
        mkdirSync(join(folder, kind));
        make(join(folder, kind, '二版.txt'));
      }
      const json = runCli(program, ['check', '--json', folder], 'zh_CN.UTF-8');
      deepEqual([json.code, json.stderr], [1, '']);
      const findings = json.stdout.trim().split('\n').map((line) => JSON.parse(line) as { sidecar: string; kind: string; line: number; column: number; fixed: boolean });
      for (const [kind] of wrong) {
        const finding = findings.find((one) => one.kind === kind && one.sidecar === join(folder, kind, NAME));
        ok(finding && finding.line >= 1 && finding.column >= 1 && !finding.fixed, `${kind}: ${json.stdout}`);
      }
      const chinese = runCli(program, ['check', folder], 'zh_CN.UTF-8');
      equal(chinese.code, 1);
      const lines = chinese.stdout.trim().split('\n');
      equal(lines.length, findings.length + 1);
      for (const line of lines.slice(0, -1)) match(line, /\.ann\.json:\d+:\d+: .*\p{Script=Han}/u);
      const fixed = runCli(program, ['check', '--fix', folder], 'en_GB.UTF-8');
      equal(fixed.code, 1, 'what needs a person is left');
      match(fixed.stdout, /\[fixed\]/);
      deepEqual(runCli(program, ['check', join(folder, 'stale')], 'en_GB.UTF-8').code, 0);
    });

    it('has exit code 1 for a folder that is not there and 2 without one', () => {
      const missing = runCli(program, ['check', join(folder, 'missing')], 'en_GB.UTF-8');
      deepEqual([missing.code, /missing/.test(missing.stderr)], [1, true]);
      equal(runCli(program, ['check'], 'zh_CN.UTF-8').code, 2);
    });
  });
});
