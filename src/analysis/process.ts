import type { Segmenter } from '../entities/segmenter';
import { keepHeapSmall } from './engineFlags';
import { loadTaught } from './loadTagger';
import type { Request } from './protocol';
import { loadSegmenter } from './segmenter';
import { AnalysisSession } from './session';
import { breathe } from '../files/slices';

/** The analysis process: forked by the extension host, ends with it. */
function main(): void {
  keepHeapSmall();
  let segmenter: Segmenter | undefined;
  const loadedSegmenter = (): Segmenter => (segmenter ??= loadSegmenter());
  const session = new AnalysisSession({
    send: (reply) => {
      if (process.connected) process.send?.(reply);
    },
    breathe,
    now: () => performance.now(),
    tagger: (learned) => loadTaught(loadedSegmenter(), learned),
    segmenter: loadedSegmenter,
  });
  process.on('message', (message) => {
    session.receive(message as Request);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}

main();
