import { deepEqual } from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { diffSidecars } from '../../../src/annotations/sidecarDiff';
import type { Annotation } from '../../../src/annotations/model';
import type { Sidecar } from '../../../src/annotations/sidecar';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { chooseLanguage } from '../../../src/cli/words';
import { changeText } from '../../../src/ui/sidecarWords';
import { annotationOn, sidecarText } from './pageWithSidecar';

const TEXT = '柳河镇供销社今年收购山货九吨。\n经理乔望山说，供销社明年还要扩大库房。\n';
const person = annotationOn(TEXT, '乔望山', 'PERSON');
const place = annotationOn(TEXT, '柳河镇', 'PLACE');

function sidecar(annotations: readonly Annotation[], text = TEXT): Sidecar {
  const reading = readSidecar(sidecarText('二版.txt', text, annotations));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.sidecar;
}
const words = (before: readonly Annotation[], after: readonly Annotation[], text = TEXT): string[] =>
  diffSidecars(sidecar(before), sidecar(after, text)).map(changeText);

describe('news-annotator diff', () => {
  afterEach(() => { l10n.config({ contents: {} }); });

  it('has nothing to say of two equal sidecars', () => {
    deepEqual(words([place, person], [place, person]), []);
  });

  it('tells what came and what went, with who decided', () => {
    deepEqual(words([place], [person]), [
      'PERSON “乔望山” was added: accepted (周编辑, 2024-05-18T08:30:12.000Z)',
      'PLACE “柳河镇” was removed; it was accepted (周编辑, 2024-05-18T08:30:12.000Z)',
    ]);
  });

  it('tells a decision, a label, an edge, a value, a note and a conflict', () => {
    const { by, at, ...open } = person;
    deepEqual(words([{ ...open, status: 'suggested' }], [{ ...person, status: 'rejected' }]),
      ['PERSON “乔望山”: suggested → rejected (周编辑, 2024-05-18T08:30:12.000Z)']);
    deepEqual(words([person], [{ ...person, label: 'ORG' }]), ['PERSON “乔望山”: label PERSON → ORG']);
    deepEqual(words([place], [{ ...place, end: 6, quote: '柳河镇供销社' }]), ['PLACE “柳河镇”: words “柳河镇” (0–3) → “柳河镇供销社” (0–6)']);
    deepEqual(words([place], [{ ...place, value: 3 }]), ['PLACE “柳河镇”: described differently']);
    deepEqual(words([place], [{ ...place, note: '核对' }]), ['PLACE “柳河镇”: note “” → “核对”']);
    const conflict = [{ label: 'ORG', start: 0, end: 3, status: 'accepted' as const, by: '吴编辑' }];
    deepEqual(words([place], [{ ...place, conflict }]), ['PLACE “柳河镇”: in conflict with: ORG, accepted (吴编辑)']);
    deepEqual(words([{ ...place, conflict }], [place]), ['PLACE “柳河镇”: its conflict was settled']);
  });

  it('tells the same decision of somebody else', () => {
    deepEqual(words([person], [{ ...person, by: '吴编辑' }]), ['PERSON “乔望山”: decided again: accepted (吴编辑, 2024-05-18T08:30:12.000Z)']);
  });

  it('tells a changed page once, not each annotation that it moved', () => {
    const text = `本报讯 ${TEXT}`;
    deepEqual(words([place], [annotationOn(text, '柳河镇', 'PLACE', { id: place.id })], text), ['the text of the page changed']);
  });

  it('speaks Chinese where the terminal does', () => {
    chooseLanguage({ LANG: 'zh_CN.UTF-8' });
    deepEqual(words([person], [{ ...person, label: 'ORG' }]), ['PERSON “乔望山”: 标签 PERSON → ORG']);
    chooseLanguage({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' });
  });
});
