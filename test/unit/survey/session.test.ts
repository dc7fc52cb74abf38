import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SurveyReply } from '../../../src/survey/protocol';
import { SurveySession } from '../../../src/survey/session';

describe('The session of the survey process', () => {
  let folder: string;

  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'survey-session-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('tells how every page stands, however few messages it makes of them', async () => {
    const paths = Array.from({ length: 7 }, (_, index) => join(folder, `${index}.txt`));
    for (const path of paths) writeFileSync(path, '梨花开了。\n');
    const replies: SurveyReply[] = [];
    await new Promise<void>((resolve) => {
      // the clock stands still: all but the first page wait until the end
      const session = new SurveySession({ now: () => 0, breathe: () => Promise.resolve(), send: (reply) => {
        replies.push(reply);
        if (reply.type === 'end') resolve();
      } });
      session.receive({ id: 1, call: 'pages', ask: { paths } });
    });
    const told = replies.flatMap((reply) => (reply.type === 'progress' ? reply.progress.pages.map(({ path }) => path) : []));
    assert.deepEqual(told.sort(), paths);
  });
});
