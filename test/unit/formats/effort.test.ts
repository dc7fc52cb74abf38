import { deepEqual, equal } from 'node:assert/strict';
import { EffortMeter, effortLine, keysEach, readEffort, secondsEach, sumEffort, type EffortRecord } from '../../../src/formats/effort';

const record = (fields: Partial<EffortRecord>): EffortRecord => ({ at: '2024-05-18T08:30:12.000Z', page: '二版.txt', command: 'accept', key: 'a', annotations: { entity: 1 }, keys: 1, seconds: 2, ...fields });

describe('the effort log', () => {
  it('counts keys and seconds since the decision before, without rests', () => {
    const meter = new EffortMeter();
    meter.command();
    deepEqual(meter.decision(5000, 60_000), { keys: 1 });
    meter.command();
    meter.command();
    deepEqual(meter.decision(7250, 60_000), { keys: 2, seconds: 2.25 });
    deepEqual(meter.decision(67_251, 60_000), { keys: 0 });
  });

  it('is read back line by line, and tells which lines are damaged', () => {
    const first = record({});
    const torn = effortLine(record({ page: '三版.txt' })).slice(0, 20);
    const { records, damaged } = readEffort(`${effortLine(first)}${torn}\n[]\n{"at":"2024-05-18T08:30:12.000Z","page":"x","keys":-1,"annotations":{}}\n\n${effortLine(first)}`);
    deepEqual(records, [first, first]);
    deepEqual(damaged, [2, 3, 4]);
  });

  it('is summed up by layer, page and day', () => {
    const { seconds, ...untimed } = record({ at: '2024-05-19T01:00:00.000Z', keys: 3 });
    const summary = sumEffort([record({}), record({ annotations: { entity: 1, number: 3 }, keys: 4, seconds: 8, page: '三版.txt' }), untimed, record({ command: 'undo', annotations: {}, seconds: 1 })]);
    equal(summary.decisions, 4);
    equal(summary.annotations, 6);
    equal(summary.keys, 9);
    equal(secondsEach(summary), 11 / 5);
    equal(keysEach(summary), 9 / 6);
    deepEqual(summary.layers.map(({ layer, annotations, keys, seconds }) => [layer, annotations, keys, seconds]), [['entity', 3, 5, 4], ['number', 3, 3, 6]]);
    deepEqual(summary.pages.map(({ page, decisions }) => [page, decisions]), [['三版.txt', 1], ['二版.txt', 3]]);
    deepEqual(summary.days.map(({ day, decisions }) => [day, decisions]), [['2024-05-18', 3], ['2024-05-19', 1]]);
    deepEqual(summary.durations.filter(({ decisions }) => decisions > 0), [{ upTo: 1, decisions: 1 }, { upTo: 2, decisions: 1 }, { upTo: 8, decisions: 1 }]);
    equal(secondsEach(sumEffort([])), undefined);
  });
});
