import { endsInRole, isBareName, isByline } from './bylines';
import { CharClass, tableOf } from './chars';
import type { Line } from './lines';

/**
 * What a line shows itself to be by its own first and last words, before its neighbours are asked. `openByline` ends in
 * a role whose names must follow, `credit` ends a caption with the photographer, `dash` begins as a subtitle does,
 * `imprint` is what the paper says of itself (editors of the page, address, price), `pageReference` points to another page,
 * `label` begins with a word and a colon.
 */
export type LineSign = 'none' | 'byline' | 'dateline' | 'caption' | 'signature' | 'imprint' | 'pageReference' | 'subhead' | 'list' | 'pinyin' | 'table' | 'label' | 'dash' | 'name' | 'openByline' | 'credit';

const LONGEST_BYLINE = 60;
const HEAD = 60;
const LONGEST_CAPTION_LINE = 120;
const CREDIT_TAIL = 40;
/** The characters that photographers' credits end with. */
const CREDIT_ENDS = tableOf('摄攝图圖影道片发）)');

const NUMERAL = '一二三四五六七八九十百';
const OWN = '(?:本报|本网|本刊|本台|本報|本網|本臺)';
const AGENCY = `(?:${OWN}|新华社|中新社|新華社|中央社|中通社|[\\u4e00-\\u9fff]{2,8}(?:日报|晚报|晨报|早报|时报|商报|都市报|新闻网|网|日報|晚報|時報|商報|新聞網|網))`;
/** 本报讯, 本报北京讯, 某某日报讯（…, 新华社北京3月1日电. */
const DATELINE = new RegExp(`^[据據]?(?:${OWN}[\\u4e00-\\u9fff]{0,4}[讯訊](?=$|[\\s（(，：:])|${AGENCY}[讯訊](?=[\\s（(])|${AGENCY}[\\u4e00-\\u9fff]{0,10}\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日\\s?[讯电訊電])`);
const PLACE_DATELINE = /^[\u4e00-\u9fff]{2,8}[讯訊]\s*[（(]/;
/** 【本報訊】, 〔記者某某／某地報導〕, （某社記者某某某地3日電）: in brackets, as papers in Hong Kong and Taiwan have it. */
const BRACKET_DATELINE = /^[【〔［[（(][\u4e00-\u9fff\d／/、·\s\u3000]{1,40}?(?:[讯訊电電]|报道|報道|报导|報導)[】〕］\]）)]\s*[^\s]/;
const REPORTER_FIRST = /^[（(](?:本报)?(?:[\u4e00-\u9fff]{2,4}\s)?(?:记者|通讯员|記者|通訊員)[^（(）)]{1,40}[）)]\s*[^\s]/;
/** The line of date and source that news sites print under a headline. */
const WEB_LINE = /^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|作者|记者|编辑|责编|发布|稿源|【|\|)/;
const CAPTION_HEAD = /^(?:▲|▼|◀|►|[（(]?[上下左右中]?(?:图|圖)(?:片)?(?:[为為是：:]|[一二三四五六七八九十\d①-⑨]{1,2}[：:为為]|片?说明)|[上下左右]图)/;
const CAPTION_TAIL = /(?:(?:^|[\s　。（(])[\u4e00-\u9fff·\s]{1,24}(?:摄|攝|供图|制图|摄影报道|\/摄|\/图)|(?:资料|新华社|本报|视觉中国|資料|本報)(?:图片|发|供图|圖片))[）)]?$/;
/** （第2版）, （详见A3版）, （報道見A4）: the line is an entry of a table of contents. */
const PAGE_REFERENCE = /[（(](?:[详詳]?[见見]|[报報]道[见見]|刊|下转|下轉|转|轉)?第?\s?[A-Z]?[\d一二三四五六七八九十]{1,3}(?:[—-]\d{1,2})?\s?[版页頁][）)]$/;
const LONGEST_REFERENCE = 14;
const LONGEST_ENTRY = 60;
const LONGEST_IMPRINT = 80;
const AUTHOR_NOTE = /^[（(](?:本文)?(?:作者|笔者|筆者|记者|記者|本报记者|本報記者|本版|摘自|原载|据|来源|下转|上接|完|未完待续|责编|责任编辑|编辑|执笔)/;
const IMPRINT = /^(?:(?:本版|本期|今日|一版|头版)(?:责任编辑|责编|编辑|主编|美编|版式|视觉|统筹|校对|值班)|版式|美编|校对|值班(?:主任|编委|总编|编辑)|社\s?址|本报(?:社址|地址|网址)|邮政编码|邮\s?编|邮发代号|国内统一|国际标准|广告(?:经营)?许可证|零售价|每份|月价|年价|总第|新闻热线|发行(?:热线|电话)|广告(?:热线|电话)|投稿(?:邮箱|信箱)|承印|版权声明|今日\s?[\d一二三四五六七八九十]{1,3}\s?版)[^。！？]*$/;
const FIXED_NOTE = /^(?:责任编辑|责编|编辑|来源|原标题|作者简介|联系电话|电子邮箱)[：:\s]/;
const BARE_LIST = /^(?:[-*+•·]\s|\[?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}|#{1,6}\s|\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[）)]|[①-⑳⑴-⒇]|[a-zA-Z][.)]\s|>\s|```|\|)/;
const CHAPTER = /^(?:第[一二三四五六七八九十百千\d]{1,4}[章节条篇部回]|附件?[一二三四五六七八九十\d]{0,2}[：:]|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\))/;
const PINYIN = /^(?:[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüĀÁǍÀĒÉĚÈŌÓǑÒ]{1,6}[\s'’·]+){1,9}[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}$/;
const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|uo|ui|ue|ve|a|o|e|i|u|v|ü)$/;

/** 1 for the Han characters that captions, chapters, numbered heads and fixed notes begin with: most lines begin with none. */
const SIGN_BEGINS = tableOf(`上下左右中图圖第附${NUMERAL}责编版美校本今头值社邮国广零每月年总新发投承版来原作联电`);

/** The sign of a line. Patterns are tried on a bounded head or on short lines only, so that a long line costs no more. */
export function signOf(raw: string, line: Line): LineSign {
  if (line.gaps >= 2) return 'table';
  const sign = signByHead(raw, line);
  if (sign !== 'none') return sign;
  if (endsInCredit(raw, line)) return 'credit';
  if (endsInPageReference(raw, line)) return 'pageReference';
  return line.first === CharClass.Han && line.clauses > 0 && mayBeginWithLabel(raw, line) && beginsWithLabel(head(raw, line)) ? 'label' : 'none';
}

function signByHead(raw: string, line: Line): LineSign {
  switch (line.first) {
    case CharClass.Marker: return markerSign(raw, line);
    case CharClass.Dash: return dashSign(raw, line);
    case CharClass.Digit:
    case CharClass.Other: return listSign(raw, line);
    case CharClass.Lower:
    case CharClass.Upper: return latinSign(raw, line);
    case CharClass.Open: return bracketSign(raw, line);
    case CharClass.Han: return hanSign(raw, line);
    default: return 'none';
  }
}

function head(raw: string, line: Line): string {
  return raw.slice(line.start, Math.min(line.end, line.start + HEAD));
}

function whole(raw: string, line: Line): string {
  return raw.slice(line.start, line.end);
}

function markerSign(raw: string, line: Line): LineSign {
  const text = head(raw, line);
  if (CAPTION_HEAD.test(text)) return 'caption';
  if (line.roles > 0 && line.end - line.start <= LONGEST_BYLINE && isByline(whole(raw, line).replace(/^[^\u4e00-\u9fff]+/, ''))) return 'byline';
  return line.clauses + line.sentences > 1 || BARE_LIST.test(text) ? 'list' : 'subhead';
}

function dashSign(raw: string, line: Line): LineSign {
  const text = head(raw, line);
  if (BARE_LIST.test(text)) return 'list';
  return /^[—–―─-]{2}/.test(text) ? 'dash' : 'none';
}

function listSign(raw: string, line: Line): LineSign {
  const text = head(raw, line);
  if (line.end - line.start <= LONGEST_BYLINE && WEB_LINE.test(text)) return 'byline';
  return BARE_LIST.test(text) ? 'list' : 'none';
}

function latinSign(raw: string, line: Line): LineSign {
  if (line.han === 0 && line.width <= LONGEST_BYLINE && isPinyin(whole(raw, line))) return 'pinyin';
  return listSign(raw, line);
}

function bracketSign(raw: string, line: Line): LineSign {
  const text = head(raw, line);
  if (line.roles > 0 && isDateline(text)) return 'dateline';
  if (AUTHOR_NOTE.test(text)) return 'signature';
  if (CHAPTER.test(text) || BARE_LIST.test(text)) return 'list';
  return CAPTION_HEAD.test(text) ? 'caption' : 'none';
}

function hanSign(raw: string, line: Line): LineSign {
  if (line.roles > 0 && isDateline(head(raw, line))) return 'dateline';
  if (SIGN_BEGINS[raw.charCodeAt(line.start)] === 1) {
    const text = head(raw, line);
    if (CAPTION_HEAD.test(text)) return 'caption';
    if (CHAPTER.test(text) || isNumberedHead(text)) return 'list';
    if (line.end - line.start <= LONGEST_IMPRINT && IMPRINT.test(text)) return 'imprint';
    if (FIXED_NOTE.test(text)) return 'signature';
  }
  const length = line.end - line.start;
  if (line.roles > 0 && length <= LONGEST_BYLINE && line.sentences === 0 && isByline(whole(raw, line))) return bylineSign(whole(raw, line));
  if (length <= 5 && isBareName(whole(raw, line))) return 'name';
  return 'none';
}

function endsInCredit(raw: string, line: Line): boolean {
  return line.end - line.start <= LONGEST_CAPTION_LINE && CREDIT_ENDS[raw.charCodeAt(line.end - 1)] === 1
    && CAPTION_TAIL.test(raw.slice(Math.max(line.start, line.end - CREDIT_TAIL), line.end));
}

const LABEL = /^[\u4e00-\u9fff]{1,6}[：:](?![“「"])/;
const LONGEST_LABEL = 6;
const COLON = 0x3a;
const WIDE_COLON = 0xff1a;

/** Whether there is a colon where a label could end: most lines need not be held against the pattern. */
function mayBeginWithLabel(raw: string, line: Line): boolean {
  const end = Math.min(line.end, line.start + LONGEST_LABEL + 1);
  for (let offset = line.start + 1; offset < end; offset++) {
    const unit = raw.charCodeAt(offset);
    if (unit === WIDE_COLON || unit === COLON) return true;
  }
  return false;
}

/** Whether the text begins with a label: 时间：, 问：, 小张：. What a speaker says stands in quotes and is none. */
export function beginsWithLabel(text: string): boolean {
  return LABEL.test(text);
}

/** Whether the line is an entry of a table of contents: it ends with the page where the text stands. */
export function endsInPageReference(raw: string, line: Line): boolean {
  return line.last === CharClass.Close && line.end - line.start <= LONGEST_ENTRY
    && PAGE_REFERENCE.test(raw.slice(Math.max(line.start, line.end - LONGEST_REFERENCE), line.end));
}

function bylineSign(text: string): LineSign {
  if (endsInRole(text)) return 'openByline';
  return /^[^者员：:]{2,20}(?:摄|攝|摄影|供图|制图)$/.test(text) ? 'credit' : 'byline';
}

/** Whether the text begins as a news report does: 本报讯, 新华社北京3月1日电, 某某日报讯（记者 …）. */
function isDateline(text: string): boolean {
  return DATELINE.test(text) || PLACE_DATELINE.test(text) || BRACKET_DATELINE.test(text) || REPORTER_FIRST.test(text);
}

/** 一、 or 十二、 opens a section; 一、二、三产业 is a list inside a sentence. */
function isNumberedHead(text: string): boolean {
  let index = 0;
  while (index < 3 && NUMERAL.includes(text[index] ?? ' ')) index++;
  return index > 0 && text[index] === '、' && !NUMERAL.includes(text[index + 1] ?? ' ');
}

function isPinyin(text: string): boolean {
  if (!PINYIN.test(text)) return false;
  const syllables = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().split(/[\s'·’]+/);
  return syllables.length >= 2 && syllables.every((syllable) => SYLLABLE.test(syllable));
}
