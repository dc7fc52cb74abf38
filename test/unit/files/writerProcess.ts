/**
 * Decides annotation after annotation of one page, as the extension does, until it is killed: the kill tests start it.
 * Arguments: the page, a name, a number to draw decisions from, and `forever` or how many decisions to make. Each decision
 * is told on standard output twice: before it is written, and when the sidecar holds it.
 */
import { readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { accept, reject, relabel } from '../../../src/annotations/decisions';
import { conflictsOf } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { SIDECAR_SUFFIX } from '../../../src/annotations/sidecar';
import { Random } from '../../../src/entities/training/random';
import { diskStorage } from '../../../src/files/diskStorage';
import { SidecarStore } from '../../../src/files/sidecarStore';

async function main([path, by, seed, count]: readonly string[]): Promise<void> {
  const text = readFileSync(path, 'utf8');
  const random = new Random(Number(seed));
  const file = new SidecarStore(diskStorage(path + SIDECAR_SUFFIX), basename(path));
  const load = await file.load();
  if (load.kind !== 'read') throw new Error(load.kind);
  let page = new PageAnnotations(text, await file.restored(load.sidecar, text));
  for (let decision = 0; count === 'forever' || decision < Number(count);) {
    const { all } = page;
    const target = all[random.below(all.length)];
    const stamp = { by, at: new Date(Date.UTC(2024, 0, 1) + decision * 1000 + Number(seed)).toISOString() };
    const afters = [accept, reject][random.below(3)]?.(page, [target], stamp) ?? relabel(page, target, 'entity', ['PERSON', 'ORG', 'PLACE'][random.below(3)], {}, stamp);
    if (afters.length === 0) continue; // it says so already
    decision++;
    page.decide('decision', afters);
    const { status, label } = afters[0][1] ?? {};
    const replaces = [target, ...conflictsOf(target)].flatMap((one) => (one.by === undefined ? [] : [`${one.by} ${one.at ?? ''}`]));
    const told = { id: target.id, status, label, ...stamp, replaces };
    writeSync(1, `${JSON.stringify({ ...told, onDisk: false })}\n`);
    const saved = await file.save(file.headerFor(text, 'lf', 'utf8'), page.all, text);
    if (saved.kind !== 'saved' && saved.kind !== 'merged') throw new Error(JSON.stringify(saved));
    if (saved.kind === 'merged') page = new PageAnnotations(text, file.annotations);
    writeSync(1, `${JSON.stringify({ ...told, onDisk: true })}\n`);
  }
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
