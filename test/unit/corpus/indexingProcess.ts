import { CorpusEngine } from '../../../src/corpus/engine';

/** Indexes and compares a folder, to be killed in the middle of it: `indexingProcess.ts FOLDER STORAGE`. */
const [folder, storage] = process.argv.slice(2);
const engine = new CorpusEngine({ storage, scriptsAlike: true }, { workerProgram: null, threads: 0, smallBytes: 0 });
const control = { cancelled: () => false, breathe: () => new Promise<void>((resolve) => setImmediate(resolve)), progress: () => undefined };
process.send?.('started');
engine.update({ folders: [folder] }, control)
  .then(() => engine.groups({ near: true, order: 'members', from: 0, count: 10 }, control))
  .then(() => { process.send?.('done'); }, (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
