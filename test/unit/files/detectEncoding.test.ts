import { deepEqual, equal, ok } from 'node:assert/strict';
import { decode, detectEncoding } from '../../../src/files/detectEncoding';

const TEXT = '柳河镇供销社今年收购山货九吨，比去年多两成。\n经理乔望山说，明年还要扩大库房。“路修好了，车就进得来。”\n';
const utf16 = (text: string, bigEndian = false): Uint8Array => (bigEndian ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le'));
/** 中国人民 … in bytes, since Node writes no other encodings than Unicode's. */
const GB = Buffer.from('d6d0b9fac8cbc3f1d2f8d0d0bdf1ccecd0fbb2bca3acb4d3b1bed4c2c6f0cfc2b5f7b4e6bfeec0fbc2caa1a3', 'hex');
const BIG5 = Buffer.from('a6e6ac46b07ca4b5a4d1aaeda5dca141b14eb1c0b0cab773aabab867c0d9ac46b5a6a141a8f3a755a4a4a470a5f8b77ec2e0abaca4c9afc5a143a5dfaa6bb07cb07cb77cac51a4e9a454c5aab371b94cb1f8a8d2add7a5bfaff3aed7a143', 'hex');

describe('encoding of a page', () => {
  it('is told by a byte order mark', () => {
    deepEqual(detectEncoding(Buffer.from(`\ufeff${TEXT}`, 'utf8')), { name: 'utf8bom', guessed: false });
    deepEqual(detectEncoding(utf16(`\ufeff${TEXT}`)), { name: 'utf16le', guessed: false });
    deepEqual(detectEncoding(utf16(`\ufeff${TEXT}`, true)), { name: 'utf16be', guessed: false });
  });

  it('is UTF-8 where the bytes are valid, ASCII and control characters included', () => {
    for (const text of [TEXT, '', 'ab', 'plain English words', 'nul\u0000inside, 一个', '\u{20BB7}野家']) {
      deepEqual(detectEncoding(Buffer.from(text, 'utf8')), { name: 'utf8', guessed: false }, text);
    }
  });

  it('is guessed as UTF-16 where no mark tells', () => {
    deepEqual(detectEncoding(utf16(TEXT)), { name: 'utf16le', guessed: true });
    deepEqual(detectEncoding(utf16(TEXT, true)), { name: 'utf16be', guessed: true });
  });

  it('is guessed as GB18030 or Big5 by the characters that it gives', () => {
    deepEqual(detectEncoding(GB), { name: 'gb18030', guessed: true });
    equal(decode(GB, 'gb18030'), '中国人民银行今天宣布，从本月起下调存款利率。');
    deepEqual(detectEncoding(BIG5), { name: 'big5hkscs', guessed: true });
    ok(decode(BIG5, 'big5hkscs')?.startsWith('行政院今天表示'));
  });

  it('is unknown where the bytes are text in none', () => {
    equal(detectEncoding(Buffer.from([0xff, 0xff, 0xff, 0x80, 0x81])), undefined);
    ok(decode(Buffer.from([0xff]), 'utf8') === undefined);
  });
});
