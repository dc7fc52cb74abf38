/**
 * Speed of findNumbers beside nodejieba's cut and Microsoft's recognisers, in one run on the same news text:
 * npx tsx test/bench/numbersSpeed.ts [text file …]
 * Without files it runs on paragraphs written for it. Figures are MB/s of UTF-8 text in the time of one core, the best of several rounds.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findNumbers } from '../../src/numbers/findNumbers';

/** Bundled or not, the modules are those of the project, where the benches run. */
const require = createRequire(join(process.cwd(), 'package.json'));

const PARAGRAPHS = [
  '本报讯（记者 李青禾）7月16日，记者从县农业农村局获悉，今年上半年全县粮食播种面积达到42.6万亩，同比增长3.2%，预计总产量超过15万吨。',
  '走进柳树湾村的大棚，一排排番茄长势喜人。合作社负责人介绍，这里共有86座大棚，带动周边300余户农户就业，户均增收8000元左右。',
  '“我们坚持统一品种、统一技术、统一销售，让乡亲们少走弯路。”老支书说，村里的路宽了，灯亮了，日子一天比一天好。',
  '近年来，当地把生态保护放在第一位，先后投入资金2.3亿元，治理河道128公里，建成污水处理站35座，水质达标率由68%提高到95%以上。',
  '图书馆里安安静静，孩子们三三两两坐在窗边看书。馆长告诉记者，暑假期间每天接待读者600至800人次，开放时间延长到晚上9点。',
  '老人家里收拾得干干净净，墙上挂着年轻时的照片。说起当年修渠的往事，他眼里有光：“那时候条件苦，可大家心齐，谁也没有打退堂鼓。”如今渠水绕村而过，滋润着成片的稻田。',
  '工作队进村后，走家串户听民声，把群众反映强烈的难点问题列成清单，逐项研究解决办法。路通了，水清了，乡亲们的脸上露出了笑容，干部群众的心贴得更近了。',
  '展览以时间为轴，用丰富的图片、实物和影像资料，讲述了普通劳动者平凡而动人的故事。不少观众在展柜前久久驻足，有的还带着孩子，一边看一边轻声讲解。',
  '专家认为，发展特色产业不能一哄而上，要立足资源禀赋，找准市场定位，把品牌擦亮、把链条拉长，让农民更多分享增值收益，走出一条适合自己的振兴之路。',
  '会议强调，要进一步压实责任，完善机制，推动各项任务落地见效，以高质量发展的实际成效检验学习成果，切实增强群众的获得感。',
];
const SIZE = 2_000_000;
const SLOW_SIZE = 12_000;
const ROUNDS = 5;

interface Runner {
  readonly name: string;
  readonly paragraphs: readonly string[];
  readonly run: (paragraph: string) => void;
}

function fill(paragraphs: readonly string[], size: number): string[] {
  const filled: string[] = [];
  for (let characters = 0, at = 0; characters < size; at++) {
    const paragraph = paragraphs[at % paragraphs.length];
    filled.push(paragraph);
    characters += paragraph.length;
  }
  return filled;
}

function megabytesPerSecond({ paragraphs, run }: Runner, rounds: number): number {
  const bytes = paragraphs.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage(); // what else runs on the machine does not count
    for (const paragraph of paragraphs) run(paragraph);
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, bytes / (user + system));
  }
  return best;
}

const files = process.argv.slice(2);
const news = files.length === 0 ? PARAGRAPHS : files.flatMap((file) => readFileSync(file, 'utf8').split(/\n\s*\n/).map((one) => one.replaceAll('\n', '')).filter((one) => one !== ''));
const large = fill(news, SIZE);
const small = fill(news, SLOW_SIZE);

interface Jieba {
  cut(text: string, hmm: boolean): string[];
}
interface Recognizers {
  recognizeNumber(text: string, culture: string): unknown[];
  recognizeCurrency(text: string, culture: string): unknown[];
  recognizeDateTime(text: string, culture: string): unknown[];
}
const jieba = require('nodejieba') as Jieba;
const microsoft = require('@microsoft/recognizers-text-suite') as Recognizers;
const CULTURE = 'zh-cn';
jieba.cut(news[0], true);

const runners: readonly Runner[] = [
  { name: 'findNumbers', paragraphs: large, run: (text) => { findNumbers(text); } },
  { name: 'findNumbers, relative dates', paragraphs: large, run: (text) => { findNumbers(text, { today: { year: 2024, month: 3, day: 13 } }); } },
  { name: 'nodejieba cut', paragraphs: large.slice(0, large.length / 10), run: (text) => { jieba.cut(text, true); } },
  { name: 'Microsoft number', paragraphs: small, run: (text) => { microsoft.recognizeNumber(text, CULTURE); } },
  { name: 'Microsoft currency', paragraphs: small, run: (text) => { microsoft.recognizeCurrency(text, CULTURE); } },
  { name: 'Microsoft date and time', paragraphs: small, run: (text) => { microsoft.recognizeDateTime(text, CULTURE); } },
];
const speeds = runners.map((one) => megabytesPerSecond(one, one.paragraphs === small ? 2 : ROUNDS));
console.table(runners.map((one, at) => ({ name: one.name, 'MB/s': Number(speeds[at].toPrecision(3)), 'findNumbers is faster by': Number((speeds[0] / speeds[at]).toPrecision(3)) })));
